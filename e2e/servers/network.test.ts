import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { type Server, type Socket, connect, createServer } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { Client as FtpClient } from 'basic-ftp';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { describeServer, vsftpdAvailability } from './availability.ts';
import { makeCertificate } from './certificates.ts';
import { startFtpProxy } from './ftp-proxy.ts';
import {
  closedPort,
  httpOn,
  plainFtpWithoutTls,
  silentPort,
  tlsOldServer,
  unansweredPort,
} from './odd-servers.ts';
import { type ProxyOptions, startProxy } from './proxy.ts';
import { until } from './until.ts';
import { startVsftpd } from './vsftpd.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

/** A server that sends back what it gets, and the proxy before it. */
async function echoThroughProxy(options: Partial<ProxyOptions> = {}) {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  const proxy = await startProxy({ to: address.port, ...options });
  undo.push(
    () => void server.close(),
    () => sockets.forEach((socket) => socket.destroy()),
    proxy.close,
  );
  return proxy;
}

async function client(port: number) {
  const socket = connect({ port, host: '127.0.0.1' });
  undo.push(() => void socket.destroy());
  let received = '';
  let ended: string | undefined;
  socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
  socket.on('error', (error: NodeJS.ErrnoException) => (ended = error.code));
  socket.on('end', () => (ended ??= 'end'));
  await once(socket, 'connect');
  const hears = (text: string) => until(() => received === text, { what: `hearing "${text}"` });
  const ends = () => until(() => ended !== undefined, { what: 'the end' }).then(() => ended);
  return { socket, hears, ends, received: () => received };
}

describe('the proxy', () => {
  it('leads bytes both ways and counts them', async () => {
    const proxy = await echoThroughProxy();
    const { socket, hears } = await client(proxy.port);
    socket.write('hello');
    await hears('hello');
    expect(proxy.bytes).toEqual({ 'to-server': 5, 'to-client': 5 });
    expect(proxy.accepted).toBe(1);
    expect(proxy.connections).toBe(1);
  });

  it('stalls, and then lets go on what had to wait', async () => {
    const proxy = await echoThroughProxy();
    const { socket, hears, received } = await client(proxy.port);
    proxy.stall();
    socket.write('hello');
    const other = await client(proxy.port);
    other.socket.write('there');
    proxy.flow();
    await hears('hello');
    await other.hears('there');
    proxy.stallAfterBytes(3, 'to-server');
    socket.write('world');
    await until(() => proxy.bytes['to-server'] === 13, { what: 'the stall' });
    expect(received()).toBe('hello');
    proxy.flow();
    await hears('helloworld');
  });

  it('takes back a stall that has not come', async () => {
    const proxy = await echoThroughProxy();
    const { socket, hears } = await client(proxy.port);
    proxy.stallAfterBytes(3, 'to-server');
    proxy.flow();
    socket.write('hello');
    await hears('hello');
  });

  it('resets links', async () => {
    const proxy = await echoThroughProxy();
    const { ends } = await client(proxy.port);
    await until(() => proxy.connections === 1, { what: 'the link' });
    proxy.cut();
    expect(await ends()).toBe('ECONNRESET');
  });

  it('ends links in good order', async () => {
    const proxy = await echoThroughProxy();
    const { ends } = await client(proxy.port);
    await until(() => proxy.connections === 1, { what: 'the link' });
    proxy.fin();
    expect(await ends()).toBe('end');
    await until(() => proxy.connections === 0, { what: 'the link to end' });
  });

  it('resets a link after so many bytes', async () => {
    const proxy = await echoThroughProxy();
    const { socket, ends } = await client(proxy.port);
    proxy.cutAfterBytes(1_000, 'to-server');
    socket.write(Buffer.alloc(100_000));
    expect(await ends()).toBe('ECONNRESET');
    expect(proxy.bytes['to-server']).toBe(1_000);
  });

  it('makes a link slow', async () => {
    const proxy = await echoThroughProxy({ delayMs: 50 });
    const { socket, hears } = await client(proxy.port);
    const start = performance.now();
    socket.write('hello');
    await hears('hello');
    expect(performance.now() - start).toBeGreaterThan(95);
  });
});

