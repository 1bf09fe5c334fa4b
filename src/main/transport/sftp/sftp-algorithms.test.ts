import { describe, expect, it } from 'vitest';
import { type CryptoAbilities, processAbilities, sftpAlgorithms } from './sftp-algorithms.ts';

const everything: CryptoAbilities = { cipher: () => true, hash: () => true, group: () => true };
const likeElectron: CryptoAbilities = {
  cipher: (name) => name !== 'chacha20',
  hash: () => true,
  group: (name) => name === 'modp14',
};
const flat = (older: boolean, can: CryptoAbilities): string[] => {
  const { kex, serverHostKey, cipher, hmac } = sftpAlgorithms(older, can);
  return [...kex, ...serverHostKey, ...cipher, ...hmac];
};

describe('the algorithms that are offered', () => {
  it('have nothing of SHA-1, MD5 or CBC by default', () => {
    expect(flat(false, everything).filter((name) => /sha1|md5|cbc|ssh-rsa|dss/.test(name))).toEqual(
      [],
    );
  });

  it('have the type of the host key that was accepted first, and the others behind it', () => {
    const { serverHostKey } = sftpAlgorithms(false, everything, 'ssh-rsa');
    expect(serverHostKey.slice(0, 3)).toEqual(['rsa-sha2-512', 'rsa-sha2-256', 'ssh-ed25519']);
    expect(serverHostKey.toSorted()).toEqual(
      sftpAlgorithms(false, everything).serverHostKey.toSorted(),
    );
    expect(sftpAlgorithms(false, everything, 'RSA 2048')).toEqual(
      sftpAlgorithms(false, everything),
    );
  });

  it('have those of EFT 6.4 once older ones are allowed', () => {
    for (const can of [everything, likeElectron, processAbilities]) {
      expect(flat(true, can)).toEqual(
        expect.arrayContaining([
          'diffie-hellman-group14-sha1',
          'ssh-rsa',
          'aes128-cbc',
          '3des-cbc',
          'hmac-sha1',
          'hmac-md5',
        ]),
      );
    }
  });

  it('keep the order of the modern ones, so that the same host key is shown', () => {
    const modern = sftpAlgorithms(false, everything).serverHostKey;
    const older = sftpAlgorithms(true, likeElectron).serverHostKey;
    expect(older.slice(0, modern.length)).toEqual(modern);
  });

  it('leave out what the process can not do', () => {
    const offered = flat(true, likeElectron);
    expect(offered).not.toContain('diffie-hellman-group1-sha1');
    expect(offered).not.toContain('diffie-hellman-group18-sha512');
    expect(offered).not.toContain('chacha20-poly1305@openssh.com');
    expect(offered).toContain('diffie-hellman-group14-sha256');
  });
});
