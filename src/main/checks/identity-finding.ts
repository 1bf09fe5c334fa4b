import type { Fact } from '../../shared/domain/check.ts';
import type { ErrorCode, Failure } from '../../shared/domain/error.ts';
import type { AcceptedIdentity, PresentedIdentity } from '../../shared/domain/identity.ts';
import { isSameIdentity } from '../identities/judge-identity.ts';
import { fact, failed, ok, warn, type StepFinding } from './step.ts';

export interface IdentitySeen {
  readonly presented: PresentedIdentity;
  /** What was accepted for this host and port before the check came by. */
  readonly before: AcceptedIdentity | undefined;
  readonly now: number;
}

/** Of an identity with which the connect went on. `after`: what is accepted for the host now. */
export function identityPassed(
  seen: IdentitySeen,
  after: AcceptedIdentity | undefined,
): StepFinding {
  const { presented, before, now } = seen;
  const { certificate } = presented;
  const facts = identityFacts(seen);
  const validTo = certificate !== null && isTime(certificate.validTo) ? certificate.validTo : null;
  const found = { kind: 'identity', validTo } as const;
  if (before !== undefined && isSameIdentity(presented, before)) {
    return ok({ ...found, how: 'known', since: before.acceptedAt }, facts);
  }
  const isStored = after !== undefined && isSameIdentity(presented, after);
  if (isStored || certificate === null || certificate.problems.length > 0) {
    return ok({ ...found, how: 'accepted', since: now }, facts);
  }
  return certificate.authority === 'other'
    ? warn({ kind: 'private-authority', issuer: certificate.issuer }, facts)
    : ok({ ...found, how: 'trusted', since: null }, facts);
}

/** Of one with which it did not: in finer words, where the certificate itself says why. */
export const identityRefused = ({ code, detail }: Failure, seen: IdentitySeen): StepFinding =>
  failed({ code: finerCode(code, seen), detail }, identityFacts(seen));

function finerCode(code: ErrorCode, { presented, before, now }: IdentitySeen): ErrorCode {
  const { certificate } = presented;
  if (certificate === null || (code !== 'identity-unknown' && code !== 'identity-changed')) {
    return code;
  }
  if (before === undefined) {
    if (now < certificate.validFrom) return 'certificate-not-yet-valid';
    if (now > certificate.validTo) return 'certificate-expired';
    if (!certificate.fitsName) return 'certificate-wrong-name';
  }
  const isAccepted = before !== undefined && isSameIdentity(presented, before);
  return certificate.authority === 'other' && !isAccepted ? 'tls-inspected' : code;
}

type Dates = Pick<NonNullable<PresentedIdentity['certificate']>, 'validFrom' | 'validTo'>;

const authorities = {
  public: 'A public authority',
  itself: 'Itself (self-signed)',
  other: 'An authority that is not public',
} as const;

function identityFacts({ presented, before, now }: IdentitySeen): readonly Fact[] {
  const { certificate, fingerprint, keyType } = presented;
  return [
    fact('Fingerprint', fingerprint),
    fact('Key', keyType),
    ...(before !== undefined && !isSameIdentity(presented, before)
      ? [fact('Accepted before', `${before.fingerprint} (${timeText(before.acceptedAt)})`)]
      : []),
    ...(certificate === null
      ? []
      : [
          fact('Subject', certificate.subject),
          fact('Issuer', certificate.issuer),
          fact('Issued by', authorities[certificate.authority]),
          fact('Valid from', timeText(certificate.validFrom)),
          fact('Valid to', timeText(certificate.validTo)),
          ...(isWithin(now, certificate) ? [] : [fact('Clock here', timeText(now))]),
          ...certificate.problems.map((problem) => fact('Problem', problem)),
        ]),
  ];
}

const isWithin = (now: number, { validFrom, validTo }: Dates): boolean =>
  now >= validFrom && now <= validTo;

const isTime = (ms: number): boolean => !Number.isNaN(new Date(ms).getTime());

/** "2026-11-24 10:32:00 UTC" */
const timeText = (ms: number): string =>
  isTime(ms) ? `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC` : 'not readable';
