import { AppError, toFailure } from '../../shared/domain/error.ts';
import type { PresentedIdentity } from '../../shared/domain/identity.ts';
import type { Clock } from '../clock.ts';
import type { CheckIdentity } from '../identities/check-identity.ts';
import type { IdentityStore } from '../identities/identity-store.ts';
import { identityPassed, identityRefused } from './identity-finding.ts';
import type { StepFinding } from './step.ts';

/** Where an identity was met, and for which site. */
export interface Place {
  readonly id: string;
  readonly host: string;
  readonly port: number;
}

/** Whether a server may be spoken to, and what is to be said about it. Rejects only AppError `cancelled`. */
export type ProveIdentity = (
  place: Place,
  presented: PresentedIdentity,
  signal: AbortSignal,
) => Promise<StepFinding>;

/** The judgement of every connection, as the finding of a step. */
export const identityProver =
  (parts: {
    readonly check: CheckIdentity;
    readonly store: Pick<IdentityStore, 'get'>;
    readonly clock: Pick<Clock, 'now'>;
  }): ProveIdentity =>
  async (place, presented, signal) => {
    const { check, store, clock } = parts;
    const { host, port } = place;
    const seen = { presented, before: store.get(host, port), now: clock.now() };
    try {
      await check(place, presented, signal);
    } catch (thrown) {
      if (signal.aborted) throw new AppError('cancelled');
      return identityRefused(toFailure(thrown), seen);
    }
    return identityPassed(seen, store.get(host, port));
  };

/** For a link without a step of its own for this. Rejects with why it was refused. */
export async function proved(finding: Promise<StepFinding>): Promise<void> {
  const { failure, outcome } = await finding;
  if (outcome === 'failed' && failure !== null) throw new AppError(failure.code, failure.detail);
}
