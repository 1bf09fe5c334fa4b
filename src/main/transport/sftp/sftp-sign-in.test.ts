import ssh2 from 'ssh2';
import { describe, expect, it } from 'vitest';
import { signInMethod } from './sftp-sign-in.ts';

const locked = ssh2.utils.generateKeyPairSync('ecdsa', {
  bits: 256,
  cipher: 'aes256-ctr',
  passphrase: 'made up',
  rounds: 1,
});
const unlocked = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
const withKey = (text: string, passphrase: string | null) =>
  signInMethod('someone', { kind: 'key', privateKey: Buffer.from(text), passphrase });

describe('a private key', () => {
  it('is used with its passphrase, or without one where it has none', () => {
    expect(withKey(locked.private, 'made up').type).toBe('publickey');
    expect(withKey(unlocked.private, null).type).toBe('publickey');
    expect(withKey(unlocked.private, '').type).toBe('publickey');
  });

  it.each([null, '', 'wrong'])('is not opened by %j', (passphrase) => {
    expect(() => withKey(locked.private, passphrase)).toThrow(
      expect.objectContaining({ code: 'key-passphrase-wrong' }),
    );
  });

  it.each(['', 'no key at all', unlocked.public])('is not %j', (text) => {
    expect(() => withKey(text, null)).toThrow(expect.objectContaining({ code: 'key-unreadable' }));
  });
});
