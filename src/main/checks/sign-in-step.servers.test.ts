import { describe, expect, it } from 'vitest';
import { describeServer, opensshAvailability } from '../../../e2e/servers/availability.ts';
import { startOpenSsh } from '../../../e2e/servers/openssh.ts';
import { madeUpFtps, type MadeUpFtps } from '../transport/ftps/made-up-ftps.fixture.ts';
import { failureOf } from './testing/office.ts';
import { useOffice } from './testing/use-office.ts';

/* How many passwords reach a server. */

const { office, afterwards } = useOffice();

const account = { username: 'someone', password: 'made-up' } as const;

describeServer('one account', opensshAvailability(), () => {
  it('with a wrong password in seven sites is tried twice, however they are checked', async () => {
    const server = await startOpenSsh();
    afterwards(() => server.stop());
    const { host, port, username } = server;
    const sites = await Promise.all(
      Array.from({ length: 7 }, () =>
        office().addSite({ protocol: 'sftp', host, port, username, password: 'wrong-1' }),
      ),
    );
    const checks = await office().check(sites);
    await expect.poll(() => server.log().match(/Failed password/g)?.length).toBe(2);
    expect(checks.filter((check) => failureOf(check)?.[1] === 'login-refused')).toHaveLength(2);
    expect(checks.filter(({ verdict }) => verdict === 'incomplete')).toHaveLength(5);
  });
});

describe('a password that was sent over FTPS', () => {
  async function siteAt(pass: string) {
    const server = await madeUpFtps({
      answer: (command) => (command.startsWith('PASS') ? pass : undefined),
    });
    afterwards(() => server.close());
    const site = await office().addSite({
      ...account,
      protocol: 'ftps',
      host: '127.0.0.1',
      port: server.port,
    });
    return { server, site };
  }
  const passwords = ({ commands }: MadeUpFtps): number =>
    commands.filter((command) => command.startsWith('PASS')).length;

  it('counts when the check is stopped before the answer, and that step was stopped', async () => {
    const { server, site } = await siteAt('');
    const { checks } = office().services;
    for (const times of [1, 2]) {
      expect(checks.run([site.id], { insist: false })).toEqual([]);
      await expect.poll(() => passwords(server)).toBe(times);
      checks.stop([site.id]);
      await expect.poll(() => checks.list()[0]?.verdict).toBe('stopped');
    }
    expect(checks.list()[0]?.steps[4]).toMatchObject({
      id: 'sign-in',
      outcome: 'failed',
      failure: { code: 'cancelled' },
    });
    expect(checks.run([site.id], { insist: false })).toEqual([{ siteId: site.id, refused: 2 }]);
  });

  it('counts when the server says that it had too many', async () => {
    const { server, site } = await siteAt('421 Too many bad logins');
    await office().check([site]);
    await office().check([site]);
    const held = office().services.checks.run([site.id], { insist: false });
    expect(held).toEqual([{ siteId: site.id, refused: 2 }]);
    expect(passwords(server)).toBe(2);
  });

  it('counts when a session sent it', async () => {
    const { server, site } = await siteAt('530 No');
    const { sessions, checks } = office().services;
    await sessions.connect(site.id, new AbortController().signal);
    await sessions.connect(site.id, new AbortController().signal);
    expect(passwords(server)).toBe(2);
    expect(checks.run([site.id], { insist: false })).toEqual([{ siteId: site.id, refused: 2 }]);
  });
});
