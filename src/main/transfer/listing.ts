import { AppError } from '../../shared/domain/error.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import type { Admitted } from './admission.ts';
import type { TransferLedger } from './ledger.ts';
import type { QueueParts } from './queue-parts.ts';
import { cancelledBeforeStart, failedBeforeStart } from './transition.ts';

export interface ListingParts {
  readonly ledger: TransferLedger;
  readonly go: (listed: readonly Transfer[]) => void;
  readonly signal: AbortSignal;
}

/** How transfers come on the list. Every method throws AppError `storage-failed`, `cancelled`. */
export class Listing {
  readonly #parts: Pick<QueueParts, 'clock' | 'isElsewhere'>;
  readonly #queue: ListingParts;

  constructor(parts: Pick<QueueParts, 'clock' | 'isElsewhere'>, queue: ListingParts) {
    this.#parts = parts;
    this.#queue = queue;
  }

  add({ ready, refused }: Admitted): void {
    const at = this.#parts.clock.now();
    const failed = refused.map(({ transfer, failure }) => failedBeforeStart(transfer, failure, at));
    this.#list([...ready, ...failed]);
  }

  /** As cancelled. */
  addStopped(transfers: readonly Transfer[]): void {
    const at = this.#parts.clock.now();
    this.#list(transfers.map((transfer) => cancelledBeforeStart(transfer, at)));
  }

  /**
   * In the order in which they were asked for, behind all that is listed. What another running process has
   * for the same place is refused.
   */
  #list(transfers: readonly Transfer[]): void {
    const { ledger, go, signal } = this.#queue;
    if (signal.aborted) throw new AppError('cancelled');
    const at = this.#parts.clock.now();
    const last = ledger.lastPosition;
    const inOrder = [...transfers]
      .sort((one, other) => one.position - other.position)
      .map((transfer, index) => ({ ...transfer, position: last + 1 + index }));
    let listed: readonly Transfer[] = [];
    ledger.commit(() => {
      listed = inOrder.map((transfer) =>
        this.#isElsewhere(transfer)
          ? failedBeforeStart(transfer, { code: 'already-queued', detail: '' }, at)
          : transfer,
      );
      return listed;
    });
    go(listed);
  }

  #isElsewhere(transfer: Transfer): boolean {
    return (
      transfer.status === 'waiting' &&
      transfer.direction === 'upload' &&
      this.#parts.isElsewhere(transfer, 'queued')
    );
  }
}
