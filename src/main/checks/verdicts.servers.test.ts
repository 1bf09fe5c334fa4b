import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  describeServer,
  opensshAvailability,
  proftpdAvailability,
  vsftpdAvailability,
} from '../../../e2e/servers/availability.ts';
import {
  closedPort,
  httpOn,
  silentPort,
  tlsOldServer,
  unansweredPort,
} from '../../../e2e/servers/odd-servers.ts';
import { startOpenSsh } from '../../../e2e/servers/openssh.ts';
import { startProftpd } from '../../../e2e/servers/proftpd.ts';
import { startProxy } from '../../../e2e/servers/proxy.ts';
import type { FtpServer, SshServer, TestServer } from '../../../e2e/servers/test-server.ts';
import { startVsftpd } from '../../../e2e/servers/vsftpd.ts';
import { stepsOf, type Check } from '../../shared/domain/check.ts';
import { failureOf, type NewSite } from './testing/office.ts';
import { useOffice } from './testing/use-office.ts';

/* Each way a check can end, from its real cause. */

const { office, started, afterwards } = useOffice();

const here = { host: '127.0.0.1', username: 'someone', password: 'made-up' } as const;
const at = (server: TestServer, more: Partial<NewSite> = {}) => ({
  host: server.host,
  port: server.port,
  username: server.username,
  password: server.password,
  ...more,
});

const outcomes = (check: Check): readonly string[] => check.steps.map(({ outcome }) => outcome);
const logins = (server: TestServer): number =>
  server.log().match(/Failed password|FAIL LOGIN|Incorrect password/gi)?.length ?? 0;

/** Passwords that came, right or wrong. */
const signIns = (server: TestServer): number =>
  logins(server) +
  (server.log().match(/Accepted password|OK LOGIN|: Login successful/gi)?.length ?? 0);

describe('on the way to a server', () => {
  it('tells a name that is not found', async () => {
    const check = await office().checkOne({ ...here, protocol: 'sftp', host: 'nowhere.invalid' });
    expect(failureOf(check)).toEqual(['name', 'host-not-found']);
    expect(outcomes(check)).toEqual(['failed', ...Array<string>(5).fill('not-reached')]);
  });

  it.each(['sftp', 'ftps'] as const)('tells a port that refuses (%s)', async (protocol) => {
    const { port } = await closedPort();
    const check = await office().checkOne({ ...here, protocol, port });
    expect(failureOf(check)).toEqual(['port', 'port-refused']);
  });

  it.each(['sftp', 'ftps'] as const)('tells a port that drops (%s)', async (protocol) => {
    const { port } = await started(unansweredPort());
    const check = await office().checkOne({ ...here, protocol, port });
    expect(failureOf(check)).toEqual(['port', 'port-silent']);
  });

  it.each(['sftp', 'ftps'] as const)(
    'tells a port behind which nothing speaks (%s)',
    async (protocol) => {
      const { port } = await started(silentPort());
      const check = await office().checkOne({ ...here, protocol, port });
      expect(failureOf(check)).toEqual(['secure-link', 'server-silent']);
    },
  );

  it('tells a web server on the SSH port', async () => {
    const { port } = await started(httpOn());
    const check = await office().checkOne({ ...here, protocol: 'sftp', port });
    expect(failureOf(check)).toEqual(['secure-link', 'not-this-protocol']);
  });

  it('tells TLS 1.0, which is taken only where it is allowed', async () => {
    const { port } = await started(tlsOldServer());
    const site: NewSite = { ...here, protocol: 'ftps', port };
    expect(failureOf(await office().checkOne(site))).toEqual(['secure-link', 'tls-too-old']);
    const allowed = await office().checkOne({ ...site, minTls: '1.0' });
    expect(allowed.steps[2]).toMatchObject({ id: 'secure-link', finding: { older: true } });
  });
});

