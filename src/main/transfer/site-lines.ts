import type { Failure } from '../../shared/domain/error.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import type { Clock } from '../clock.ts';
import { Countdowns } from './countdowns.ts';
import { longestDelay, retryDelay, type RetryParts } from './retry.ts';
import { WaitingTransfers } from './waiting-transfers.ts';

/** What it means for a site's files that it could not be connected to. */
export interface NoConnection {
  readonly failure: Failure;
  /** When it is tried again; null: it is not, and all of them fail. */
  readonly retryAt: number | null;
}

interface Hold {
  tries: number;
  waits: boolean;
}

export interface SiteLineParts {
  readonly clock: Clock;
  readonly retry: RetryParts;
  readonly get: (id: string) => Transfer | undefined;
  /** Somebody may start who could not before. */
  readonly pump: () => void;
}

/**
 * What waits, site by site. A file that was broken off counts down by itself before it is in its line; a
 * site that could not be connected to holds its whole line, so that ten thousand files wait for one try.
 */
export class SiteLines {
  readonly #parts: SiteLineParts;
  readonly #lines = new Map<string, WaitingTransfers>();
  readonly #holds = new Map<string, Hold>();
  readonly #siteCountdowns: Countdowns;
  readonly #countdowns: Countdowns;
  readonly #counting = new Map<string, Set<string>>();
  #closed = false;

  constructor(parts: SiteLineParts) {
    this.#parts = parts;
    this.#siteCountdowns = new Countdowns(parts.clock);
    this.#countdowns = new Countdowns(parts.clock);
  }

  /** Those of them that wait; one with a time for its next try comes when it is over. */
  add(transfers: readonly Transfer[]): void {
    for (const { id } of transfers) {
      const transfer = this.#waiting(id);
      if (transfer === undefined) continue;
      if (transfer.retryAt === null || this.#isHeld(transfer.siteId)) this.#join(transfer);
      else this.#countDown(transfer, transfer.retryAt);
    }
  }

  /** The lines in which somebody may start. */
  *open(): Generator<readonly [string, WaitingTransfers], void, undefined> {
    for (const [siteId, line] of this.#lines)
      if (line.length > 0 && !this.#isHeld(siteId)) yield [siteId, line];
  }

  /** At most: some of them may no longer wait. */
  length(siteId: string): number {
    return this.#line(siteId).length + (this.#counting.get(siteId)?.size ?? 0);
  }

  /** All of a site that wait, whatever for. */
  waiting(siteId: string): readonly Transfer[] {
    const counting = [...(this.#counting.get(siteId) ?? [])]
      .map((id) => this.#waiting(id))
      .filter((each) => each !== undefined);
    return [...counting, ...this.#line(siteId).inOrder()];
  }

  isDry(siteId: string): boolean {
    return (
      (this.#counting.get(siteId)?.size ?? 0) === 0 &&
      this.#line(siteId).inOrder().next().done === true
    );
  }

  /** One attempt is for all: the line is held until the next one, or given up. */
  couldNotConnect(siteId: string, failure: Failure): NoConnection {
    const hold = this.#holds.get(siteId) ?? { tries: 0, waits: false };
    const delay = retryDelay(failure, hold.tries, this.#parts.retry);
    if (delay === null) {
      this.goOn(siteId);
      return { failure, retryAt: null };
    }
    const retryAt = this.#parts.clock.now() + delay;
    this.#holds.set(siteId, { tries: hold.tries + 1, waits: true });
    if (this.#closed) return { failure, retryAt };
    this.#siteCountdowns.begin(siteId, delay, () => {
      const held = this.#holds.get(siteId);
      if (held !== undefined) held.waits = false;
      this.#parts.pump();
    });
    return { failure, retryAt };
  }

  /**
   * It was connected to, or a person wants it tried now: the next failure is the first one again. Answers
   * whether its line was held.
   */
  goOn(siteId: string): boolean {
    const wasHeld = this.#isHeld(siteId);
    this.#siteCountdowns.end(siteId);
    this.#holds.delete(siteId);
    return wasHeld;
  }

  /** Nothing starts by itself any more. */
  close(): void {
    this.#closed = true;
    this.#siteCountdowns.endAll();
    this.#countdowns.endAll();
  }

  #isHeld(siteId: string): boolean {
    return this.#holds.get(siteId)?.waits === true;
  }

  #countDown(transfer: Transfer, retryAt: number): void {
    const { id, siteId } = transfer;
    const counting = this.#counting.get(siteId) ?? new Set();
    this.#counting.set(siteId, counting.add(id));
    // The clock may have been set since: nobody waits longer than the longest delay.
    const left = Math.max(0, retryAt - this.#parts.clock.now());
    this.#countdowns.begin(id, Math.min(left, longestDelay(this.#parts.retry.delays)), () => {
      const waiting = this.#waiting(id);
      if (waiting === undefined) counting.delete(id);
      else this.#join(waiting);
      this.#parts.pump();
    });
  }

  #join(transfer: Transfer): void {
    this.#countdowns.end(transfer.id);
    this.#counting.get(transfer.siteId)?.delete(transfer.id);
    this.#line(transfer.siteId).add(transfer);
  }

  #waiting(id: string): Transfer | undefined {
    const transfer = this.#parts.get(id);
    return transfer?.status === 'waiting' ? transfer : undefined;
  }

  #line(siteId: string): WaitingTransfers {
    const known = this.#lines.get(siteId);
    if (known !== undefined) return known;
    const line = new WaitingTransfers((id) => this.#waiting(id));
    this.#lines.set(siteId, line);
    return line;
  }
}
