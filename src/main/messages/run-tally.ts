import type { RunCounts } from '../../shared/domain/message-file.ts';
import type { Outcome } from './message-ledger.ts';

type Ended = Exclude<keyof RunCounts, 'total' | 'waiting' | 'sending'>;

/** How the messages of a run ended. One that was stopped before it was sent is in none of the counts. */
export class RunTally {
  readonly #counts: Record<Ended, number> = {
    accepted: 0,
    remarks: 0,
    refused: 0,
    noAnswer: 0,
    unknown: 0,
    failed: 0,
  };

  add(outcome: Outcome): void {
    const count = countOf(outcome);
    if (count !== null) this.#counts[count] += 1;
  }

  counts(): Readonly<Record<Ended, number>> {
    return { ...this.#counts };
  }
}

function countOf({ state, verdict }: Outcome): Ended | null {
  switch (state) {
    case 'failed':
    case 'unknown':
      return state;
    case 'cancelled':
      return null;
    case 'answered':
      switch (verdict) {
        case 'accepted':
          return 'accepted';
        case 'accepted-with-remarks':
          return 'remarks';
        case 'not-accepted':
          return 'refused';
        case 'no-proper-answer':
        case null:
          return 'noAnswer';
      }
  }
}