describeServer('against OpenSSH', opensshAvailability(), () => {
  let server: SshServer;
  beforeAll(async () => {
    server = await startOpenSsh();
  });
  afterAll(() => server.stop());

  it('every step is well, and nothing was written', async () => {
    const check = await office().checkOne({ protocol: 'sftp', ...at(server) });
    expect(check.steps.map(({ id }) => id)).toEqual(stepsOf.sftp);
    expect(outcomes(check)).toEqual(Array(6).fill('ok'));
    expect(check.verdict).toBe('ready');
    expect(check.steps[3]?.finding).toMatchObject({ how: 'accepted' });
    expect(server.log()).not.toMatch(/open ".*" flags WRITE/);
    expect(JSON.stringify(check)).toContain(server.hostKeySha256);
    expect(JSON.stringify(check)).not.toContain(server.password);
  });

  it('an identity that was accepted before is the same as then', async () => {
    const site = await office().addSite({ protocol: 'sftp', ...at(server) });
    await office().check([site]);
    const [again] = await office().check([site]);
    expect(again?.steps[3]?.finding).toMatchObject({ kind: 'identity', how: 'known' });
  });

  it('an identity that is not accepted ends it before the password is sent', async () => {
    office().trusting = false;
    const before = signIns(server);
    const check = await office().checkOne({ protocol: 'sftp', ...at(server) });
    expect(failureOf(check)).toEqual(['identity', 'identity-unknown']);
    // One that does sign in: what the server has noted by then is all that came before.
    office().trusting = true;
    await office().checkOne({ protocol: 'sftp', ...at(server) });
    expect(signIns(server) - before).toBe(1);
  });

  it('without a stored password it stops before signing in, and that is no failure', async () => {
    const { host, port, username } = server;
    const before = logins(server);
    const check = await office().checkOne({ protocol: 'sftp', host, port, username });
    expect(check.verdict).toBe('incomplete');
    expect(outcomes(check)).toEqual(['ok', 'ok', 'ok', 'ok', 'skipped', 'not-reached']);
    expect(logins(server)).toBe(before);
  });

  it('a wrong password is sent once, and a third time only when somebody insists', async () => {
    const site = await office().addSite({
      protocol: 'sftp',
      ...at(server, { password: 'wrong-1' }),
    });
    const before = logins(server);
    for (const expected of [1, 2]) {
      const [check] = await office().check([site]);
      expect(check && failureOf(check)).toEqual(['sign-in', 'login-refused']);
      expect(logins(server)).toBe(before + expected);
    }
    const held = office().services.checks.run([site.id], { insist: false });
    expect(held).toEqual([{ siteId: site.id, refused: 2 }]);
    expect(logins(server)).toBe(before + 2);
  });

  it('a changed identity is told', async () => {
    const first = await startOpenSsh();
    const site = await office().addSite({ protocol: 'sftp', ...at(first) });
    await office().check([site]);
    await first.stop();
    const second = await startOpenSsh({ port: first.port });
    afterwards(() => second.stop());
    office().trusting = false;
    const [check] = await office().check([site]);
    expect(check && failureOf(check)).toEqual(['identity', 'identity-changed']);
  });

  it('an older server is told, and passes once it is allowed', async () => {
    const old = await startOpenSsh({ legacy: true });
    afterwards(() => old.stop());
    const refused = await office().checkOne({ protocol: 'sftp', ...at(old) });
    expect(failureOf(refused)).toEqual(['secure-link', 'no-common-algorithm']);
    const allowed = await office().checkOne({
      protocol: 'sftp',
      ...at(old),
      olderAlgorithms: true,
    });
    expect(allowed.verdict).toBe('ready');
    expect(allowed.steps[2]?.finding).toMatchObject({ kind: 'link', older: true });
  });

  it('a server that wants something newer is told apart from an older one', async () => {
    const newer = await startOpenSsh({
      extraConfig: ['KexAlgorithms sntrup761x25519-sha512@openssh.com'],
    });
    afterwards(() => newer.stop());
    const check = await office().checkOne({ protocol: 'sftp', ...at(newer) });
    expect(failureOf(check)).toEqual(['secure-link', 'secure-link-too-new']);
  });

  it('a server that is full is told', async () => {
    const full = await startOpenSsh({ extraConfig: ['PerSourceMaxStartups 1'] });
    afterwards(() => full.stop());
    // One link that does not sign in takes the only place there is.
    const waiting = connect({ host: full.host, port: full.port });
    afterwards(() => Promise.resolve(waiting.destroy()));
    await once(waiting, 'data');
    const check = await office().checkOne({ protocol: 'sftp', ...at(full) });
    expect(failureOf(check)).toEqual(['secure-link', 'server-full']);
  });

  it('an account that may not list can still send', async () => {
    const blind = await startOpenSsh({ access: 'write-only' });
    afterwards(() => blind.stop());
    const check = await office().checkOne({ protocol: 'sftp', ...at(blind) });
    expect(check.verdict).toBe('ready');
    expect(check.steps.at(-1)?.finding).toMatchObject({ kind: 'folder', entries: null });
  });

  it('a folder of the site that is not there is told', async () => {
    const check = await office().checkOne({
      protocol: 'sftp',
      ...at(server),
      remoteFolder: '/nowhere',
    });
    expect(failureOf(check)).toEqual(['folder', 'remote-not-found']);
  });

  it('five sites at once take hardly longer than the slowest one', async () => {
    const slow = await Promise.all(
      [10, 10, 10, 10, 60].map((delayMs) => started(startProxy({ to: server.port, delayMs }))),
    );
    const sites = await Promise.all(
      slow.map(({ port }) => office().addSite({ protocol: 'sftp', ...at(server), port })),
    );
    // Once first, so that nobody is asked about an identity while it is measured.
    await office().check(sites);
    const last = sites.slice(-1);
    const alone = await timed(() => office().check(last));
    const together = await timed(() => office().check(sites));
    expect(together / alone).toBeLessThanOrEqual(1.5);
  });
});

