import { adviceFor } from '../../shared/domain/check-advice.ts';
import { findingText } from '../../shared/domain/check-text.ts';
import { failedStep, type Check } from '../../shared/domain/check.ts';
import { aboutSite } from '../../shared/domain/error-text.ts';
import { toFailure, type Failure } from '../../shared/domain/error.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Clock } from '../clock.ts';
import type { ConnectionChecks } from './connection-checks.ts';

/** For the desktop: a heading and one sentence. */
export interface MorningNotice {
  readonly title: string;
  readonly body: string;
  readonly siteId: string;
}

export interface EveryMorningParts {
  readonly sites: () => readonly Site[];
  /** When the last check of a site that was made by itself began. */
  readonly lastMorning: (siteId: string) => number | null;
  readonly checks: Pick<ConnectionChecks, 'run' | 'onChanged'>;
  readonly clock: Clock;
  readonly hasNetwork: () => boolean;
  /** What keeps it from looking; it looks again later. */
  readonly notice: (failure: Failure) => void;
}

const atHour = 7;
/** Timers stand still while a computer sleeps, and its clock may be set. */
const longestNapMs = 30 * 60_000;
/** A computer that has just woken up is not on the network yet. */
const networkPatienceMs = 10 * 60_000;
const networkNapMs = 30_000;

const sevenOn = (time: number, days = 0): number => {
  const day = new Date(time);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, atHour).getTime();
};

const isSameDay = (one: number, other: number): boolean =>
  new Date(one).toDateString() === new Date(other).toDateString();

/**
 * When the next check of a morning is due, by the clock on the wall here: not before seven, and once a
 * day. It may be past. `last`: when the last one began.
 */
export const dueAt = (last: number | null, now: number): number =>
  last !== null && isSameDay(last, now) ? sevenOn(now, 1) : sevenOn(now);

/** Checks the sites that want it each morning, and tells of those where something is wrong. */
export class EveryMorning {
  readonly #parts: EveryMorningParts;
  /** What this run of the program has begun: a check that could not be stored is not made again. */
  readonly #begun = new Map<string, number>();
  #offlineSince: number | null = null;
  /** When it last looked, and which sites wanted it then. */
  #looked: { readonly at: number; readonly wanting: ReadonlySet<string> } | null = null;
  #undoTimer = (): void => undefined;

  constructor(parts: EveryMorningParts) {
    this.#parts = parts;
  }

  /** Returns its undo. */
  start(notify: (notice: MorningNotice) => void): () => void {
    const leave = this.#parts.checks.onChanged((check) => this.#tell(check, notify));
    this.look();
    return () => {
      leave();
      this.#undoTimer();
    };
  }

  /** The computer has woken up: what it knew of the network is old. */
  woke(): void {
    this.#offlineSince = null;
    this.look();
  }

  /** Starts what is due. */
  look(): void {
    const now = this.#parts.clock.now();
    try {
      const due = this.#due(now);
      if (due.length > 0 && this.#waitsForNetwork(now)) {
        this.#lookAgainIn(networkNapMs);
        return;
      }
      this.#begin(due, now);
    } catch (thrown) {
      this.#parts.notice(toFailure(thrown));
    }
    const today = sevenOn(now);
    this.#lookAgainIn((now < today ? today : sevenOn(now, 1)) - now);
  }

  #begin(siteIds: readonly string[], now: number): void {
    if (siteIds.length === 0) return;
    this.#offlineSince = null;
    this.#parts.checks.run(siteIds, { insist: false, scheduled: true });
    for (const siteId of siteIds) this.#begun.set(siteId, now);
  }

  #due(now: number): readonly string[] {
    const wanting = this.#parts
      .sites()
      .filter(({ checkMornings }) => checkMornings)
      .map(({ id }) => id);
    const before = this.#looked;
    this.#looked = { at: now, wanting: new Set(wanting) };
    // A morning that was over when somebody wanted it is no reason to sign in by itself in the afternoon.
    const sawSeven = before !== null && before.at >= sevenOn(now) && before.at <= now;
    for (const id of wanting) if (sawSeven && !before.wanting.has(id)) this.#begun.set(id, now);
    return wanting.filter(
      (id) => dueAt(this.#begun.get(id) ?? this.#parts.lastMorning(id), now) <= now,
    );
  }

  #waitsForNetwork(now: number): boolean {
    if (this.#parts.hasNetwork()) return false;
    if (this.#offlineSince === null || now < this.#offlineSince) this.#offlineSince = now;
    return now - this.#offlineSince < networkPatienceMs;
  }

  #lookAgainIn(ms: number): void {
    this.#undoTimer();
    this.#undoTimer = this.#parts.clock.after(Math.min(ms, longestNapMs), () => this.look());
  }

  #tell(check: Check, notify: (notice: MorningNotice) => void): void {
    if (!check.scheduled) return;
    const site = this.#parts.sites().find(({ id }) => id === check.siteId);
    const body = site === undefined ? null : wrongWith(check, site);
    if (site === undefined || body === null) return;
    notify({ title: `Connection check: ${site.label}`, body, siteId: site.id });
  }
}

/** In one sentence. Null: nothing, or it still runs, or a person has stopped it. */
function wrongWith(check: Check, site: Site): string | null {
  switch (check.verdict) {
    case 'failed': {
      const failure = failedStep(check)?.failure;
      return failure == null ? null : adviceFor(failure, aboutSite(site)).sentence;
    }
    case 'incomplete': {
      const finding = check.steps.find(({ outcome }) => outcome === 'skipped')?.finding;
      return finding == null ? null : `Signing in was not tested. ${findingText(finding)}.`;
    }
    default:
      return null;
  }
}
