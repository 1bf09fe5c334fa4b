import { AppError } from '../../shared/domain/error.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { admit, type Admitted } from './admission.ts';
import type { Dispatch } from './dispatch.ts';
import type { TransferLedger } from './ledger.ts';
import { boundFirst, Placing } from './placing.ts';
import { isLookedAt, type Preflight } from './preflight.ts';
import type { QueueParts } from './queue-parts.ts';
import { mayHaveArrived, SendAgain } from './send-again.ts';
import { failedBeforeStart, transition } from './transition.ts';

export interface AgainParts {
  readonly ledger: TransferLedger;
  readonly preflight: Preflight;
  readonly dispatch: Pick<Dispatch, 'hurry'>;
  readonly go: (ready: readonly Transfer[]) => void;
  readonly signal: AbortSignal;
}

/** Sends again what a person wants sent again, and asks first where it may have arrived. */
export class Again {
  readonly #parts: Pick<QueueParts, 'sessions' | 'ask' | 'site' | 'clock'>;
  readonly #queue: AgainParts;
  readonly #sendAgain: SendAgain;

  constructor(parts: Pick<QueueParts, 'sessions' | 'ask' | 'site' | 'clock'>, queue: AgainParts) {
    this.#parts = parts;
    this.#queue = queue;
    this.#sendAgain = new SendAgain(parts);
  }

  /** Those that the server may have whole stay as they are until the person has said yes. Throws AppError `storage-failed`. */
  retry(transfers: readonly Transfer[]): void {
    this.#now(transfers.filter((each) => !mayHaveArrived(each)));
    for (const [siteId, doubtful] of bySite(transfers.filter(mayHaveArrived)))
      void this.#askedFor(siteId, doubtful);
  }

  #now(transfers: readonly Transfer[]): void {
    const { ledger, preflight, dispatch, go } = this.#queue;
    const placing = new Placing(
      (target, except) => ledger.pendingAt(target, except),
      this.#parts.clock.now(),
    );
    const changed = boundFirst(ledger.known(transfers.map(({ id }) => id))).flatMap((each) => {
      const again = transition(each, { kind: 'retry' });
      return again === null ? [] : [placing.put(again, each)];
    });
    ledger.commit(changed);
    const retried = changed.filter(({ status }) => status === 'waiting');
    for (const { id } of retried) preflight.forget(id);
    dispatch.hurry(retried);
    go(retried.filter((transfer) => !isLookedAt(transfer)));
    for (const [siteId, looked] of bySite(retried.filter(isLookedAt)))
      void this.#lookAgain(siteId, looked);
  }

  async #askedFor(siteId: string, doubtful: readonly Transfer[]): Promise<void> {
    const { ledger, preflight, signal } = this.#queue;
    const agreed = await this.#sendAgain.agreed(siteId, doubtful, signal);
    const at = this.#parts.clock.now();
    const still = ledger.known(agreed.map(({ id }) => id)).filter(mayHaveArrived);
    for (const transfer of still) preflight.agreeAgain(transfer, at);
    try {
      this.#now(still);
    } catch (thrown) {
      // The ledger has told that it can't be written; then they stay as they are.
      if (!(thrown instanceof AppError)) throw thrown;
    }
  }

  /** All of a site at once: one question for many. */
  async #lookAgain(siteId: string, retried: readonly Transfer[]): Promise<void> {
    const { ledger, preflight, go, signal } = this.#queue;
    const wanted = ({ id }: Transfer) => ledger.get(id)?.status === 'waiting';
    const settle = ({ ready, refused }: Admitted) => {
      const at = this.#parts.clock.now();
      ledger.commit(
        refused
          .filter(({ transfer }) => wanted(transfer))
          .map(({ transfer, failure }) => failedBeforeStart(transfer, failure, at)),
      );
      go(ready);
    };
    try {
      const site = this.#parts.site(siteId);
      await admit({ preflight, wanted, settle, signal }, site, retried);
    } catch {
      // Each is looked at when its turn comes, and whatever is wrong is told then.
      go(retried);
    }
  }
}

function bySite(transfers: readonly Transfer[]): ReadonlyMap<string, readonly Transfer[]> {
  const sites = new Map<string, Transfer[]>();
  for (const transfer of transfers) {
    const siblings = sites.get(transfer.siteId) ?? [];
    sites.set(transfer.siteId, siblings);
    siblings.push(transfer);
  }
  return sites;
}
