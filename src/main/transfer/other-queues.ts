import type { Transfer } from '../../shared/domain/transfer.ts';
import type { Clock } from '../clock.ts';
import type { OwnerLocks } from './owner-locks.ts';
import type { TransferQueue } from './queue.ts';
import type { TransferStore } from './transfer-store.ts';

/** To find out whether a process lives takes a file: so often at the most, for each. */
const knownForMs = 1000;

export interface OtherQueueParts {
  readonly store: Pick<TransferStore, 'owners' | 'ownersAt'>;
  readonly locks: OwnerLocks;
  readonly clock: Pick<Clock, 'elapsed'>;
  readonly owner: string;
}

/**
 * The queues of other processes on the same data: the app's, and those of runs of the command line. They share
 * sign-ins and places on a server; connections and how many files go at a time are each process's own.
 */
export class OtherQueues {
  readonly #parts: OtherQueueParts;
  readonly #known = new Map<string, { readonly until: number; readonly alive: boolean }>();

  constructor(parts: OtherQueueParts) {
    this.#parts = parts;
  }

  /** See QueueParts.isElsewhere. */
  has(upload: Transfer, how: 'queued' | 'begun'): boolean {
    const { store, owner } = this.#parts;
    return store.ownersAt(upload, how, owner).some((other) => this.#isAlive(other));
  }

  /** Takes over what processes have left behind that were killed. Throws AppError `storage-failed`. */
  adopt(queue: Pick<TransferQueue, 'takeOver'>): void {
    const { store, locks, owner } = this.#parts;
    for (const other of store.owners()) {
      if (other === owner || locks.isAlive(other)) continue;
      // Held while it is done: only one process does it.
      const lock = locks.take(other);
      try {
        queue.takeOver(other);
      } finally {
        lock.release();
      }
    }
  }

  #isAlive(owner: string): boolean {
    const now = this.#parts.clock.elapsed();
    const known = this.#known.get(owner);
    if (known !== undefined && now < known.until) return known.alive;
    const alive = this.#parts.locks.isAlive(owner);
    this.#known.set(owner, { until: now + knownForMs, alive });
    return alive;
  }
}
