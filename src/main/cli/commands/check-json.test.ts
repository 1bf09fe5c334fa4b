import { describe, expect, it } from 'vitest';
import type { SweptPort } from '../../../shared/domain/check.ts';
import { someSite } from '../../../shared/domain/testing/some-check.ts';
import type { Going } from '../testing/memory-checks.ts';
import { failing, runCheck as run } from '../testing/run-check.ts';

const sftp = someSite('ciis-sftp');
const ftps = someSite('ciis-ftps');
const page = someSite('ciis-web');

describe('the check in JSON', () => {
  it('has exactly the fields that scripts are promised', async () => {
    const { events } = await run({
      going: () => failing('port', 'port-silent'),
      command: { json: true },
    });
    expect(events()).toEqual([
      {
        event: 'step',
        site: 'CIIS SFTP',
        step: 'name',
        outcome: 'ok',
        ms: 12,
        code: null,
        detail: '203.0.113.24',
      },
      {
        event: 'step',
        site: 'CIIS SFTP',
        step: 'port',
        outcome: 'failed',
        ms: 10_000,
        code: 'port-silent',
        detail: 'its own\ufffd[2J words',
        sentence: 'Port 22 did not answer. Your firewall may be closing it.',
        nextStep: 'Ask IT: "Please open outgoing TCP 22 to sshftp.cohealthnet.com."',
      },
      ...['secure-link', 'identity', 'sign-in', 'folder'].map((step) => ({
        event: 'step',
        site: 'CIIS SFTP',
        step,
        outcome: 'skipped',
        ms: null,
        code: 'not-reached',
        detail: 'Not checked',
      })),
      { event: 'site', site: 'CIIS SFTP', verdict: 'failed' },
      { event: 'summary', sites: 1, ready: 0, failed: 1, incomplete: 0, stopped: 0, exitCode: 3 },
    ]);
  });

  it('tells the steps of several sites as they come', async () => {
    const { events } = await run({ sites: [sftp, page], command: { json: true } });
    const sites = events()
      .filter(({ event }) => event === 'step')
      .map(({ site }) => site);
    expect(sites.slice(0, 4)).toEqual([
      'CIIS SFTP',
      'CIIS Web upload',
      'CIIS SFTP',
      'CIIS Web upload',
    ]);
    expect(events().at(-1)).toMatchObject({ sites: 2, ready: 2, exitCode: 0 });
  });

  it('names why signing in was skipped', async () => {
    const signIn = async (going: Going) =>
      (await run({ going: () => going, command: { json: true } }))
        .events()
        .find(({ step }) => step === 'sign-in');
    expect(await signIn({ kind: 'no-password' })).toMatchObject({
      outcome: 'skipped',
      code: 'password-missing',
    });
    expect(await signIn({ kind: 'held-back', refused: 2 })).toMatchObject({
      outcome: 'skipped',
      code: 'login-paused',
    });
  });
});

describe('the sweep', () => {
  const ports: readonly SweptPort[] = [
    { port: 52_000, state: 'open' },
    { port: 52_001, state: 'refused' },
    { port: 52_002, state: 'dropped' },
  ];

  it('tells what is dropped, and whom to ask: 3', async () => {
    const { code, lines, asked } = await run({
      sites: [sftp, ftps],
      ports,
      command: { sweep: true },
    });
    expect(code).toBe(3);
    expect(asked).toEqual(['run ciis-sftp ciis-ftps', 'sweep ciis-ftps']);
    const at = lines.indexOf('Data ports of CIIS FTPS, tried from this computer:');
    expect(lines.slice(at + 1, at + 3)).toEqual([
      '  52000-52001 let through, 52002 most likely dropped by a firewall',
      '        Ask IT: "Please open outgoing TCP 1971 and 52000-52040 to sslftp.cohealthnet.com."',
    ]);
  });

  it('that could not start says why, in words and as an object: 3', async () => {
    const sweepFailure = { code: 'host-not-found', detail: 'ENOTFOUND' } as const;
    const given = { sites: [ftps], sweepFailure };
    const plain = await run({ ...given, command: { sweep: true } });
    expect(plain.lines.join('\n')).toMatch(/Data ports of CIIS FTPS.*\n +.*was not found/);
    const { code, events } = await run({ ...given, command: { sweep: true, json: true } });
    expect(code).toBe(3);
    expect(events()).toContainEqual({
      ...{ event: 'sweep', site: 'CIIS FTPS' },
      ...{ code: 'host-not-found', detail: 'ENOTFOUND' },
    });
  });

  it('does not blame a firewall for what never left this computer: 3', async () => {
    const { code, lines } = await run({
      sites: [ftps],
      ports: [{ port: 52_000, state: 'unreachable' }],
      command: { sweep: true },
    });
    expect(code).toBe(3);
    expect(lines.join('\n')).not.toMatch(/firewall|Ask IT/);
  });

  it('is well when every port was let through, open or refused', async () => {
    const { code, events } = await run({
      sites: [ftps],
      ports: ports.slice(0, 2),
      command: { sweep: true, json: true },
    });
    expect(code).toBe(0);
    expect(events().filter(({ event }) => event === 'port')).toEqual([
      { event: 'port', site: 'CIIS FTPS', port: 52_000, state: 'open' },
      { event: 'port', site: 'CIIS FTPS', port: 52_001, state: 'refused' },
    ]);
    expect(events().at(-1)).toMatchObject({ event: 'summary', exitCode: 0 });
  });

  it('is left out when the name was not found: nothing would answer', async () => {
    const { code, asked } = await run({
      sites: [ftps],
      ports,
      going: () => ({ kind: 'failed', at: 'name', code: 'host-not-found' }),
      command: { sweep: true },
    });
    expect(code).toBe(3);
    expect(asked).toEqual(['run ciis-ftps']);
  });
});
