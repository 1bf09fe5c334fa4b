import { AppError, type Failure } from '../../shared/domain/error.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import type { TransferLedger } from './ledger.ts';
import { targetOf } from './next-up.ts';
import type { QueueParts } from './queue-parts.ts';
import { transition, type TransferEvent } from './transition.ts';

/** What a run wants written down before it goes on. */
interface Wish {
  readonly id: string;
  readonly event: TransferEvent;
  readonly written: () => void;
  readonly refused: (error: AppError) => void;
}

/** Whether somebody else has begun to write to its place. */
type IsElsewhere = (upload: Transfer) => boolean;

/** What runs want written in this turn of the event loop. */
export class Wishes {
  readonly #ledger: Pick<TransferLedger, 'get'>;
  readonly #isElsewhere: IsElsewhere;
  #wishes: Wish[] = [];

  /** `underWay`: what is under way to a site. */
  constructor(
    ledger: Pick<TransferLedger, 'get'>,
    isElsewhere: QueueParts['isElsewhere'],
    underWay: (siteId: string) => readonly Transfer[],
  ) {
    this.#ledger = ledger;
    this.#isElsewhere = (upload) => {
      const target = targetOf(upload);
      return (
        underWay(upload.siteId).some(
          (each) =>
            each.id !== upload.id && each.serverMayHave !== 'nothing' && targetOf(each) === target,
        ) || isElsewhere(upload, 'begun')
      );
    };
  }

  /** Resolves when it is on disk. Rejects AppError `storage-failed`, `already-queued`. */
  add(id: string, event: TransferEvent): Promise<void> {
    return new Promise((written, refused) => {
      this.#wishes.push({ id, event, written, refused });
    });
  }

  /** Those until now. */
  take(): WishesOfTurn {
    return new WishesOfTurn(this.#wishes.splice(0), this.#ledger, this.#isElsewhere);
  }
}

class WishesOfTurn {
  readonly #wishes: readonly Wish[];
  readonly #ledger: Pick<TransferLedger, 'get'>;
  readonly #isElsewhere: IsElsewhere;
  readonly #begun = new Set<string>();
  readonly #refusals = new Map<Wish, AppError>();

  constructor(
    wishes: readonly Wish[],
    ledger: Pick<TransferLedger, 'get'>,
    isElsewhere: IsElsewhere,
  ) {
    this.#wishes = wishes;
    this.#ledger = ledger;
    this.#isElsewhere = isElsewhere;
  }

  get size(): number {
    return this.#wishes.length;
  }

  /**
   * To be asked at the write: nobody else, here or in another process, may have begun the same place. One whose run is
   * over (`runs`) by then, because its link broke, gets nothing any more.
   */
  transfers(runs: (id: string) => boolean): readonly Transfer[] {
    return this.#wishes.map((each) => this.#asWanted(each, runs)).filter((each) => each !== null);
  }

  /** After the write; `problem`: why it came to nothing. */
  tell(problem: Failure | null): void {
    for (const each of this.#wishes) {
      const error =
        problem === null ? this.#refusals.get(each) : new AppError(problem.code, problem.detail);
      if (error === undefined) each.written();
      else each.refused(error);
    }
  }

  #asWanted(wish: Wish, runs: (id: string) => boolean): Transfer | null {
    if (!runs(wish.id)) {
      this.#refusals.set(wish, new AppError('cancelled'));
      return null;
    }
    const transfer = this.#ledger.get(wish.id);
    const next = transfer === undefined ? null : transition(transfer, wish.event);
    if (next === null || wish.event.kind !== 'prepared') return next;
    if (next.direction === 'download') return next;
    const target = targetOf(next);
    if (!this.#begun.has(target) && !this.#isElsewhere(next)) {
      this.#begun.add(target);
      return next;
    }
    this.#refusals.set(wish, new AppError('already-queued'));
    return null;
  }
}
