import { describe, expect, it } from 'vitest';
import type { StepOutcome } from '../../shared/domain/check.ts';
import type { ErrorCode } from '../../shared/domain/error.ts';
import type { AcceptedIdentity, PresentedIdentity } from '../../shared/domain/identity.ts';
import { certificateIdentity, hostKeyIdentity } from '../identities/testing/identities.ts';
import { identityPassed, identityRefused } from './identity-finding.ts';

const now = Date.UTC(2026, 10, 24, 10, 32);
const day = 86_400_000;

type Certificate = NonNullable<PresentedIdentity['certificate']>;

function shows(change: Partial<Certificate>, name = 'shown'): PresentedIdentity {
  const identity = certificateIdentity(name, []);
  const certificate = { ...(identity.certificate as Certificate), ...change };
  return { ...identity, certificate };
}

const accepted = (presented: PresentedIdentity, acceptedAt = now - 9 * day): AcceptedIdentity => ({
  ...presented,
  host: 'h',
  port: 1,
  acceptedAt,
});

const trouble = ['It was not trusted'];
const early = { validFrom: now + day, problems: trouble };
const expired = { validTo: now - day, problems: trouble };
const misnamed = { fitsName: false, problems: trouble };
const selfSigned = { authority: 'itself', problems: trouble } as const;
const byOther = { authority: 'other', problems: trouble } as const;
const byPublic = { authority: 'public', problems: trouble } as const;

describe('why an identity was refused', () => {
  const before = accepted(certificateIdentity('earlier'));
  it.each<[string, PresentedIdentity, AcceptedIdentity | undefined, ErrorCode, ErrorCode]>([
    [
      'not valid yet',
      shows({ ...selfSigned, ...early }),
      undefined,
      'identity-unknown',
      'certificate-not-yet-valid',
    ],
    [
      'not valid yet, from another authority',
      shows({ ...byOther, ...early }),
      undefined,
      'identity-unknown',
      'certificate-not-yet-valid',
    ],
    [
      'expired',
      shows({ ...byPublic, ...expired }),
      undefined,
      'identity-unknown',
      'certificate-expired',
    ],
    [
      'for another name',
      shows({ ...byPublic, ...misnamed }),
      undefined,
      'identity-unknown',
      'certificate-wrong-name',
    ],
    [
      'self-signed for another name',
      shows({ ...selfSigned, ...misnamed }),
      undefined,
      'identity-unknown',
      'certificate-wrong-name',
    ],
    [
      'expired, and for another name',
      shows({ ...misnamed, ...expired }),
      undefined,
      'identity-unknown',
      'certificate-expired',
    ],
    [
      'from an authority that nobody knows',
      shows(byOther),
      undefined,
      'identity-unknown',
      'tls-inspected',
    ],
    ['self-signed', shows(selfSigned), undefined, 'identity-unknown', 'identity-unknown'],
    ['from a public authority', shows(byPublic), undefined, 'identity-unknown', 'identity-unknown'],
    [
      'changed to a self-signed one',
      shows(selfSigned),
      before,
      'identity-changed',
      'identity-changed',
    ],
    [
      'changed to one that has expired',
      shows({ ...selfSigned, ...expired }),
      before,
      'identity-changed',
      'identity-changed',
    ],
    [
      'changed to one from another authority',
      shows(byOther),
      before,
      'identity-changed',
      'tls-inspected',
    ],
    [
      'the accepted one, but another was asked for',
      shows(byOther),
      accepted(shows(byOther)),
      'identity-unknown',
      'identity-unknown',
    ],
    ['a host key', hostKeyIdentity('a'), undefined, 'identity-unknown', 'identity-unknown'],
    ['another host key', hostKeyIdentity('a'), before, 'identity-changed', 'identity-changed'],
    ['expired, but that is not why', shows(expired), undefined, 'storage-failed', 'storage-failed'],
  ])('%s', (_why, presented, known, code, finer) => {
    const found = identityRefused({ code, detail: 'd' }, { presented, before: known, now });
    expect(found).toMatchObject({ outcome: 'failed', failure: { code: finer, detail: 'd' } });
  });
});