async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

const ftpServers = [
  ['vsftpd', vsftpdAvailability(), startVsftpd],
  ['ProFTPD', proftpdAvailability(), startProftpd],
] as const;

for (const [name, availability, start] of ftpServers) {
  describeServer(`against ${name}`, availability, () => {
    let server: FtpServer;
    beforeAll(async () => {
      server = await start();
    });
    afterAll(() => server.stop());

    it('every step is well, the data port too', async () => {
      const check = await office().checkOne({ protocol: 'ftps', ...at(server) });
      expect(check.steps.map(({ id }) => id)).toEqual(stepsOf.ftps);
      expect(outcomes(check)).toEqual(Array(7).fill('ok'));
      expect(check.steps.at(-1)?.finding).toMatchObject({ kind: 'data-port', named: null });
      expect(JSON.stringify(check)).toContain(server.certificate.fingerprint256);
      expect(JSON.stringify(check)).not.toContain(server.password);
    });

    it('an identity that is not accepted ends it before the password is sent', async () => {
      office().trusting = false;
      const before = signIns(server);
      const check = await office().checkOne({ protocol: 'ftps', ...at(server) });
      expect(failureOf(check)).toEqual(['identity', 'identity-unknown']);
      office().trusting = true;
      await office().checkOne({ protocol: 'ftps', ...at(server) });
      expect(signIns(server) - before).toBe(1);
    });

    it('a wrong password is sent once', async () => {
      const before = logins(server);
      const check = await office().checkOne({
        protocol: 'ftps',
        ...at(server),
        password: 'wrong-1',
      });
      expect(failureOf(check)).toEqual(['sign-in', 'login-refused']);
      // ProFTPD answers before it writes its log.
      await expect.poll(() => logins(server) - before).toBe(1);
    });

    it('a data address that is wrong does no harm, and is told where it is trusted', async () => {
      const lying = await start({ passiveAddress: '127.0.0.99' });
      afterwards(() => lying.stop());
      const check = await office().checkOne({ protocol: 'ftps', ...at(lying) });
      expect(check.verdict).toBe('ready');
      expect(check.steps.at(-1)).toMatchObject({
        outcome: 'warn',
        finding: { kind: 'data-port', named: '127.0.0.99' },
      });
      const trusted = await office().checkOne({
        protocol: 'ftps',
        ...at(lying),
        options: { trustPassiveAddress: true },
      });
      expect(failureOf(trusted)).toEqual(['data-ports', 'passive-address-wrong']);
    });

    it('data ports that are closed on the way are told', async () => {
      // Only the control port is let through at this address.
      const way = await started(startProxy({ to: server.port, host: '127.0.0.3' }));
      const check = await office().checkOne({
        protocol: 'ftps',
        ...at(server),
        host: way.host,
        port: way.port,
      });
      // ProFTPD and vsftpd listen on 127.0.0.1 only for its own passive ports.
      expect(failureOf(check)).toEqual(['data-ports', 'data-port-refused']);
    });

    it('a port outside of the allowed ones is told', async () => {
      const { from } = server.passivePorts;
      const check = await office().checkOne({
        protocol: 'ftps',
        ...at(server),
        options: { passivePorts: { from: from - 10, to: from - 5 } },
      });
      expect(failureOf(check)).toEqual(['data-ports', 'passive-address-wrong']);
    });
  });
}

// ProFTPD does not start with a single passive port.
describeServer('against vsftpd behind a firewall', vsftpdAvailability(), () => {
  it('data ports that are dropped on the way are told', async () => {
    // The server names a port that never answers at the address that it is reached by.
    const dropping = await started(unansweredPort('127.0.0.3'));
    const narrow = await startVsftpd({ passivePorts: { from: dropping.port, to: dropping.port } });
    afterwards(() => narrow.stop());
    const way = await started(startProxy({ to: narrow.port, host: dropping.host }));
    const check = await office().checkOne({
      protocol: 'ftps',
      ...at(narrow),
      host: way.host,
      port: way.port,
    });
    expect(failureOf(check)).toEqual(['data-ports', 'data-port-dropped']);
  });
});
