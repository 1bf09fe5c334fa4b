import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import {
  describeServer,
  proftpdAvailability,
  vsftpdAvailability,
} from '../../../../e2e/servers/availability.ts';
import { makeCertificate } from '../../../../e2e/servers/certificates.ts';
import { startProftpd } from '../../../../e2e/servers/proftpd.ts';
import { startProxy } from '../../../../e2e/servers/proxy.ts';
import type { FtpServer } from '../../../../e2e/servers/test-server.ts';
import { startVsftpd } from '../../../../e2e/servers/vsftpd.ts';
import { defaultOptions, type MinTls } from '../../../shared/domain/site.ts';
import { someBytes, sourceOf } from '../testing/byte-sources.ts';
import { recordingHooks, type RecordingHooks } from '../testing/recording-hooks.ts';
import type { Connection } from '../transport.ts';
import { connectFtpsTrusting } from './ftps-transport.ts';

const never = new AbortController().signal;
const noWatch = { progress: () => undefined };
const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

async function started(start: Promise<FtpServer>): Promise<FtpServer> {
  const server = await start;
  undo.push(server.stop);
  return server;
}

interface Visit {
  readonly at?: { readonly host?: string; readonly port?: number };
  readonly minTls?: MinTls;
  readonly authorities?: readonly string[];
  readonly hooks?: RecordingHooks;
}

async function visit(server: FtpServer, options: Visit = {}): Promise<Connection> {
  const { at, minTls = '1.2', authorities, hooks = recordingHooks(server.password) } = options;
  const target = {
    host: at?.host ?? server.host,
    port: at?.port ?? server.port,
    username: server.username,
    minTls,
    olderAlgorithms: false,
    options: { ...defaultOptions('ftps'), connectTimeout: 5, idleTimeout: 5 },
  };
  const connection = await connectFtpsTrusting(authorities, target, hooks, never);
  undo.push(() => connection.close());
  return connection;
}

const send = (connection: Connection, name: string, bytes = someBytes(200_000)): Promise<unknown> =>
  connection.upload?.send(`/${name}`, sourceOf(bytes), noWatch, never) ??
  Promise.reject(new Error('It can not upload'));

const problemsOf = (hooks: RecordingHooks): readonly string[] | undefined =>
  hooks.presented[0]?.certificate?.problems;

describeServer('FTPS, what ProFTPD does', proftpdAvailability(), () => {
  it('reports the refusal of a name that exists, leaves that file alone and goes on', async () => {
    const server = await started(startProftpd());
    const connection = await visit(server);
    const bytes = someBytes(200_000);
    await send(connection, 'a.hl7', bytes);
    const again = send(connection, 'a.hl7', someBytes(3_000_000));
    await expect(again).rejects.toMatchObject({
      code: 'remote-exists',
      detail: expect.stringMatching(/^550 /) as string,
    });
    expect(connection.usable).toBe(true);
    await send(connection, 'b.hl7');
    expect(readFileSync(join(server.root, 'a.hl7'))).toEqual(bytes);
  });

  it('says when the server is full', async () => {
    const server = await started(startProftpd({ extraConfig: ['MaxClients 1'] }));
    await visit(server);
    await expect(visit(server)).rejects.toMatchObject({ code: 'server-full' });
  });

  it('resumes the TLS session of the control link, file after file', async () => {
    const server = await started(startProftpd());
    const connection = await visit(server);
    for (let index = 0; index < 10; index += 1) await send(connection, `many-${index}.hl7`);
    expect(await connection.browse?.list('/', never)).toHaveLength(10);
  });
});

describeServer('FTPS, what vsftpd does', vsftpdAvailability(), () => {
  it('says when the server is full', async () => {
    const server = await started(startVsftpd({ extraConfig: ['max_clients=1'] }));
    await vi.waitFor(() => visit(server), 5000); // The look whether it is up counts until it has left.
    await expect(visit(server)).rejects.toMatchObject({ code: 'server-full' });
  });

  it('tells of an older secure link', async () => {
    const server = await started(startVsftpd({ tls: '1.0' }));
    const hooks = recordingHooks(server.password);
    await visit(server, { minTls: '1.0', hooks });
    expect(hooks.milestones[2]).toMatchObject({
      summary: expect.stringMatching(/^TLS 1\.0, /) as string,
      older: true,
    });
  });

  it('goes to the control address where PASV names another', async () => {
    const server = await started(startVsftpd({ passiveAddress: '10.99.88.77' }));
    await send(await visit(server), 'a.hl7');
    expect(existsSync(join(server.root, 'a.hl7'))).toBe(true);
  });

  it('says that the data port is closed, leaves no empty file and can go on', async () => {
    const server = await started(startVsftpd());
    const proxy = await startProxy({ to: server.port, host: '127.0.0.2' });
    undo.push(proxy.close);
    const connection = await visit(server, { at: proxy });
    await expect(send(connection, 'a.hl7')).rejects.toMatchObject({ code: 'data-port-blocked' });
    expect(existsSync(join(server.root, 'a.hl7'))).toBe(false);
    expect(connection.usable).toBe(true);
    expect(await connection.upload?.size('/a.hl7', never)).toBeUndefined();
  });

  it('removes what it had sent of a file that was aborted', async () => {
    const server = await started(startVsftpd());
    const connection = await visit(server);
    const stop = new AbortController();
    const source = sourceOf(someBytes(1_000_000), {
      beforePiece: (given) => {
        if (given >= 500_000) stop.abort();
      },
    });
    const sending = connection.upload?.send('/part.hl7', source, noWatch, stop.signal);
    await expect(sending).rejects.toMatchObject({ code: 'cancelled' });
    expect(existsSync(join(server.root, 'part.hl7'))).toBe(false);
    await send(connection, 'part.hl7');
  });

  it('speaks TLS 1.0 where the person allowed it, data links included', async () => {
    const server = await started(startVsftpd({ tls: '1.0' }));
    await expect(visit(server)).rejects.toMatchObject({ code: 'tls-too-old' });
    const connection = await visit(server, { minTls: '1.0' });
    await send(connection, 'old.hl7');
    expect(connection.facts).toContainEqual({ name: 'TLS version', value: 'TLS 1.0' });
  });

  it('finds no fault with a certificate that the computer trusts and that fits', async () => {
    const authority = makeCertificate({ commonName: 'Made-up authority', authority: true });
    const certificate = makeCertificate({ signedBy: authority });
    const server = await started(startVsftpd({ certificate }));
    const [trusting, doubting] = [recordingHooks(server.password), recordingHooks(server.password)];
    await visit(server, { authorities: [authority.certificatePem], hooks: trusting });
    await visit(server, { hooks: doubting });
    expect(problemsOf(trusting)).toEqual([]);
    expect(problemsOf(doubting)).toEqual(['This computer does not know who issued it']);
    expect(trusting.presented[0]?.fingerprint).toBe(certificate.fingerprint256);
  });

  it('names what is wrong with a certificate', async () => {
    const certificate = makeCertificate({ days: -3, altNames: ['DNS:elsewhere.example'] });
    const server = await started(startVsftpd({ certificate }));
    const hooks = recordingHooks(server.password);
    await visit(server, { hooks });
    expect(problemsOf(hooks)).toEqual([
      'It has expired',
      'It was not made for the name 127.0.0.1',
      'It is signed by itself',
    ]);
    expect(hooks.presented[0]?.keyType).toBe('RSA 2048');
  });
});
