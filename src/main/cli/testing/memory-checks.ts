import { stepsOf, type Check, type Sweep, type SweptPort } from '../../../shared/domain/check.ts';
import type { Failure } from '../../../shared/domain/error.ts';
import type { Site } from '../../../shared/domain/site.ts';
import { someCheck, someStep, type Course } from '../../../shared/domain/testing/some-check.ts';
import type { HeldBack } from '../../../shared/ipc/contract.ts';
import type { CheckServices } from '../commands/check.ts';

type CheckedServices = CheckServices['checks'];

/** How the check of a site goes: as a course says, held back, or on and on until it is stopped. */
export type Going =
  Course | { readonly kind: 'held-back'; readonly refused: number } | { readonly kind: 'endless' };

export interface MemoryChecksParts {
  readonly sites: readonly Site[];
  readonly going: (site: Site) => Going;
  /** What a sweep finds. */
  readonly ports: readonly SweptPort[];
  /** Why a sweep could not start. */
  readonly sweepFailure: Failure | null;
}

/** Connection checks in memory: each step comes in a turn of its own, those of all sites side by side. */
export class MemoryChecks implements CheckedServices {
  /** What was asked of it, in words. */
  readonly asked: string[] = [];
  readonly #parts: MemoryChecksParts;
  readonly #listeners = new Set<(check: Check) => void>();
  readonly #sweepListeners = new Set<(sweep: Sweep) => void>();
  readonly #running = new Map<string, Check>();

  constructor(parts: MemoryChecksParts) {
    this.#parts = parts;
  }

  list(): readonly Check[] {
    return [...this.#running.values()];
  }

  run(ids: readonly string[], { insist }: { readonly insist: boolean }): readonly HeldBack[] {
    this.asked.push(`run ${ids.join(' ')}${insist ? ' insisting' : ''}`);
    return ids.flatMap((siteId) => {
      const site = this.#site(siteId);
      const going = this.#parts.going(site);
      if (going.kind === 'held-back' && !insist) return [{ siteId, refused: going.refused }];
      if (going.kind === 'endless') this.#tell(running(someCheck(site), [someStep('name')]));
      else void this.#walk(someCheck(site, going.kind === 'held-back' ? { kind: 'well' } : going));
      return [];
    });
  }

  stop(ids: readonly string[]): void {
    this.asked.push(`stop ${ids.join(' ')}`);
    for (const id of ids.filter((each) => this.#running.has(each))) {
      const site = this.#site(id);
      this.#tell(someCheck(site, { kind: 'stopped', at: stepsOf[site.protocol][1] ?? 'port' }));
    }
  }

  onChanged(listener: (check: Check) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  sweep(siteId: string): void {
    this.asked.push(`sweep ${siteId}`);
    void this.#sweep(siteId);
  }

  onSwept(listener: (sweep: Sweep) => void): () => void {
    this.#sweepListeners.add(listener);
    return () => void this.#sweepListeners.delete(listener);
  }

  #site(id: string): Site {
    const site = this.#parts.sites.find((each) => each.id === id);
    if (site === undefined) throw new Error(`no such site in this test: ${id}`);
    return site;
  }

  async #walk(check: Check): Promise<void> {
    const done = check.steps.filter(({ outcome }) => outcome !== 'not-reached');
    for (let count = 0; count <= done.length; count += 1) {
      this.#tell(running(check, done.slice(0, count)));
      await Promise.resolve();
    }
    this.#tell(check);
  }

  async #sweep(siteId: string): Promise<void> {
    const { ports } = this.#parts;
    for (let count = 0; count <= ports.length; count += 1) {
      await Promise.resolve();
      const done = count === ports.length;
      const sweep = {
        siteId,
        settings: '',
        startedAt: 1,
        total: ports.length,
        ports: ports.slice(0, count),
        done,
        failure: done ? this.#parts.sweepFailure : null,
      };
      for (const listener of [...this.#sweepListeners]) listener(sweep);
    }
  }

  #tell(check: Check): void {
    if (check.verdict === null) this.#running.set(check.siteId, check);
    else this.#running.delete(check.siteId);
    for (const listener of [...this.#listeners]) listener(check);
  }
}

const running = (check: Check, steps: Check['steps']): Check => ({
  ...check,
  verdict: null,
  endedAt: null,
  steps,
});
