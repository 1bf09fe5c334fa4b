import { AppError } from '../../shared/domain/error.ts';
import type { WorkKind } from './lanes.ts';
import type { Link } from './link.ts';

interface Waiter {
  readonly give: (link: Link) => void;
  readonly refuse: (error: AppError) => void;
}

/** Work that waits for a lane, each kind in the order it came. */
export class WaitingLine {
  readonly #waiting: Readonly<Record<WorkKind, Set<Waiter>>> = {
    browse: new Set(),
    transfer: new Set(),
  };

  get empty(): boolean {
    return this.#waiting.browse.size + this.#waiting.transfer.size === 0;
  }

  has(kind: WorkKind): boolean {
    return this.#waiting[kind].size > 0;
  }

  /** Resolves with the lane's link; aborting leaves the line (then `left` is called) and rejects `cancelled`. */
  join(kind: WorkKind, signal: AbortSignal, left: () => void): Promise<Link> {
    return new Promise((resolve, reject) => {
      const line = this.#waiting[kind];
      const leave = () => {
        line.delete(waiter);
        reject(new AppError('cancelled'));
        left();
      };
      const waiter: Waiter = {
        give: (link) => {
          signal.removeEventListener('abort', leave);
          resolve(link);
        },
        refuse: (error) => {
          signal.removeEventListener('abort', leave);
          reject(error);
        },
      };
      line.add(waiter);
      signal.addEventListener('abort', leave, { once: true });
      if (signal.aborted) leave();
    });
  }

  giveFirst(kind: WorkKind, link: Link): void {
    const [first] = this.#waiting[kind];
    if (first === undefined) return;
    this.#waiting[kind].delete(first);
    first.give(link);
  }

  refuseAll(error: AppError): void {
    for (const line of Object.values(this.#waiting)) {
      const refused = [...line];
      line.clear();
      for (const waiter of refused) waiter.refuse(error);
    }
  }
}
