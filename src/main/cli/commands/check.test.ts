import { describe, expect, it } from 'vitest';
import type { Site } from '../../../shared/domain/site.ts';
import { someSite } from '../../../shared/domain/testing/some-check.ts';
import { UsageError } from '../command.ts';
import type { Going } from '../testing/memory-checks.ts';
import { failing, runCheck as run } from '../testing/run-check.ts';

const sftp = someSite('ciis-sftp');
const ftps = someSite('ciis-ftps');
const wide = someSite('ciis-ftps', {
  options: { ...ftps.options, passivePorts: { from: 50_000, to: 51_000 } },
});
const gateway = someSite('ciis-realtime-test');
const page = someSite('ciis-web');
const practice = someSite('ciis-sftp', { id: 'practice', label: 'Practice', host: '127.0.0.1' });

describe('the check of one site', () => {
  it('tells each step in a line, and at the end whether one can send', async () => {
    const { code, lines } = await run();
    expect(code).toBe(0);
    expect(lines).toEqual([
      'CIIS SFTP (sshftp.cohealthnet.com, port 22)',
      '  ok    Name found        203.0.113.24                                     12 ms',
      '  ok    Port open         TCP 22                                           12 ms',
      '  ok    Secure link       Encrypted, TLS 1.3                               12 ms',
      '  ok    Identity          Same as on March 12, 2026                        12 ms',
      '  ok    Signed in         As riverside_peds                                12 ms',
      '  ok    Folder            Empty, which is usual                            12 ms',
      '',
      'You can send files. CIIS SFTP is ready.',
    ]);
  });

  it('says below a failed step what it means, what to do and whom to ask', async () => {
    const { code, lines } = await run({
      sites: [ftps],
      going: () => failing('port', 'port-silent'),
    });
    expect(code).toBe(3);
    expect(lines.slice(2, 7)).toEqual([
      '  FAIL  Port open         No answer                                       10.0 s',
      '        Port 1971 did not answer. Your firewall may be closing it.',
      '        Ask IT: "Please open outgoing TCP 1971 and 52000-52040 to sslftp.cohealthnet.com."',
      '        Details: port-silent: its own\ufffd[2J words',
      '  -     Not checked       Secure link, Identity, Signed in, Folder, Data ports',
    ]);
  });

  it('that has no password stops before signing in, and says how to give one: 3', async () => {
    const { code, lines } = await run({ going: () => ({ kind: 'no-password' }) });
    expect(code).toBe(3);
    expect(lines.join('\n')).toContain(
      '  skip  Signed in         No password is stored, so it was not tried',
    );
    expect(lines.join('\n')).toContain('CIIS_CONNECT_PASSWORD');
  });

  it('of a gateway says that its test proves no password', async () => {
    const { lines } = await run({ sites: [gateway] });
    expect(lines).toContain(
      '        A passing test does not prove your password: it carries none.',
    );
    expect(lines.at(-1)).toBe('CIIS Real-time (Test) answers.');
  });

  it.each([
    ['identity', 'identity-changed', 4],
    ['sign-in', 'login-refused', 3],
  ] as const)('that fails at %s ends with the code for it', async (at, reason, exitCode) => {
    expect((await run({ going: () => failing(at, reason) })).code).toBe(exitCode);
  });

  it('tells of a sign-in that is held back, until it is insisted on', async () => {
    const going = (): Going => ({ kind: 'held-back', refused: 3 });
    const held = await run({ going });
    expect(held.code).toBe(3);
    expect(held.lines.slice(1, 4).join('\n')).toMatch(
      /skip {2}Signed in +Not tried: refused or not answered 3 times.*\n.*Six wrong tries lock the account.*\n.*--insist/,
    );
    expect(held.lines.at(-1)).toContain('Signing in to CIIS SFTP is held back.');
    const insisted = await run({ going, command: { insist: true } });
    expect(insisted.code).toBe(0);
    expect(insisted.asked).toEqual(['run ciis-sftp insisting']);
  });

  it('is stopped by Ctrl+C: 3', async () => {
    const { code, lines, asked } = await run({
      going: () => ({ kind: 'endless' }),
      meanwhile: (io) => io.stop(),
    });
    expect(code).toBe(3);
    expect(asked).toEqual(['run ciis-sftp', 'stop ciis-sftp']);
    expect(lines[2]).toContain('Not checked');
  });
});

