import { expect, test } from 'vitest';
import type { AcceptedIdentity, PresentedIdentity } from '../../shared/domain/identity.ts';
import { judgeIdentity, type IdentityRules, type IdentityVerdict } from './judge-identity.ts';
import { certificateIdentity, hostKeyIdentity } from './testing/identities.ts';

const stored = (identity: PresentedIdentity): AcceptedIdentity => ({
  ...identity,
  host: 'h',
  port: 22,
  acceptedAt: 1,
});

const key = hostKeyIdentity('key');
const otherKey = hostKeyIdentity('other');
const selfSigned = certificateIdentity('certificate');
const trusted = certificateIdentity('trusted', []);
const expired = certificateIdentity('certificate', ['It is self-signed', 'It ended yesterday']);
/** A certificate of the same digest as a host key. */
const disguised = { ...selfSigned, fingerprint: key.fingerprint };

const cases: readonly [
  what: string,
  presented: PresentedIdentity,
  accepted: PresentedIdentity | null,
  rules: IdentityRules,
  verdict: IdentityVerdict,
][] = [
  ['a host key that was never seen is asked about', key, null, {}, 'ask-new'],
  ['a self-signed certificate is asked about', selfSigned, null, {}, 'ask-new'],
  ['a certificate the computer trusts needs no question', trusted, null, {}, 'trusted'],
  ['what was accepted is trusted', key, key, {}, 'trusted'],
  ['an accepted certificate that has ended is still trusted', expired, selfSigned, {}, 'trusted'],
  ['another host key has changed', otherKey, key, {}, 'ask-changed'],
  ['another kind of identity has changed', disguised, key, {}, 'ask-changed'],
  ['another certificate has changed, even a trusted one', trusted, selfSigned, {}, 'ask-changed'],
  ['a new one may be accepted unasked', key, null, { acceptNew: true }, 'accept-new'],
  ['a trusted one is not stored even then', trusted, null, { acceptNew: true }, 'trusted'],
  ['a changed one is never accepted unasked', otherKey, key, { acceptNew: true }, 'ask-changed'],
  ['a pinned one is accepted', key, null, { fingerprint: key.fingerprint }, 'accept-new'],
  [
    'a pinned certificate may be written in any form',
    selfSigned,
    null,
    { fingerprint: `sha256:${selfSigned.fingerprint.replaceAll(':', '').toLowerCase()}` },
    'accept-new',
  ],
  [
    'one that is not pinned is refused',
    key,
    null,
    { fingerprint: otherKey.fingerprint },
    'not-pinned',
  ],
  [
    'one that is not pinned is refused though it was accepted',
    key,
    key,
    { fingerprint: otherKey.fingerprint },
    'not-pinned',
  ],
  [
    'one that is not pinned is refused though the computer trusts it',
    trusted,
    null,
    { fingerprint: otherKey.fingerprint, acceptNew: true },
    'not-pinned',
  ],
  ['a pin that is none lets nothing pass', key, key, { fingerprint: '*' }, 'not-pinned'],
  [
    'a pinned one is good for this run though another one was accepted',
    otherKey,
    key,
    { fingerprint: otherKey.fingerprint },
    'trusted',
  ],
];

test.each(cases)('%s', (_what, presented, accepted, rules, verdict) => {
  const before = accepted === null ? undefined : stored(accepted);
  expect(judgeIdentity(presented, before, rules)).toBe(verdict);
});
