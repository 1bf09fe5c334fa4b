import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readKnownHosts } from './known-hosts.ts';

/** A key of that type as it goes over the wire, made up. */
function blob(keyType: string, content = 'made up'): Buffer {
  const strings = [Buffer.from(keyType), createHash('sha256').update(content).digest()];
  return Buffer.concat(
    strings.flatMap((each) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(each.length);
      return [length, each];
    }),
  );
}

const key = (keyType: string, content?: string): string =>
  `${keyType} ${blob(keyType, content).toString('base64')}`;

const fingerprint = (keyType: string, content?: string): string =>
  `SHA256:${createHash('sha256').update(blob(keyType, content)).digest('base64').replace('=', '')}`;

const read = (...lines: readonly string[]) => readKnownHosts(lines.join('\n'));
const places = (...lines: readonly string[]) =>
  read(...lines).identities.map(({ host, port }) => [host, port]);

describe('the keys of a known_hosts file', () => {
  it('have the fingerprint that OpenSSH shows', () => {
    // GitHub's, as published on its page "GitHub's SSH key fingerprints".
    const { identities } = read(
      'github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl',
    );
    expect(identities).toEqual([
      {
        ...{ host: 'github.com', port: 22, keyType: 'ssh-ed25519' },
        fingerprint: 'SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU',
      },
    ]);
  });

  it('are for each of the names, with or without a port', () => {
    expect(
      places(
        '# comment',
        '',
        `SFTP.example.org,[sftp.example.org]:2222,192.0.2.7 ${key('ssh-ed25519')} somebody@pc`,
        `[2001:db8::7]:22,2001:db8::8\t${key('ssh-rsa')}\r`,
      ),
    ).toEqual([
      ['sftp.example.org', 22],
      ['sftp.example.org', 2222],
      ['192.0.2.7', 22],
      ['2001:db8::7', 22],
      ['2001:db8::8', 22],
    ]);
  });

  it('are one for each server: the one that it would show here', () => {
    const { identities, leftOut } = read(
      `h.example ${key('ssh-rsa')}`,
      `h.example ${key('ecdsa-sha2-nistp256')}`,
      `h.example ${key('ssh-ed25519')}`,
      `h.example ${key('ssh-ed25519')}`,
      `[h.example]:2222 ${key('ssh-rsa', 'one')}`,
      `[h.example]:2222 ${key('ssh-rsa', 'two')}`,
    );
    expect(identities.map((each) => [each.port, each.fingerprint])).toEqual([
      [22, fingerprint('ssh-ed25519')],
      [2222, fingerprint('ssh-rsa', 'one')],
    ]);
    expect(leftOut).toEqual([
      {
        name: 'h.example',
        reason:
          'One key is kept for each server. Its ssh-ed25519 key comes, not the other (ecdsa-sha2-nistp256, ssh-rsa).',
      },
      {
        name: 'h.example, port 2222',
        reason: 'One key is kept for each server. Its ssh-rsa key comes, not the other (ssh-rsa).',
      },
    ]);
  });

  it('do not come where they are revoked, and then under no other name', () => {
    const { identities, leftOut } = read(
      `a.example ${key('ssh-rsa')}`,
      `a.example ${key('ssh-rsa', 'new')}`,
      `@revoked * ${key('ssh-rsa')}`,
      `@cert-authority *.example ${key('ssh-ed25519')}`,
      `@else a.example ${key('ssh-ed25519')}`,
    );
    expect(identities.map((each) => each.fingerprint)).toEqual([fingerprint('ssh-rsa', 'new')]);
    expect(leftOut.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
      'a.example: Its key is marked as revoked.',
      'Line 3: Its key is marked as revoked.',
      'Line 4: Keys of certificate authorities are not used here.',
      'Line 5: Its mark is not known here.',
    ]);
  });
});

describe('what can not come from a known_hosts file', () => {
  it('is counted where the names are hidden', () => {
    const hidden = `|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= ${key('ssh-rsa')}`;
    expect(read(hidden, hidden).leftOut).toMatchObject([{ name: '2 entries without names' }]);
    expect(read(hidden).leftOut).toMatchObject([{ name: '1 entry without a name' }]);
  });

  it('is said where it is for several hosts, or damaged, or of a kind that is not known', () => {
    const cut = key('ssh-ed25519').slice(0, -8);
    const { identities, leftOut } = read(
      `*.example,!b.example,[c.example]:70000,d/e ${key('ssh-rsa')}`,
      `f.example ${cut}`,
      'g.example',
      `h.example ssh-rsa ${blob('ssh-ed25519').toString('base64')}`,
      `i.example ${key('sk-ssh-ed25519@openssh.com')}`,
      'j.example 2048 65537 1234567890',
    );
    expect(identities).toEqual([]);
    expect(leftOut.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
      'i.example: This program knows no keys of its type (sk-ssh-ed25519@openssh.com).',
      '*.example: It stands for several hosts.',
      '!b.example: It stands for several hosts.',
      '[c.example]:70000: This is no host address.',
      'd/e: This is no host address.',
      'Line 2: Its key is damaged.',
      'Line 3: Its key is damaged.',
      'Line 4: Its key is damaged.',
      'Line 6: Its key is damaged.',
    ]);
  });

  it('is everything where there are too many', () => {
    const names = Array.from({ length: 10_001 }, (_, index) => `h${String(index)}.example`);
    expect(() => read(`${names.join(',')} ${key('ssh-rsa')}`)).toThrow(
      'Line 1: there are more than 10000 entries.',
    );
  });
});

describe('any text', () => {
  it('of 5,000 servers is read', () => {
    const lines = Array.from({ length: 5000 }, (_, index) =>
      ['ssh-rsa', 'ssh-ed25519'].map((type) => `h${String(index)}.example ${key(type)}`),
    );
    const { identities, leftOut } = read(...lines.flat());
    expect(identities).toHaveLength(5000);
    expect(identities.every(({ keyType }) => keyType === 'ssh-ed25519')).toBe(true);
    expect(leftOut).toHaveLength(5000);
  });

  it('is read or refused as unreadable', () => {
    const word = fc.constantFrom(
      ...['@revoked', '|1|', 'h.example', '[h]:22', ',', '*', ' ', '\t', '\n', '#', '='],
      ...['ssh-rsa', key('ssh-rsa'), key('ssh-ed25519'), 'AAAA'],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word, { maxLength: 60 }).map((words) => words.join('')),
    );
    fc.assert(
      fc.property(text, (each) => {
        try {
          for (const { fingerprint: found } of readKnownHosts(each).identities) {
            expect(found).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
          }
        } catch (thrown) {
          expect(thrown).toMatchObject({ name: 'AppError', code: 'import-unreadable' });
        }
      }),
    );
  });
});
