import type { Failure } from '../../shared/domain/error.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { admit, type Admitted } from './admission.ts';
import { targetOf } from './next-up.ts';
import type { Preflight } from './preflight.ts';

export interface ArrivalParts {
  readonly preflight: Preflight;
  /** Puts them on the list. Throws AppError `storage-failed`, `cancelled`. */
  readonly list: (admitted: Admitted) => void;
  /** Puts them on the list as cancelled. Throws as `list` does. */
  readonly listStopped: (transfers: readonly Transfer[]) => void;
}

/** Uploads on their way to the list: looked at, and asked about. Until they are on it their places are kept. */
export class Arrivals {
  readonly #parts: ArrivalParts;
  readonly #arriving = new Map<string, Transfer>();
  #announced = 0;

  constructor(parts: ArrivalParts) {
    this.#parts = parts;
  }

  /** One that arrives and will write to this place (see targetOf). */
  at(target: string): Transfer | undefined {
    return this.#arriving.get(target);
  }

  /** How many files are on their way; of a folder that is still being read, one. */
  get size(): number {
    return this.#announced + this.#arriving.size;
  }

  /** What was dropped counts while it is found out which files it is. */
  async announced<T>(paths: number, find: () => Promise<T>): Promise<T> {
    this.#announced += paths;
    try {
      return await find();
    } finally {
      this.#announced -= paths;
    }
  }

  /**
   * Resolves when all are on the list, those that may go before the question about the others; when `signal`
   * ends, what is not listed by then is listed as cancelled. Rejects as `list` throws.
   */
  async take(site: Site, added: readonly Transfer[], signal: AbortSignal): Promise<void> {
    const { list, listStopped, preflight } = this.#parts;
    if (signal.aborted) {
      listStopped(added);
      return;
    }
    const failure: Failure = { code: 'local-empty', detail: '' };
    const refused = added.filter(isEmpty).map((transfer) => ({ transfer, failure }));
    const others = added.filter((transfer) => !isEmpty(transfer));
    const left = new Map(others.map((transfer) => [transfer.id, transfer]));
    const settle = (admitted: Admitted) => {
      list(admitted);
      const listed = [...admitted.ready, ...admitted.refused.map(({ transfer }) => transfer)];
      for (const { id } of listed) left.delete(id);
      this.#leave(listed);
    };
    for (const transfer of others) this.#arriving.set(targetOf(transfer), transfer);
    try {
      if (refused.length > 0) list({ ready: [], refused });
      await admit({ preflight, signal, wanted: () => true, settle }, site, others);
    } catch (thrown) {
      if (!isOver(signal)) throw thrown;
      listStopped([...left.values()]);
    } finally {
      this.#leave(others);
    }
  }

  #leave(arrived: readonly Transfer[]): void {
    for (const transfer of arrived) {
      const target = targetOf(transfer);
      // A later drop may have its place by now.
      if (this.#arriving.get(target)?.id === transfer.id) this.#arriving.delete(target);
    }
  }
}

/** As a function, or TypeScript takes the first look for the last word. */
const isOver = (signal: AbortSignal): boolean => signal.aborted;

/** Empty, without having been meant so. What can't be read fails when its turn comes. */
const isEmpty = ({ allowEmpty, size, localModifiedAt }: Transfer): boolean =>
  !allowEmpty && size === 0 && localModifiedAt !== null;
