import { spawn } from 'node:child_process';
import { type Socket, connect, createServer } from 'node:net';
import { once } from 'node:events';
import { TLSSocket, type SecureVersion, createSecureContext } from 'node:tls';
import { makeCertificate } from './certificates.ts';
import { freePort } from './free-ports.ts';

/** Something on a loopback port that is not the server a client hopes for. */
export interface OddServer {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Connections since the start. */
  readonly accepted: () => number;
  readonly close: () => Promise<void>;
}

/** Takes connections and never says a word. */
export function silentPort(): Promise<OddServer> {
  return serve(() => undefined);
}

/** Answers whatever it is told as a web server would. */
export function httpOn(): Promise<OddServer> {
  return serve((socket) => {
    socket.once('data', () => {
      socket.end(
        'HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n<h1>Bad Request</h1>\r\n',
      );
    });
  });
}

/** Says the given text first and ends the link, as a proxy's or a mail server's refusal would. */
export function sayingPort(text: string): Promise<OddServer> {
  return serve((socket) => socket.end(text));
}

/** An FTP server that has no TLS: 500 to AUTH, and it would take a password in the clear. */
export function plainFtpWithoutTls(): Promise<OddServer & { readonly heard: () => string }> {
  let heard = '';
  const replies: Readonly<Record<string, string>> = {
    USER: '331 Password required',
    PASS: '230 Logged in',
    QUIT: '221 Goodbye',
  };
  return serve((socket) => {
    socket.write('220 Made-up FTP server\r\n');
    onLines(socket, (line) => {
      heard += `${line}\n`;
      const verb = line.split(' ')[0]?.toUpperCase() ?? '';
      socket.write(`${replies[verb] ?? '500 Unknown command'}\r\n`);
    });
  }).then((server) => ({ ...server, heard: () => heard }));
}

/** An FTP server whose TLS is of these versions only; it answers AUTH TLS and the handshake. */
export async function tlsOldServer(
  versions: { minVersion: SecureVersion; maxVersion: SecureVersion } = {
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1',
  },
): Promise<OddServer> {
  const certificate = makeCertificate();
  // The level is OpenSSL's word for how weak is too weak; BoringSSL (Electron) does not know it.
  const weakAllowed = 'electron' in process.versions ? {} : { ciphers: 'DEFAULT@SECLEVEL=0' };
  const secureContext = createSecureContext({
    key: certificate.keyPem,
    cert: certificate.certificatePem,
    ...versions,
    ...weakAllowed,
  });
  return serve((socket) => {
    socket.write('220 Made-up FTP server\r\n');
    const stop = onLines(socket, (line) => {
      if (!line.toUpperCase().startsWith('AUTH')) {
        socket.write('530 AUTH TLS first\r\n');
        return;
      }
      stop();
      socket.write('234 Go on\r\n');
      const secure = new TLSSocket(socket, { isServer: true, secureContext });
      secure.on('error', () => socket.destroy());
      onLines(secure, () => secure.write('530 Not here\r\n'));
    });
  });
}

/** What becomes of a link on which TLS is asked for. */
export interface TlsCut {
  /** With the answer to AUTH TLS still owed, or with the first word of the handshake under way. */
  readonly at: 'AUTH TLS' | 'handshake';
  readonly by: 'reset' | 'end' | 'silence';
}

/** An FTP server behind something that inspects FTP and does not let TLS through. */
export function ftpCutAtTls({ at, by }: TlsCut): Promise<OddServer> {
  const cuts: Readonly<Record<TlsCut['by'], (socket: Socket) => unknown>> = {
    reset: (socket) => socket.resetAndDestroy(),
    end: (socket) => socket.end(),
    silence: () => undefined,
  };
  return serve((socket) => {
    socket.write('220 Made-up FTP server\r\n');
    const stop = onLines(socket, () => {
      stop();
      if (at === 'AUTH TLS') {
        cuts[by](socket);
        return;
      }
      socket.write('234 Go on\r\n');
      socket.once('data', () => cuts[by](socket));
    });
  });
}

/** A port where nothing listens. */
export async function closedPort(): Promise<{ readonly host: '127.0.0.1'; readonly port: number }> {
  return { host: '127.0.0.1', port: await freePort() };
}

const neverAccepting = `
const server = require('node:net').createServer();
server.listen({ port: 0, host: process.argv[1], backlog: 1 }, () => {
  require('node:fs').writeSync(1, String(server.address().port));
  process.stdin.resume().on('end', () => process.exit());
});`;

/**
 * A port that never answers, as behind a firewall that drops: its process is frozen, and the queue
 * of connections that it should take is full, so Linux drops each further one.
 */
export async function unansweredPort(
  host = '127.0.0.1',
): Promise<Omit<OddServer, 'accepted' | 'host'> & { readonly host: string }> {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const child = spawn(process.execPath, ['-e', neverAccepting, host], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const killNow = (): boolean => child.kill('SIGKILL');
  process.once('exit', killNow);
  const ended = once(child, 'exit');
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(chunk.toString());
  child.kill('SIGSTOP');
  const fillers = await fillQueue(host, port);
  return {
    host,
    port,
    close: async () => {
      process.removeListener('exit', killNow);
      for (const filler of fillers) filler.destroy();
      killNow();
      await ended;
    },
  };
}

/** Connects until one connection is not answered any more. */
async function fillQueue(host: string, port: number): Promise<readonly Socket[]> {
  const fillers: Socket[] = [];
  for (let answered = true; answered && fillers.length < 16;) {
    const socket = connect({ port, host });
    socket.on('error', () => undefined); // It is reset when the frozen process is killed.
    fillers.push(socket);
    const answer = once(socket, 'connect').then(() => true);
    const noAnswer = new Promise<false>((resolve) => setTimeout(() => resolve(false), 150));
    answered = await Promise.race([answer, noAnswer]);
  }
  return fillers;
}

async function serve(talk: (socket: Socket) => unknown): Promise<OddServer> {
  const sockets = new Set<Socket>();
  let accepted = 0;
  const server = createServer((socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    talk(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return {
    host: '127.0.0.1',
    port: address.port,
    accepted: () => accepted,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Calls back for each line that comes; the result stops that. */
function onLines(socket: Socket, onLine: (line: string) => void): () => void {
  let rest = '';
  const onData = (chunk: Buffer): void => {
    const lines = (rest + chunk.toString('latin1')).split('\r\n');
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  };
  socket.on('data', onData);
  return () => void socket.off('data', onData);
}