describe('the check of several sites', () => {
  const sites = [sftp, ftps, gateway, page];
  const going = (site: Site): Going =>
    site === ftps ? failing('port', 'port-silent') : { kind: 'well' };

  it('tells each site in one piece, then a line a site, then one sentence', async () => {
    const { code, lines } = await run({ sites, going });
    expect(code).toBe(3);
    const heads = lines.filter((line) => /^\S.*\(.*\)$/.test(line));
    expect(heads).toHaveLength(4);
    expect(lines.slice(-6)).toEqual([
      'CIIS SFTP              Ready',
      'CIIS FTPS              Blocked  port 1971 did not answer',
      'CIIS Real-time (Test)  Answers',
      'CIIS Web upload        Answers',
      '',
      "You can send files. CIIS SFTP is ready. CIIS FTPS is blocked, most likely by your firewall. You don't need it while SFTP works.",
    ]);
    const blocks = lines.join('\n').split('\n\n');
    expect(blocks.map((block) => block.split('\n')[0]?.split(' (')[0])).toContain(
      'CIIS Web upload',
    );
    expect(blocks[0]).toMatch(/^CIIS FTPS \(.*(\n {2}.*)+$/);
  });

  it('checks each once, however often it is named', async () => {
    const { asked } = await run({ command: { sites: ['CIIS SFTP', 'CIIS SFTP'] } });
    expect(asked).toEqual(['run ciis-sftp']);
  });

  it('ends with 4 when one fails for its identity and another for its port', async () => {
    const { code } = await run({
      sites: [sftp, ftps],
      going: (site) =>
        site === ftps ? failing('port', 'port-silent') : failing('identity', 'identity-changed'),
    });
    expect(code).toBe(4);
  });
});

describe('what is wrong usage', () => {
  it.each([
    ['a site that is not there', { command: { sites: ['Nowhere'] } }, 'There is no site "Nowhere"'],
    ['all of no sites', { sites: [] }, 'No site is saved yet'],
    [
      'a sweep of more ports than are tried',
      { sites: [sftp, wide], command: { sweep: true } },
      'too many for --sweep',
    ],
    ['a sweep of what has no data ports', { command: { sweep: true } }, 'FTPS sites'],
    [
      'one fingerprint for several servers',
      { sites: [sftp, ftps], how: { fingerprint: 'SHA256:x' } },
      'one site at a time',
    ],
  ] as const)('is %s', async (_, given, part) => {
    await expect(run(given)).rejects.toThrow(UsageError);
    await expect(run(given)).rejects.toThrow(part);
  });
});

describe('a password that comes with the run', () => {
  const environment = { CIIS_CONNECT_PASSWORD: 'invented' };

  it('is used where all sites are of one account', async () => {
    expect((await run({ sites: [sftp, ftps, gateway, page], environment })).withheld).toBe(false);
  });

  it('is shown to nobody where they are of several, and that is said', async () => {
    const { withheld, err } = await run({ sites: [sftp, practice], environment });
    expect(withheld).toBe(true);
    expect(err).toContain('the password that was given is not used');
    expect(err).not.toContain('invented');
    const other = someSite('ciis-ftps', { username: 'somebody_else' });
    expect((await run({ sites: [sftp, other], environment })).withheld).toBe(true);
  });

  it('that was not given is not missed', async () => {
    expect((await run({ sites: [sftp, practice] })).err).not.toContain('password');
  });
});
