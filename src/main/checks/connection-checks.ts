import {
  checkedSettings,
  failedStep,
  isOfSettings,
  type Check,
  type Sweep,
} from '../../shared/domain/check.ts';
import { toFailure, type Failure } from '../../shared/domain/error.ts';
import { takesFiles } from '../../shared/domain/protocol.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { HeldBack } from '../../shared/ipc/contract.ts';
import type { Clock } from '../clock.ts';
import type { SessionLog } from '../log/session-log.ts';
import type { CheckStore } from './check-store.ts';
import type { CheckManner } from './plan-of.ts';
import type { PortSweeps } from './port-sweeps.ts';
import { refusalsThatHoldBack, type SignsIn } from './refused-sign-ins.ts';
import { runCheck } from './run-check.ts';
import type { Plan } from './step.ts';
import { Turnstile } from './turnstile.ts';

export interface ConnectionCheckParts {
  /** Throws AppError `site-not-found`. */
  readonly site: (siteId: string) => Site;
  readonly plan: (site: Site, manner: CheckManner) => Plan;
  readonly store: CheckStore;
  readonly sweeps: PortSweeps;
  readonly refusedLately: (site: SignsIn) => number;
  readonly log: SessionLog;
  readonly clock: Clock;
  readonly newId: () => string;
  /** A check that could not be stored is shown all the same. */
  readonly notice: (failure: Failure) => void;
}

const atOnce = 8;

interface Current {
  check: Check;
  readonly stop: AbortController;
}

/** The connection checks of every site, those that run and those that were. */
export class ConnectionChecks {
  readonly #parts: ConnectionCheckParts;
  /** Those that run, and ended ones that could not be stored. */
  readonly #current = new Map<string, Current>();
  readonly #working = new Set<Promise<void>>();
  readonly #listeners = new Set<(check: Check) => void>();
  readonly #turns = new Turnstile(atOnce);
  #ending = false;

  constructor(parts: ConnectionCheckParts) {
    this.#parts = parts;
  }