describe('an identity that was good', () => {
  const since = now - 9 * day;
  const trusted = shows({ authority: 'public' });
  const company = shows({ authority: 'other', issuer: 'CN=Clinic root' });
  it.each<
    [
      string,
      PresentedIdentity,
      AcceptedIdentity | null,
      AcceptedIdentity | null,
      StepOutcome,
      object,
    ]
  >([
    [
      'is known',
      hostKeyIdentity('a'),
      accepted(hostKeyIdentity('a')),
      accepted(hostKeyIdentity('a')),
      'ok',
      { how: 'known', since, validTo: null },
    ],
    [
      'is known, and still has expired',
      shows({ ...byOther, ...expired }),
      accepted(shows(expired)),
      accepted(shows(expired)),
      'warn',
      { how: 'known', since, validTo: now - day },
    ],
    [
      'was accepted just now',
      hostKeyIdentity('a'),
      null,
      accepted(hostKeyIdentity('a'), now),
      'ok',
      { how: 'accepted', since: now },
    ],
    [
      'was accepted in place of another',
      shows(selfSigned),
      accepted(hostKeyIdentity('b')),
      accepted(shows(selfSigned), now),
      'ok',
      { how: 'accepted' },
    ],
    [
      'was accepted before, whoever issued it',
      shows(byOther),
      accepted(shows(byOther)),
      accepted(shows(byOther)),
      'ok',
      { how: 'known' },
    ],
    [
      'was named by its fingerprint for this run',
      shows(selfSigned),
      accepted(hostKeyIdentity('b')),
      accepted(hostKeyIdentity('b')),
      'ok',
      { how: 'accepted' },
    ],
    [
      'is trusted by this computer',
      trusted,
      null,
      null,
      'ok',
      { how: 'trusted', since: null, validTo: 4_000_000_000_000 },
    ],
    [
      'is self-signed, and this computer trusts it',
      shows({ authority: 'itself' }),
      null,
      null,
      'ok',
      { how: 'trusted' },
    ],
    [
      "is trusted by this computer, but by a company's root",
      company,
      null,
      null,
      'warn',
      { kind: 'private-authority', issuer: 'CN=Clinic root' },
    ],
    [
      "is from a company's root, and was accepted before",
      company,
      accepted(company),
      accepted(company),
      'ok',
      { how: 'known' },
    ],
  ])('%s', (_how, presented, before, after, outcome, finding) => {
    const seen = { presented, before: before ?? undefined, now };
    expect(identityPassed(seen, after ?? undefined)).toMatchObject({ outcome, finding });
  });
});

it.each<[string, Partial<Certificate>, ErrorCode]>([
  ['is not valid yet', { ...selfSigned, ...early }, 'certificate-not-yet-valid'],
  ['has expired', { ...selfSigned, ...expired }, 'certificate-expired'],
  ['is for another name', { ...selfSigned, ...misnamed }, 'certificate-wrong-name'],
  ['comes from somebody on the way', byOther, 'tls-inspected'],
])('an accepted certificate that %s passes with that remark', (_what, change, code) => {
  const presented = shows(change);
  const found = identityPassed({ presented, before: undefined, now }, accepted(presented, now));
  expect(found).toMatchObject({ outcome: 'warn', finding: { how: 'accepted' }, failure: { code } });
});

it('a chain that breaks off is no sign of somebody on the way', () => {
  const presented = shows({ authority: 'unknown', problems: trouble });
  const seen = { presented, before: undefined, now };
  expect(identityRefused({ code: 'identity-unknown', detail: '' }, seen)).toMatchObject({
    failure: { code: 'identity-unknown' },
  });
  expect(identityPassed(seen, accepted(presented, now)).outcome).toBe('ok');
});

it('tells what was shown, for Details', () => {
  const before = accepted(certificateIdentity('earlier'), Date.UTC(2026, 2, 12));
  const presented = shows({ ...byOther, validFrom: Number.NaN, validTo: now });
  const { facts } = identityRefused(
    { code: 'identity-changed', detail: '' },
    { presented, before, now },
  );
  expect(facts.map(({ name, value }) => `${name}: ${value}`)).toEqual([
    `Fingerprint: ${presented.fingerprint}`,
    'Key: RSA 2048',
    `Accepted before: ${before.fingerprint} (2026-03-12 00:00:00 UTC)`,
    'Subject: CN=sslftp.example',
    'Issuer: CN=sslftp.example',
    'Issued by: An authority that is not public',
    'Valid from: not readable',
    'Valid to: 2026-11-24 10:32:00 UTC',
    'Clock here: 2026-11-24 10:32:00 UTC',
    'Problem: It was not trusted',
  ]);
});
