import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { describeServer, vsftpdAvailability } from '../../../../e2e/servers/availability.ts';
import { makeCertificate } from '../../../../e2e/servers/certificates.ts';
import {
  ftpCutAtTls,
  plainFtpWithoutTls,
  sayingPort,
  tlsOldServer,
  unansweredPort,
} from '../../../../e2e/servers/odd-servers.ts';
import { defaultOptions, type MinTls, type SiteOptions } from '../../../shared/domain/site.ts';
import { someBytes, sourceOf } from '../testing/byte-sources.ts';
import { recordingHooks, wayOf } from '../testing/recording-hooks.ts';
import type { Connection } from '../transport.ts';
import { connectFtps } from './ftps-transport.ts';
import { madeUpFtps, type MadeUpFtps, type MadeUpFtpsOptions } from './made-up-ftps.fixture.ts';

const never = new AbortController().signal;
const noWatch = { progress: () => undefined };
const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

async function connectTo(
  { port }: { port: number },
  options: Partial<SiteOptions> = {},
  minTls: MinTls = '1.2',
  hooks = recordingHooks('Made-up.Secret!1'),
): Promise<Connection> {
  const timeouts = { connectTimeout: 1, idleTimeout: 1 };
  const target = {
    host: '127.0.0.1',
    port,
    username: 'someone',
    minTls,
    olderAlgorithms: false,
    options: { ...defaultOptions('ftps'), ...timeouts, ...options },
  };
  const connection = await connectFtps(target, hooks, never);
  undo.push(() => connection.close());
  return connection;
}

async function madeUp(options: MadeUpFtpsOptions = {}): Promise<MadeUpFtps> {
  const server = await madeUpFtps(options);
  undo.push(server.close);
  return server;
}

const send = (connection: Connection, bytes = 100_000, signal = never): Promise<unknown> =>
  connection.upload?.send('/home/a.hl7', sourceOf(someBytes(bytes)), noWatch, signal) ??
  Promise.reject(new Error('It can not upload'));

