import type { AcceptedIdentity, PresentedIdentity } from '../../shared/domain/identity.ts';
import { sameFingerprint } from './fingerprint.ts';

export interface IdentityRules {
  /** Accept a server that was never seen without a question. Never a changed one. */
  readonly acceptNew?: boolean;
  /** The only fingerprint that is good enough, in any form that `normalFingerprint` reads. */
  readonly fingerprint?: string;
}

/**
 * - `trusted`: go on; there is nothing to store.
 * - `accept-new`: go on, and store it.
 * - `ask-new`, `ask-changed`: only the person can tell.
 * - `not-pinned`: it is not the one that was asked for; no question can change that.
 */
export type IdentityVerdict = 'trusted' | 'accept-new' | 'ask-new' | 'ask-changed' | 'not-pinned';

/**
 * What to make of the identity that a server shows. What was accepted stays good whatever its dates; any
 * other one for that host and port has changed, even one that this computer trusts by itself. A
 * fingerprint given for this run decides alone: it takes the place of a question, and leaves another
 * identity that is stored as it is.
 */
export function judgeIdentity(
  presented: PresentedIdentity,
  accepted: AcceptedIdentity | undefined,
  rules: IdentityRules,
): IdentityVerdict {
  const { fingerprint, acceptNew = false } = rules;
  if (fingerprint !== undefined && !sameFingerprint(fingerprint, presented.fingerprint)) {
    return 'not-pinned';
  }
  if (accepted !== undefined) {
    return isSameIdentity(presented, accepted) || fingerprint !== undefined
      ? 'trusted'
      : 'ask-changed';
  }
  if (fingerprint !== undefined) return 'accept-new';
  if (isTrustedByComputer(presented)) return 'trusted';
  return acceptNew ? 'accept-new' : 'ask-new';
}

export const isSameIdentity = (one: PresentedIdentity, other: PresentedIdentity): boolean =>
  one.kind === other.kind && sameFingerprint(one.fingerprint, other.fingerprint);

const isTrustedByComputer = ({ kind, certificate }: PresentedIdentity): boolean =>
  kind === 'tls-certificate' && certificate !== null && certificate.problems.length === 0;
