import { expect, it } from 'vitest';
import { readIni } from './ini.ts';
import { mostSites } from './read-sites.ts';
import { winScpHostKeys } from './winscp-host-keys.ts';

const read = (...lines: string[]) =>
  winScpHostKeys(readIni(['[SshHostKeys]', ...lines].join('\n')).sections[0]);

const fingerprint = 'SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU';
const key =
  '0x7c63b118b878f3c2b9606a129009fe407d4a80a7724639bbd691b54c2fb2ad60,0x65a2187d69871d2d5a24da0bf9016e1abb282aea50bad149b4b9ce1579aa2ae3';

it('takes a key, also of an address with colons, and the first that is one of several', () => {
  const { identities, leftOut } = read(
    `ssh-ed25519@22:fe80::1=${key}`,
    `ssh-ed25519@2222:h=ssh-ed25519 255 aa:bb;${key}`,
  );
  expect(identities).toEqual([
    { host: 'fe80::1', port: 22, keyType: 'ssh-ed25519', fingerprint },
    { host: 'h', port: 2222, keyType: 'ssh-ed25519', fingerprint },
  ]);
  expect(leftOut).toEqual([]);
});

it('takes fingerprints, and of a server with several keys the likeliest', () => {
  const digest = fingerprint.slice('SHA256:'.length);
  const { identities, leftOut } = read(
    `rsa2@22:H=ssh-rsa 2048 ${digest}`,
    `ssh-ed25519@22:h=ssh-ed25519 255 SHA256:${digest}=`,
    `ecdsa-sha2-nistp256@22:h=ecdsa-sha2-nistp256 256 ${digest}`,
  );
  expect(identities).toEqual([{ host: 'h', port: 22, keyType: 'ssh-ed25519', fingerprint }]);
  expect(leftOut).toEqual([
    {
      name: 'ssh-rsa of H:22',
      reason: 'Another key of this server comes; one is kept for each server.',
    },
    {
      name: 'ecdsa-sha2-nistp256 of h:22',
      reason: 'Another key of this server comes; one is kept for each server.',
    },
  ]);
});

it('leaves out what it can not be sure of', () => {
  const { identities, leftOut } = read(
    'rsa2@22:old=ssh-rsa 2048 aa:bb:cc',
    `ssh-ed25519@22:cut=${key.slice(0, -1)}`,
    `ssh-ed25519@0:h=${key}`,
    `ssh-ed25519@22:h h=${key}`,
    'rubbish=1',
  );
  expect(identities).toEqual([]);
  expect(leftOut.map(({ name }) => name)).toEqual([
    'rsa2 of old:22',
    'ssh-ed25519 of cut:22',
    'Line 4',
    'Line 5',
    'Line 6',
  ]);
});

it('refuses more keys than anybody has', () => {
  const many = Array.from({ length: mostSites + 1 }, (_, at) => `dss@22:h${String(at)}=0x1`);
  expect(() => read(...many)).toThrow(expect.objectContaining({ code: 'import-unreadable' }));
});

it('no section is no keys', () => {
  expect(winScpHostKeys(undefined)).toEqual({ identities: [], leftOut: [] });
});
