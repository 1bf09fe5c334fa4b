import { afterEach, describe, expect, it } from 'vitest';
import {
  describeServer,
  proftpdAvailability,
  vsftpdAvailability,
} from '../../../../e2e/servers/availability.ts';
import { makeCertificate } from '../../../../e2e/servers/certificates.ts';
import { closedPort, sayingPort, unansweredPort } from '../../../../e2e/servers/odd-servers.ts';
import { startProftpd } from '../../../../e2e/servers/proftpd.ts';
import { startProxy } from '../../../../e2e/servers/proxy.ts';
import type { FtpServer, FtpServerOptions } from '../../../../e2e/servers/test-server.ts';
import { startVsftpd } from '../../../../e2e/servers/vsftpd.ts';
import { defaultOptions, type SiteOptions } from '../../../shared/domain/site.ts';
import { recordingHooks } from '../testing/recording-hooks.ts';
import { never } from '../testing/suite-sessions.ts';
import type { Connection, DataLinkProbe } from '../transport.ts';
import { connectFtps } from './ftps-transport.ts';
import { madeUpFtps, misnamed, type MadeUpFtpsOptions } from './made-up-ftps.fixture.ts';

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

interface At {
  readonly host?: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
}

async function connectTo(
  { host = '127.0.0.1', port, username = 'someone', password = 'Made-up.Secret!1' }: At,
  options: Partial<SiteOptions> = {},
): Promise<Connection> {
  const timeouts = { connectTimeout: 2, idleTimeout: 2 };
  const target = {
    host,
    port,
    username,
    minTls: '1.2',
    olderAlgorithms: false,
    options: { ...defaultOptions('ftps'), ...timeouts, ...options },
  } as const;
  const connection = await connectFtps(target, recordingHooks(password), never);
  undo.push(() => connection.close());
  return connection;
}

async function probe(connection: Connection, signal = never): Promise<DataLinkProbe> {
  if (connection.dataLinks === undefined) throw new Error('It has no data links');
  return await connection.dataLinks.probe(signal);
}

/** Elsewhere on loopback: nothing listens there. */
const lie = '127.0.0.9';

const kinds = [
  ['vsftpd', vsftpdAvailability(), startVsftpd],
  ['ProFTPD', proftpdAvailability(), startProftpd],
] as const;

for (const [name, availability, start] of kinds) {
  describeServer(`a look at the data link of ${name}`, availability, () => {
    const started = async (options: FtpServerOptions = {}): Promise<FtpServer> => {
      const server = await start(options);
      undo.push(server.stop);
      return server;
    };

    it.each(['1.2', '1.3'] as const)('tells where it is and lists, TLS %s', async (tls) => {
      const server = await started({ tls });
      const connection = await connectTo(server);
      const { port, facts, ...rest } = await probe(connection);
      expect(rest).toEqual({ address: '127.0.0.1', named: null, listed: true });
      expect(port).toBeGreaterThanOrEqual(server.passivePorts.from);
      expect(port).toBeLessThanOrEqual(server.passivePorts.to);
      expect(facts).toEqual([
        { name: 'Data port', value: `127.0.0.1, port ${port}` },
        { name: 'Named by the server', value: expect.stringMatching(/^227 /) as string },
        { name: 'Data link', value: expect.stringMatching(/^TLS 1\.[23], .*, resumed$/) as string },
        { name: 'Listing', value: 'listed' },
      ]);
      expect(await connection.browse?.list('/', never)).toEqual([]);
    });

    it('takes a listing that is refused for no failure', async () => {
      const connection = await connectTo(await started({ allowLooking: false }));
      const { listed, facts } = await probe(connection);
      expect(listed).toBe(false);
      expect(facts.at(-1)?.value).toMatch(/^5/);
      expect(connection.usable).toBe(true);
    });

    it('tells of an address that the server names and that was not used', async () => {
      const connection = await connectTo(await started({ passiveAddress: lie }));
      expect(await probe(connection)).toMatchObject({ address: '127.0.0.1', named: lie });
    });

    it('says that the address is wrong where it is trusted', async () => {
      const server = await started({ passiveAddress: lie });
      const connection = await connectTo(server, { trustPassiveAddress: true });
      await expect(probe(connection)).rejects.toMatchObject({
        code: 'passive-address-wrong',
        detail: expect.stringMatching(/Data port \d+ of 127\.0\.0\.9: .*227 /) as string,
      });
      expect(connection.usable).toBe(true);
    });

    it('says so where the port is none of those that are allowed', async () => {
      const connection = await connectTo(await started(), { passivePorts: { from: 2, to: 5 } });
      await expect(probe(connection)).rejects.toMatchObject({
        code: 'passive-address-wrong',
        detail: expect.stringMatching(/Data port \d+ of .*: not among 2-5\. 227 /) as string,
      });
    });

    it('says when the data port is closed, and can go on', async () => {
      const server = await started();
      const proxy = await startProxy({ to: server.port, host: '127.0.0.2' });
      undo.push(proxy.close);
      const { username, password } = server;
      const connection = await connectTo({ ...proxy, username, password, port: proxy.port });
      await expect(probe(connection)).rejects.toMatchObject({ code: 'data-port-refused' });
      expect(connection.usable).toBe(true);
    });
  });
}

