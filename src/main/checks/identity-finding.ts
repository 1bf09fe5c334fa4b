import type { Fact, Finding } from '../../shared/domain/check.ts';
import type { ErrorCode, Failure } from '../../shared/domain/error.ts';
import type { AcceptedIdentity, PresentedIdentity } from '../../shared/domain/identity.ts';
import { isSameIdentity } from '../identities/judge-identity.ts';
import { fact, failed, ok, warn, warnOf, type StepFinding } from './step.ts';

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
  const passed = (finding: Finding): StepFinding => {
    const flaw = flawOf(seen);
    return flaw === undefined ? ok(finding, facts) : warnOf(flaw, finding, facts);
  };
  if (before !== undefined && isSameIdentity(presented, before)) {
    return passed({ ...found, how: 'known', since: before.acceptedAt });
  }
  const isStored = after !== undefined && isSameIdentity(presented, after);
  if (isStored || certificate === null || certificate.problems.length > 0) {
    return passed({ ...found, how: 'accepted', since: now });
  }
  return certificate.authority === 'other'
    ? warn({ kind: 'private-authority', issuer: certificate.issuer }, facts)
    : ok({ ...found, how: 'trusted', since: null }, facts);
}

/**
 * What is wrong with a certificate that was accepted all the same, each time it is seen; who issued it is
 * only told at first. One that is signed by itself is usual, and nothing is wrong with that.
 */
function flawOf({ presented, before, now }: IdentitySeen): Failure | undefined {
  const { certificate } = presented;
  if (certificate === null) return undefined;
  const isKnown = before !== undefined && isSameIdentity(presented, before);
  const fromElsewhere = certificate.authority === 'other' && certificate.problems.length > 0;
  const code = unfit(certificate, now) ?? (fromElsewhere && !isKnown ? 'tls-inspected' : undefined);
  return code === undefined ? undefined : { code, detail: certificate.problems.join('. ') };
}

/** Of one with which it did not: in finer words, where the certificate itself says why. */
export const identityRefused = ({ code, detail }: Failure, seen: IdentitySeen): StepFinding =>
  failed({ code: finerCode(code, seen), detail }, identityFacts(seen));

function finerCode(code: ErrorCode, { presented, before, now }: IdentitySeen): ErrorCode {
  const { certificate } = presented;
  if (certificate === null || (code !== 'identity-unknown' && code !== 'identity-changed')) {
    return code;
  }
  const flaw = before === undefined ? unfit(certificate, now) : undefined;
  if (flaw !== undefined) return flaw;
  const isAccepted = before !== undefined && isSameIdentity(presented, before);
  return certificate.authority === 'other' && !isAccepted ? 'tls-inspected' : code;
}

type Certificate = NonNullable<PresentedIdentity['certificate']>;
type Dates = Pick<Certificate, 'validFrom' | 'validTo'>;

/** Why a certificate is no good now and for this name, whoever issued it. */
function unfit({ validFrom, validTo, fitsName }: Certificate, now: number): ErrorCode | undefined {
  if (now < validFrom) return 'certificate-not-yet-valid';
  if (now > validTo) return 'certificate-expired';
  return fitsName ? undefined : 'certificate-wrong-name';
}

const authorities = {
  public: 'A public authority',
  itself: 'Itself (self-signed)',
  other: 'An authority that is not public',
  unknown: 'Somebody whose own certificate was not sent',
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