  /** The last check of each site with the settings it has now, or the one that runs. */
  list(): readonly Check[] {
    const current = [...this.#current.values()].map(({ check }) => check);
    const stored = this.#parts.store.latest().filter(({ siteId }) => !this.#current.has(siteId));
    return [...stored, ...current].filter((check) => this.#isOfItsSite(check));
  }

  /** The last 50 of a site that have ended, newest first. */
  history(siteId: string): readonly Check[] {
    return this.#parts.store.of(siteId);
  }

  /**
   * Starts a check of each site; one that runs already goes on. Answers with those that were not started
   * because their sign-in was refused lately: `insist` starts them too, and `scheduled` ones stop before
   * signing in. Throws AppError `site-not-found`, and then has started nothing.
   */
  run(
    siteIds: readonly string[],
    { insist, scheduled = false }: { readonly insist: boolean; readonly scheduled?: boolean },
  ): readonly HeldBack[] {
    if (this.#ending) return [];
    const sites = [...new Set(siteIds)].map((siteId) => this.#parts.site(siteId));
    return sites.flatMap((site): readonly HeldBack[] => {
      if (this.#current.get(site.id)?.check.verdict === null) return [];
      const refused = takesFiles(site.protocol) ? this.#parts.refusedLately(site) : 0;
      if (refused >= refusalsThatHoldBack && !insist && !scheduled) {
        return [{ siteId: site.id, refused }];
      }
      // Who insists wants one more of the account, not one more of each of its sites.
      const heldBackAt = insist
        ? Math.max(refusalsThatHoldBack, refused + 1)
        : refusalsThatHoldBack;
      this.#start(site, { heldBackAt, scheduled });
      return [];
    });
  }

  /** Ends their checks and sweeps at once. */
  stop(siteIds: readonly string[]): void {
    for (const siteId of siteIds) {
      this.#current.get(siteId)?.stop.abort();
      this.#parts.sweeps.stop(siteId);
    }
  }

  /** The site was removed. */
  forget(siteId: string): void {
    this.#current.get(siteId)?.stop.abort();
    this.#current.delete(siteId);
    this.#parts.sweeps.forget(siteId);
  }

  /** Tries the site's data ports. Throws AppError `site-not-found`, `invalid-input`. */
  sweep(siteId: string): void {
    this.#parts.sweeps.start(this.#parts.site(siteId));
  }

  sweeps(): readonly Sweep[] {
    return this.#parts.sweeps.list().filter((sweep) => this.#isOfItsSite(sweep));
  }

  /** Told of a check when it begins, when a step begins or has ended, and once with its verdict. Returns its undo. */
  onChanged(listener: (check: Check) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Returns its undo. */
  onSwept(listener: (sweep: Sweep) => void): () => void {
    return this.#parts.sweeps.onSwept(listener);
  }

  /** Ends all that runs, and keeps nothing of it. */
  async shutDown(): Promise<void> {
    this.#ending = true;
    for (const { stop } of this.#current.values()) stop.abort();
    await this.#parts.sweeps.shutDown();
    await Promise.all(this.#working);
  }

  #isOfItsSite(check: Pick<Check, 'siteId' | 'settings'>): boolean {
    try {
      return isOfSettings(check, this.#parts.site(check.siteId));
    } catch {
      return false; // Another process has removed the site.
    }
  }

  #start(site: Site, manner: CheckManner): void {
    const { clock, newId, notice } = this.#parts;
    const check: Check = {
      id: newId(),
      siteId: site.id,
      host: site.host,
      port: site.port,
      settings: checkedSettings(site),
      startedAt: clock.now(),
      endedAt: null,
      verdict: null,
      current: null,
      steps: [],
      scheduled: manner.scheduled,
    };
    const mine = { check, stop: new AbortController() };
    this.#current.set(site.id, mine);
    this.#show(mine, check);
    const work = this.#run(mine, site, manner)
      .catch((thrown: unknown) => {
        notice(toFailure(thrown));
        this.#end(mine, { ...mine.check, endedAt: clock.now(), verdict: 'failed', current: null });
      })
      .finally(() => this.#working.delete(work));
    this.#working.add(work);
  }

  async #run(mine: Current, site: Site, manner: CheckManner): Promise<void> {
    const { log, clock } = this.#parts;
    const { signal } = mine.stop;
    const leave = await this.#turns.enter(signal);
    try {
      const plan = this.#parts.plan(site, manner);
      log.add(site.id, 'info', `Connection check of ${site.host}, port ${site.port}`);
      const show = (check: Check): void => this.#show(mine, check);
      const mask = (text: string): string => log.mask(text);
      const ended = await runCheck({ check: mine.check, plan, clock, mask, show }, signal);
      // The next check may come at once, and some servers count connections. Who has stopped it waits for nothing.
      const closed = plan.close();
      if (!signal.aborted) await closed;
      log.add(site.id, 'info', `Connection check: ${endText(ended)}`);
      this.#end(mine, ended);
      await closed;
    } finally {
      leave();
    }
  }

  #end(mine: Current, check: Check): void {
    if (this.#current.get(check.siteId) !== mine) return;
    try {
      if (!this.#ending) this.#parts.store.save(check);
      this.#current.delete(check.siteId);
    } catch (thrown) {
      this.#parts.notice(toFailure(thrown));
    }
    mine.check = check;
    for (const listener of [...this.#listeners]) listener(check);
  }

  #show(mine: Current, check: Check): void {
    mine.check = check;
    if (this.#current.get(check.siteId) !== mine) return;
    for (const listener of [...this.#listeners]) listener(check);
  }
}

function endText(check: Check): string {
  const failed = failedStep(check);
  return failed === undefined
    ? (check.verdict ?? '')
    : `failed at "${failed.id}" (${failed.failure?.code ?? ''})`;
}
