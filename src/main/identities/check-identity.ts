import { AppError } from '../../shared/domain/error.ts';
import type { AcceptedIdentity, PresentedIdentity } from '../../shared/domain/identity.ts';
import type { Clock } from '../clock.ts';
import type { Ask } from '../prompts/ask.ts';
import { hostKey, type IdentityStore } from './identity-store.ts';
import { isSameIdentity, judgeIdentity, type IdentityRules } from './judge-identity.ts';
import { SharedQuestions } from './shared-questions.ts';

export interface IdentityPolicy extends IdentityRules {
  /** Without it, what would need a question is refused. */
  readonly ask?: Ask;
}

interface IdentitySite {
  readonly id: string;
  readonly host: string;
  readonly port: number;
}

/** Resolves when the server may be given the password. Rejects AppError `identity-unknown`, `identity-changed` or `cancelled`. */
export type CheckIdentity = (
  site: IdentitySite,
  presented: PresentedIdentity,
  signal: AbortSignal,
) => Promise<void>;

/** Connections that meet the same identity at once share one question. */
export function identityChecker(parts: {
  readonly store: IdentityStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly policy: IdentityPolicy;
}): CheckIdentity {
  const { store, clock, policy } = parts;
  const questions = new SharedQuestions<PresentedIdentity>(isSameIdentity);

  return async function check(site, presented, signal): Promise<void> {
    const { id: siteId, host, port } = site;
    for (;;) {
      if (signal.aborted) throw new AppError('cancelled');
      const accepted = store.get(host, port);
      const verdict = judgeIdentity(presented, accepted, policy);
      if (verdict === 'trusted') return;
      if (verdict === 'accept-new') {
        store.accept(host, port, presented, clock.now());
        return;
      }
      const { ask } = policy;
      const refusal = refusalOf(site, presented, accepted, policy);
      if (verdict === 'not-pinned' || ask === undefined) throw refusal;

      const answer = await questions.put(
        `${hostKey(host)}:${port}`,
        presented,
        async (withdrawn) => {
          const about = { siteId, host, port, presented };
          const reply = await ask(
            accepted === undefined
              ? { kind: 'identity-new', ...about }
              : { kind: 'identity-changed', ...about, accepted },
            withdrawn,
          );
          // The answer was to what was known then; another process may have stored something since.
          const unchanged = isSameStored(accepted, store.get(host, port));
          const yes = reply.kind === 'yes' && !withdrawn.aborted;
          if (yes && unchanged) store.accept(host, port, presented, clock.now());
          return yes;
        },
        signal,
      );
      if (answer === 'no') throw refusal;
      if (answer === 'aborted') throw new AppError('cancelled');
      // Yes, or a question about another identity of this server has ended: judged afresh.
    }
  };
}

const isSameStored = (
  before: AcceptedIdentity | undefined,
  now: AcceptedIdentity | undefined,
): boolean =>
  before === undefined || now === undefined ? before === now : isSameIdentity(before, now);

function refusalOf(
  { host, port }: IdentitySite,
  presented: PresentedIdentity,
  accepted: AcceptedIdentity | undefined,
  { fingerprint }: IdentityRules,
): AppError {
  const wanted = fingerprint === undefined ? '' : ` instead of ${fingerprint}`;
  const shown = `${presented.keyType} ${presented.fingerprint}${wanted}`;
  if (accepted === undefined || isSameIdentity(presented, accepted)) {
    const problems = presented.certificate?.problems ?? [];
    const why = problems.length === 0 ? '' : ` (${problems.join('; ')})`;
    return new AppError('identity-unknown', `${host}:${port} shows ${shown}${why}`);
  }
  const since = new Date(accepted.acceptedAt).toISOString();
  return new AppError(
    'identity-changed',
    `${host}:${port} shows ${shown}; accepted on ${since}: ${accepted.keyType} ${accepted.fingerprint}`,
  );
}
