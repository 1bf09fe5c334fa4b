import { AppError } from '../../shared/domain/error.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import type { Admitted } from './admission.ts';
import type { TransferLedger } from './ledger.ts';
import type { QueueParts } from './queue-parts.ts';
import { Placing } from './placing.ts';
import { fromHome } from './remote-path.ts';
import { cancelledBeforeStart, failedBeforeStart } from './transition.ts';

export interface ListingParts {
  readonly ledger: TransferLedger;
  readonly go: (listed: readonly Transfer[]) => void;
  readonly signal: AbortSignal;
}

/** How transfers come on the list. Every method throws AppError `storage-failed`, `cancelled`. */
export class Listing {
  readonly #parts: Pick<QueueParts, 'clock' | 'isElsewhere' | 'sessions'>;
  readonly #queue: ListingParts;

  constructor(parts: Pick<QueueParts, 'clock' | 'isElsewhere' | 'sessions'>, queue: ListingParts) {
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
      const placing = new Placing((target, except) => ledger.pendingAt(target, except), at);
      listed = inOrder.map((transfer) => this.#placed(transfer, placing));
      return listed;
    });
    go(listed);
  }

  /** Its place may have got another name, or been taken, since it was asked for. */
  #placed(transfer: Transfer, placing: Placing): Transfer {
    if (transfer.status !== 'waiting' || transfer.direction === 'download') return transfer;
    const { sessions, isElsewhere } = this.#parts;
    const state = sessions.state(transfer.siteId);
    const home = state.status === 'connected' ? state.home : null;
    const path = transfer.remotePath;
    const remotePath = home === null ? path : fromHome(home, path);
    const placed = placing.put({ ...transfer, remotePath });
    if (placed.status !== 'waiting') return placed;
    const taken = spellings(home, placed).some((each) => isElsewhere(each, 'queued'));
    return taken ? placing.refused(placed) : placed;
  }
}

/** A process that has not connected knows the place by its path from the folder that the server opens. */
function spellings(home: string | null, upload: Transfer): readonly Transfer[] {
  const folder = home === null || home.endsWith('/') ? home : `${home}/`;
  if (folder === null || !upload.remotePath.startsWith(folder)) return [upload];
  return [upload, { ...upload, remotePath: upload.remotePath.slice(folder.length) }];
}
