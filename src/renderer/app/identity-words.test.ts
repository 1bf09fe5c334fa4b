import { expect, test } from 'vitest';
import type { PresentedIdentity } from '../../shared/domain/identity.ts';
import { fingerprintLines, identityKind } from './identity-words.ts';

const hostKey = (keyType: string): PresentedIdentity => ({
  kind: 'ssh-host-key',
  keyType,
  fingerprint: '',
  certificate: null,
});

test('host key types are named as people know them', () => {
  expect(identityKind(hostKey('ssh-rsa'))).toBe('RSA host key');
  expect(identityKind(hostKey('ssh-ed25519'))).toBe('ED25519 host key');
  expect(identityKind(hostKey('ecdsa-sha2-nistp256'))).toBe('ECDSA host key');
});

test('a certificate is named with its key', () => {
  expect(identityKind({ ...hostKey('RSA 2048'), kind: 'tls-certificate' })).toBe(
    'Certificate (RSA 2048)',
  );
});

test('a host key fingerprint has its hash name on a line of its own', () => {
  expect(fingerprintLines('SHA256:abcdefghij', 4)).toEqual(['SHA256:', 'abcd', 'efgh', 'ij']);
});

test('a certificate fingerprint breaks between pairs', () => {
  expect(fingerprintLines('7C:4E:1A:93', 7)).toEqual(['7C:4E:', '1A:93']);
});

test('no character of a fingerprint is lost', () => {
  const certificate = Array.from({ length: 32 }, (_, byte) =>
    byte.toString(16).padStart(2, '0').toUpperCase(),
  ).join(':');
  expect(fingerprintLines(certificate, 48).join('')).toBe(certificate);
});