describeServer('the FTP proxy', vsftpdAvailability(), () => {
  it('stands in front of control and data ports, and can stall the data alone', async () => {
    const server = await startVsftpd();
    undo.push(server.stop);
    const proxy = await startFtpProxy(server);
    undo.push(proxy.close);
    const ftp = new FtpClient(5_000);
    undo.push(() => ftp.close());
    await ftp.access({
      host: proxy.host,
      port: server.port,
      user: server.username,
      password: server.password,
      secure: true,
      secureOptions: { rejectUnauthorized: false },
    });
    await ftp.uploadFrom(Readable.from([Buffer.alloc(100_000)]), 'a.hl7');
    expect(proxy.control.accepted).toBe(1);
    expect(proxy.data.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(1);
  });
});

describe('an odd server', () => {
  const talk = async (port: number, text: string) => {
    const { socket, ends, received } = await client(port);
    socket.write(text);
    await ends();
    return received();
  };

  it('is silent', async () => {
    const server = await silentPort();
    undo.push(server.close);
    const { socket, received } = await client(server.port);
    socket.write('hello\r\n');
    await until(() => server.accepted() === 1, { what: 'the connection' });
    expect(received()).toBe('');
  });

  it('speaks HTTP', async () => {
    const server = await httpOn();
    undo.push(server.close);
    expect(await talk(server.port, 'SSH-2.0-client\r\n')).toMatch(/^HTTP\/1\.1 400/);
  });

  it('is not there', async () => {
    const { port, host } = await closedPort();
    const socket = connect({ port, host });
    await expect(once(socket, 'connect')).rejects.toThrow('ECONNREFUSED');
  });

  it.runIf(process.platform === 'linux')('does not answer at all', async () => {
    const server = await unansweredPort();
    undo.push(server.close);
    const socket = connect({ port: server.port, host: server.host });
    undo.push(() => void socket.destroy());
    socket.setTimeout(300);
    const first = await Promise.race([
      once(socket, 'timeout').then(() => 'timeout'),
      once(socket, 'connect').then(() => 'connect'),
    ]);
    expect(first).toBe('timeout');
  });

  it('speaks FTP without TLS', async () => {
    const server = await plainFtpWithoutTls();
    undo.push(server.close);
    const ftp = new FtpClient(5_000);
    undo.push(() => ftp.close());
    const access = ftp.access({ host: server.host, port: server.port, secure: true });
    await expect(access).rejects.toThrow(/500/);
    expect(server.heard()).toBe('AUTH TLS\n');
  });

  it('speaks only an old TLS', async () => {
    const server = await tlsOldServer();
    undo.push(server.close);
    const ftp = new FtpClient(5_000);
    undo.push(() => ftp.close());
    const access = ftp.access({ host: server.host, port: server.port, secure: true });
    await expect(access).rejects.toThrow(/protocol|version/i);

    const { socket } = await client(server.port);
    socket.write('AUTH TLS\r\n');
    await once(socket, 'data');
    if (socket.bytesRead < 30) await once(socket, 'data');
    socket.removeAllListeners('data');
    const secure = tlsConnect({
      socket,
      rejectUnauthorized: false,
      minVersion: 'TLSv1',
      ...('electron' in process.versions ? {} : { ciphers: 'DEFAULT@SECLEVEL=0' }),
    });
    await once(secure, 'secureConnect');
    expect(secure.getProtocol()).toBe('TLSv1');
  });
});

describe('a made certificate', () => {
  it('has the dates, names and signer that were asked for', () => {
    const authority = makeCertificate({ authority: true, commonName: 'Made-up authority' });
    const expired = makeCertificate({ days: -3, commonName: 'old.example', signedBy: authority });
    const certificate = new X509Certificate(expired.certificatePem);
    expect(certificate.verify(new X509Certificate(authority.certificatePem).publicKey)).toBe(true);
    expect(Date.parse(certificate.validTo)).toBeLessThan(Date.now());
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(expired.fingerprint256).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  });
});