// Certificates are made with openssl; where that is not, neither is vsftpd.
describeServer('a look at the data link of a server that misbehaves', vsftpdAvailability(), () => {
  const madeUp = async (
    options: MadeUpFtpsOptions = {},
    site: Partial<SiteOptions> = {},
  ): Promise<Connection> => {
    const server = await madeUpFtps({ listing: '', ...options });
    undo.push(server.close);
    return await connectTo(server, site);
  };

  it('lists without MLSD, and whether or not the folder can be entered', async () => {
    for (const entered of ['250 In it', '550 No']) {
      const answer = (command: string): string | undefined =>
        command.startsWith('CWD') ? entered : undefined;
      const connection = await madeUp({ answer });
      expect(await probe(connection)).toMatchObject({ named: misnamed, listed: true });
    }
  });

  it('says when the data port does not answer, and where it is', async () => {
    const silent = await unansweredPort();
    undo.push(silent.close);
    const connection = await madeUp({ dataPort: silent.port });
    await expect(probe(connection)).rejects.toMatchObject({
      code: 'data-port-dropped',
      detail: expect.stringContaining(`Data port ${silent.port} of 127.0.0.1: no answer`) as string,
    });
    expect(connection.usable).toBe(true);
  });

  it('says when the data port refuses', async () => {
    const { port } = await closedPort();
    await expect(probe(await madeUp({ dataPort: port }))).rejects.toMatchObject({
      code: 'data-port-refused',
    });
  });

  it('can be stopped while the data port does not answer', async () => {
    const silent = await unansweredPort();
    undo.push(silent.close);
    const connection = await madeUp({ dataPort: silent.port });
    const stop = new AbortController();
    const began = performance.now();
    const probing = probe(connection, stop.signal);
    setTimeout(() => stop.abort(), 100);
    await expect(probing).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - began).toBeLessThan(1000);
  });

  describe('says that the secure link for the data is refused', () => {
    const refused = { code: 'data-link-refused' };

    it('for another certificate', async () => {
      const connection = await madeUp({ dataCertificate: makeCertificate() });
      await expect(probe(connection)).rejects.toMatchObject(refused);
    });

    it.each([
      '425 Unable to build data connection: Operation not permitted',
      '522 SSL connection failed; session reuse required',
    ])('for %j', async (reply) => {
      const answer = (command: string): string | undefined =>
        command === 'LIST' ? reply : undefined;
      await expect(probe(await madeUp({ answer }))).rejects.toMatchObject({
        ...refused,
        detail: expect.stringContaining(reply) as string,
      });
    });

    it('for an open port that ends the link instead', async () => {
      const ending = await sayingPort('');
      undo.push(ending.close);
      const answer = (command: string): string | undefined =>
        command === 'LIST' ? '150 Coming\r\n426 Broken off' : undefined;
      const connection = await madeUp({ dataPort: ending.port, answer });
      await expect(probe(connection)).rejects.toMatchObject(refused);
      expect(connection.usable).toBe(true);
    });
  });

  it('passes on that the server takes no data links', async () => {
    const answer = (command: string): string | undefined =>
      command === 'PASV' ? '502 Not here' : undefined;
    await expect(probe(await madeUp({ answer }))).rejects.toMatchObject({
      code: 'not-supported',
      detail: '502 Not here',
    });
  });
});
