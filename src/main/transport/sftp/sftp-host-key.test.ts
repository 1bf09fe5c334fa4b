import { describe, expect, it } from 'vitest';
import { hostKeyIdentity } from './sftp-host-key.ts';

const named = (name: string): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(name.length);
  return Buffer.concat([length, Buffer.from(name), Buffer.from('the rest')]);
};

describe('a host key', () => {
  it('is shown with its type and in the form of OpenSSH', () => {
    const identity = hostKeyIdentity(named('ssh-ed25519'));
    expect(identity).toMatchObject({ kind: 'ssh-host-key', keyType: 'ssh-ed25519' });
    expect(identity.fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  });

  it.each([named('\u001b[31mred'), Buffer.from('x'), Buffer.alloc(0), Buffer.alloc(400, 255)])(
    'has no type where there is none that can be shown',
    (key) => {
      expect(hostKeyIdentity(key).keyType).toBe('unknown');
    },
  );
});
