import { generateKeyPairSync } from 'node:crypto';
import ssh2 from 'ssh2';
import { describe, expect, it } from 'vitest';
import { privateKeyIsLocked } from './private-key-locked.ts';

const pem = (cipher: object) =>
  generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', ...cipher },
  }).privateKey;

const locked = (text: string): boolean => privateKeyIsLocked(Buffer.from(text));

describe('a private key file', () => {
  it('in PEM says itself whether it is locked', () => {
    expect(locked(pem({}))).toBe(false);
    expect(locked(pem({ cipher: 'aes-256-cbc', passphrase: 'invented' }))).toBe(true);
    expect(
      locked('-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n'),
    ).toBe(true);
  });

  it("in OpenSSH's form has it in its binary part", () => {
    const open = ssh2.utils.generateKeyPairSync('ed25519').private;
    const closed = ssh2.utils.generateKeyPairSync('ed25519', {
      cipher: 'aes256-cbc',
      passphrase: 'invented',
      rounds: 1,
    }).private;
    expect(locked(open)).toBe(false);
    expect(locked(closed)).toBe(true);
  });

  it("in PuTTY's form has a line for it", () => {
    expect(locked('PuTTY-User-Key-File-3: ssh-ed25519\r\nEncryption: none\r\n')).toBe(false);
    expect(locked('PuTTY-User-Key-File-3: ssh-ed25519\r\nEncryption: aes256-cbc\r\n')).toBe(true);
  });

  it('that is none counts as open: the driver says what is wrong with it', () => {
    expect(locked('')).toBe(false);
    expect(
      locked('-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----'),
    ).toBe(false);
  });
});
