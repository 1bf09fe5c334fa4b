import { setImmediate as nextTurn } from 'node:timers/promises';
import { toFailure, type Failure } from '../../shared/domain/error.ts';
import { everything } from '../../shared/domain/receipt.ts';
import type { Clock } from '../clock.ts';
import type { History } from './history.ts';
import { firstIdOf } from './receipt-id.ts';
import type { ReceiptWriter } from './receipt-writer.ts';

export interface PruningParts {
  readonly history: Pick<History, 'list'>;
  readonly receipts: Pick<ReceiptWriter, 'removeBefore'>;
  /** A change counts from the next day on: whoever types "10" has typed "1" before. */
  readonly years: () => number;
  readonly clock: Clock;
  /** What keeps it from removing any; it tries again the next day. */
  readonly notice: (failure: Failure) => void;
}

const dayMs = 24 * 60 * 60_000;
/** A clock that is years ahead must not cost the history: it counts as at most so far after the newest receipt. */
const mostAheadMs = 366 * dayMs;
const atOnce = 200;

/** Removes, once a day, the receipts that were kept for the years that the person wants. */
export class HistoryPruning {
  readonly #parts: PruningParts;
  #ended = false;

  constructor(parts: PruningParts) {
    this.#parts = parts;
  }

  /** Begins at once. Returns its undo. */
  start(): () => void {
    let undoTimer = (): void => undefined;
    const look = async (): Promise<void> => {
      await this.prune();
      if (!this.#ended) undoTimer = this.#parts.clock.after(dayMs, () => void look());
    };
    void look();
    return () => {
      this.#ended = true;
      undoTimer();
    };
  }

  /** A few at a time, so that the program goes on answering. */
  async prune(): Promise<void> {
    try {
      const end = this.#end();
      while (!this.#ended && this.#parts.receipts.removeBefore(end, atOnce) === atOnce)
        await nextTurn();
    } catch (thrown) {
      this.#parts.notice(toFailure(thrown));
    }
  }

  /** Receipts with lesser numbers were kept long enough. */
  #end(): number {
    const { history, years, clock } = this.#parts;
    const newest = history.list(everything, null, 1).receipts[0]?.endedAt ?? 0;
    const now = new Date(Math.min(clock.now(), newest + mostAheadMs));
    return firstIdOf(now.setFullYear(now.getFullYear() - years()));
  }
}
