import type { Failure } from '../../shared/domain/error.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { admit, type Admitted } from './admission.ts';
import { targetOf } from './next-up.ts';
import { isLookedAt, type Preflight } from './preflight.ts';

export interface ArrivalParts {
  readonly preflight: Preflight;
  /** Ends every look. */
  readonly signal: AbortSignal;
  /** Puts them on the list. Throws AppError `storage-failed`, `cancelled`. */
  readonly list: (admitted: Admitted) => void;
}

/** Uploads on their way to the list: looked at, and asked about. Until they are on it their places are kept. */
export class Arrivals {
  readonly #parts: ArrivalParts;
  readonly #arriving = new Map<string, Transfer>();

  constructor(parts: ArrivalParts) {
    this.#parts = parts;
  }

  /** One that arrives and will write to this place (see targetOf). */
  at(target: string): Transfer | undefined {
    return this.#arriving.get(target);
  }

  /** Resolves when all are on the list, those that may go before the question about the others. Rejects as `list` throws. */
  async take(site: Site, added: readonly Transfer[]): Promise<void> {
    const { list, ...rest } = this.#parts;
    const failure: Failure = { code: 'local-empty', detail: '' };
    const refused = added.filter(isEmpty).map((transfer) => ({ transfer, failure }));
    const others = added.filter((transfer) => !isEmpty(transfer));
    if (!others.some((transfer) => isLookedAt(transfer, site))) {
      list({ ready: others, refused });
      return;
    }
    const leave = (arrived: readonly Transfer[]) => {
      for (const transfer of arrived) {
        const target = targetOf(transfer);
        // A later drop may have its place by now.
        if (this.#arriving.get(target)?.id === transfer.id) this.#arriving.delete(target);
      }
    };
    const settle = (admitted: Admitted) => {
      list(admitted);
      leave([...admitted.ready, ...admitted.refused.map(({ transfer }) => transfer)]);
    };
    for (const transfer of others) this.#arriving.set(targetOf(transfer), transfer);
    try {
      if (refused.length > 0) list({ ready: [], refused });
      await admit({ ...rest, wanted: () => true, settle }, site, others);
    } finally {
      leave(others);
    }
  }
}

/** Empty, without having been meant so. What can't be read fails when its turn comes. */
const isEmpty = ({ allowEmpty, size, localModifiedAt }: Transfer): boolean =>
  !allowEmpty && size === 0 && localModifiedAt !== null;
