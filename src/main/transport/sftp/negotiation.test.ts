import { expect, it } from 'vitest';
import { Negotiation } from './negotiation.ts';

/** What ssh2 says in its debug lines. */
function heard(...lines: readonly string[]): Negotiation {
  const negotiation = new Negotiation();
  for (const line of lines) negotiation.hear(line);
  return negotiation;
}

const agreed = [
  'Inbound: Handshake in progress',
  'Handshake: (local) KEX method: curve25519-sha256,ext-info-c',
  'Handshake: (remote) KEX method: curve25519-sha256,kex-strict-s-v00@openssh.com',
  'Handshake: strict KEX mode enabled',
  'Handshake: KEX algorithm: curve25519-sha256',
  'Handshake: Host key format: ssh-ed25519',
  'Handshake: C->S Cipher: aes128-gcm@openssh.com',
  'Handshake: S->C Cipher: aes128-gcm@openssh.com',
  'Handshake: C->S MAC: <implicit>',
  'Handshake: S->C MAC: <implicit>',
];

it('sums up what was agreed on', () => {
  expect(heard(...agreed).milestone([{ name: 'Server', value: 'SSH-2.0-made-up' }])).toEqual({
    kind: 'secure-link',
    summary: 'SSH 2.0, curve25519-sha256, aes128-gcm@openssh.com',
    older: false,
    facts: [
      { name: 'Server', value: 'SSH-2.0-made-up' },
      { name: 'Key exchange', value: 'curve25519-sha256' },
      { name: 'Host key', value: 'ssh-ed25519' },
      { name: 'Cipher', value: 'aes128-gcm@openssh.com' },
      { name: 'Checksum', value: 'part of the cipher' },
    ],
  });
});

it.each([
  'KEX algorithm: diffie-hellman-group14-sha1',
  'C->S MAC: hmac-sha1',
  'Host key format: ssh-rsa',
])('calls it older with %s', (line) =>
  expect(heard(...agreed, `Handshake: ${line}`).milestone([]).older).toBe(true),
);

it('names both ways where they differ', () => {
  const { facts } = heard(...agreed, 'Handshake: S->C Cipher: aes256-ctr').milestone([]);
  expect(facts).toContainEqual({
    name: 'Cipher',
    value: 'aes128-gcm@openssh.com and aes256-ctr',
  });
});

it('has no lists while all went well', () => {
  const { lists, olderWouldDo } = heard(...agreed);
  expect({ lists, olderWouldDo }).toEqual({ lists: '', olderWouldDo: false });
});

const failedKex = (offered: string): Negotiation =>
  heard(
    'Handshake: (local) KEX method: curve25519-sha256',
    `Handshake: (remote) KEX method: ${offered}`,
    'Handshake: no matching key exchange algorithm',
  );

it('has both lists of what had nothing in common, in printable words', () => {
  const failed = heard(
    ...agreed,
    'Handshake: (local) C->S cipher: aes128-ctr',
    'Handshake: (remote) C->S cipher: \u001b[2Jarcfour',
    'Handshake: No matching C->S cipher',
  );
  expect(failed.lists).toBe('(local) C->S cipher: aes128-ctr\n(remote) C->S cipher:  [2Jarcfour');
});

it.each([
  ['sntrup761x25519-sha512@openssh.com', false, true],
  ['mlkem768x25519-sha256,sntrup761x25519-sha512', false, true],
  ['diffie-hellman-group14-sha1', true, false],
  // Neither: what this program does not know may as well be obsolete.
  ['arcfour128,arcfour', false, false],
  ['made-up@example.com', false, false],
])('knows whether older or newer ones would do for %s', (offered, olderWouldDo, newerWouldDo) => {
  const failed = failedKex(offered);
  expect([failed.olderWouldDo, failed.newerWouldDo]).toEqual([olderWouldDo, newerWouldDo]);
});

it('reads the whole list, however much of it is shown', () => {
  const offered = `${'made-up-kex@example.com,'.repeat(30)}diffie-hellman-group14-sha1`;
  expect(failedKex(offered).olderWouldDo).toBe(true);
});