// Certificates are made with openssl; where that is not, neither is vsftpd.
describeServer('FTPS with servers that misbehave', vsftpdAvailability(), () => {
  it('sends nothing secret to a server without TLS', async () => {
    const server = await plainFtpWithoutTls();
    undo.push(server.close);
    const hooks = recordingHooks('Made-up.Secret!1');
    await expect(connectTo(server, {}, '1.2', hooks)).rejects.toMatchObject({
      code: 'tls-not-offered',
    });
    expect(hooks.asked()).toBe(0);
    expect(server.heard()).not.toContain('USER');
  });

  it.each(['202 Known here', '200 Done', '431 No'])('takes %j to AUTH for no', async (reply) => {
    const server = await madeUp({
      answer: (command) => (command.startsWith('AUTH') ? reply : undefined),
    });
    await expect(connectTo(server)).rejects.toMatchObject({ code: 'tls-not-offered' });
  });

  it('trusts no answer that came in the clear behind the one to AUTH', async () => {
    const answer = (command: string): string | undefined =>
      command.startsWith('AUTH') ? '234 Go on\r\n230 Signed in' : undefined;
    await expect(connectTo(await madeUp({ answer }))).rejects.toMatchObject({ code: 'tls-failed' });
  });

  it('speaks TLS 1.0 only where the person allowed it', async () => {
    const server = await tlsOldServer();
    undo.push(server.close);
    await expect(connectTo(server)).rejects.toMatchObject({ code: 'tls-too-old' });
    await expect(connectTo(server, {}, '1.0')).rejects.toMatchObject({ code: 'login-refused' });
  });

  it.each([
    ['AUTH TLS', 'reset', 'tls-cut'],
    ['AUTH TLS', 'end', 'tls-cut'],
    ['AUTH TLS', 'silence', 'tls-failed'],
    ['handshake', 'reset', 'tls-cut'],
    ['handshake', 'end', 'tls-cut'],
    ['handshake', 'silence', 'tls-failed'],
  ] as const)('says when TLS does not get through, at %s by %s', async (at, by, code) => {
    const server = await ftpCutAtTls({ at, by });
    undo.push(server.close);
    const hooks = recordingHooks('Made-up.Secret!1');
    await expect(connectTo(server, {}, '1.2', hooks)).rejects.toMatchObject({ code });
    expect(wayOf(hooks)).toEqual(['name', 'port']);
    expect(server.accepted()).toBe(1);
  });

  it.each([
    ['SSH-2.0-made-up\r\n', 'not-this-protocol'],
    ['HTTP/1.1 400 Bad Request\r\n', 'not-this-protocol'],
    ['220 mail.example ESMTP\r\n', 'not-this-protocol'],
    ['421 Too many\r\n', 'server-full'],
    ['530 Too many connections\r\n', 'server-full'],
    ['', 'connection-reset'],
  ])('says what is wrong with a greeting of %j', async (greeting, code) => {
    const server = await sayingPort(greeting);
    undo.push(server.close);
    await expect(connectTo(server)).rejects.toMatchObject({ code });
  });

  it('sends the few commands it needs, and the password once', async () => {
    const server = await madeUp();
    const connection = await connectTo(server);
    await send(connection);
    expect(connection.home).toBe('/home');
    expect(server.commands).toEqual([
      ...['AUTH TLS', 'USER someone', 'PASS Made-up.Secret!1', 'FEAT', 'PBSZ 0', 'PROT P'],
      ...['TYPE I', 'PWD', 'PASV', 'STOR /home/a.hl7'],
    ]);
  });

  it('goes no further when data would not be protected', async () => {
    const answer = (command: string): string | undefined =>
      command.startsWith('PROT') ? '202 Not here' : undefined;
    await expect(connectTo(await madeUp({ answer }))).rejects.toMatchObject({
      code: 'data-link-refused',
    });
  });

  it('sends nothing over a data link with another certificate', async () => {
    const dataCertificate = makeCertificate();
    const server = await madeUp({ dataCertificate });
    await expect(send(await connectTo(server))).rejects.toMatchObject({
      code: 'data-link-refused',
    });
    expect(server.dataEnds).toEqual(['reset']);
  });

  it('breaks an upload off with a reset, so that nobody takes the part for whole', async () => {
    const server = await madeUp();
    const connection = await connectTo(server);
    for (let round = 1; round <= 20; round += 1) {
      const stop = new AbortController();
      const source = sourceOf(someBytes(400_000), {
        beforePiece: (given) => {
          if (given >= 200_000) stop.abort();
        },
      });
      const sending = connection.upload?.send('/home/a.hl7', source, noWatch, stop.signal);
      await expect(sending).rejects.toMatchObject({ code: 'cancelled' });
      expect(server.dataEnds).toEqual(Array<string>(round).fill('reset'));
      expect(connection.usable).toBe(true);
    }
  });

  it('removes the part where the server shows that it is one', async () => {
    const answers: Record<string, string> = { SIZE: '213 128000', DELE: '250 Gone' };
    const server = await madeUp({ answer: (command) => answers[command.split(' ')[0] ?? ''] });
    const connection = await connectTo(server);
    const source = sourceOf(someBytes(400_000), {
      beforePiece: (given) => {
        if (given >= 200_000) throw new Error('made up');
      },
    });
    await expect(
      connection.upload?.send('/home/a.hl7', source, noWatch, never),
    ).rejects.toBeDefined();
    expect(server.commands.at(-1)).toBe('DELE /home/a.hl7');
  });

  it.each(['202 Not done', '451 Could not', '552 No room'])(
    'believes only 2xx but 202 as the last word: %j',
    async (word) => {
      const connection = await connectTo(await madeUp({ lastWord: () => word }));
      await expect(send(connection)).rejects.toMatchObject({ detail: word });
      expect(connection.usable).toBe(true);
    },
  );

  it('does not take 226 for success before the file was sent', async () => {
    const answer = (command: string): string | undefined =>
      command.startsWith('STOR') ? '226 Got it' : undefined;
    await expect(send(await connectTo(await madeUp({ answer })))).rejects.toMatchObject({
      code: 'server-refused',
    });
  });

  it('says that it can not know when the last word does not come', async () => {
    const connection = await connectTo(await madeUp({ lastWord: () => '' }));
    await expect(send(connection, 1000)).rejects.toMatchObject({ code: 'reply-lost' });
    expect(connection.usable).toBe(false);
    await expect(connection.closed).resolves.toMatchObject({ code: 'link-stalled' });
  });

  it('refuses a data port outside of the range that the firewall has open', async () => {
    const connection = await connectTo(await madeUp(), { passivePorts: { from: 1, to: 2 } });
    await expect(send(connection)).rejects.toMatchObject({ code: 'data-port-blocked' });
    expect(connection.usable).toBe(true);
  });

  it('says when the data port does not answer, and sends no STOR', async () => {
    const silent = await unansweredPort();
    undo.push(silent.close);
    const server = await madeUp({ dataPort: silent.port });
    const connection = await connectTo(server);
    await expect(send(connection)).rejects.toMatchObject({ code: 'data-port-blocked' });
    expect(server.commands).not.toContain('STOR /home/a.hl7');
    expect(connection.usable).toBe(true);
  });

  it('goes to the address that PASV names only where that is trusted', async () => {
    const connection = await connectTo(await madeUp(), { trustPassiveAddress: true });
    await expect(send(connection)).rejects.toMatchObject({ code: 'data-port-blocked' });
  });

  it('refuses names that would be another command', async () => {
    const server = await madeUp();
    const connection = await connectTo(server);
    const source = sourceOf(someBytes(1));
    const sending = connection.upload?.send('/a\r\nDELE /b', source, noWatch, never);
    await expect(sending).rejects.toMatchObject({ code: 'remote-name-refused' });
    await expect(connection.browse?.list('/a\nb', never)).rejects.toMatchObject({
      code: 'remote-name-refused',
    });
    await expect(connection.upload?.size('/a\0b', never)).rejects.toMatchObject({
      code: 'remote-name-refused',
    });
    await send(connection); // Nothing of it holds up the next one.
    expect(server.commands.join()).not.toContain('DELE');
  });

  it('keeps an idle link alive only where asked, until the server does not want it', async () => {
    const server = await madeUp();
    const connection = await connectTo(server, { keepAlive: 1 });
    await vi.waitFor(() => expect(server.commands).toContain('NOOP'), 3000);
    await delay(1500); // That no second one comes can only be waited for.
    expect(server.commands.filter((command) => command === 'NOOP')).toHaveLength(1);
    expect(connection.usable).toBe(true);
  });

  it('ends with the link when the server closes it while nothing is under way', async () => {
    const server = await madeUp();
    const connection = await connectTo(server);
    await server.close();
    await expect(connection.closed).resolves.toMatchObject({ code: 'link-lost' });
    expect(connection.usable).toBe(false);
    await expect(send(connection)).rejects.toMatchObject({ code: 'link-lost' });
  });

  it('lets a call wait its turn, and an aborted one leave the queue', async () => {
    const server = await madeUp();
    const connection = await connectTo(server);
    const stop = new AbortController();
    const first = send(connection, 3_000_000);
    const second = send(connection, 10, stop.signal);
    const third = send(connection, 10);
    stop.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    await Promise.all([first, third]);
    expect(server.dataEnds).toEqual(['whole', 'whole']);
  });
});
