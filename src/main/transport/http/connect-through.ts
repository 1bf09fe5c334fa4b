import type { Socket } from 'node:net';
import { AppError, type ErrorCode } from '../../../shared/domain/error.ts';
import { detailAtProxy, proxyName } from '../../../shared/domain/proxy-name.ts';
import { safeLine } from '../../log/safe-text.ts';
import { basicToken, type HttpProxy } from '../proxy/find-proxy.ts';
import type { ConnectHooks } from '../transport.ts';
import { within } from './within.ts';

export interface Tunnel {
  readonly proxy: HttpProxy;
  /** Where it is to lead. */
  readonly host: string;
  readonly port: number;
  /** For the proxy's answer. */
  readonly seconds: number;
}

const mostBytes = 16_384;

/**
 * Asks a proxy, over a fresh link to it, for a connection to a server (CONNECT: RFC 9110, 9.3.6); the link is that
 * connection then. Once for each link, and the link is destroyed when it fails. Rejects with
 * `proxy-refused`, whatever the proxy says or leaves unsaid, `proxy-sign-in-needed` or `cancelled`.
 */
export async function connectThrough(
  socket: Socket,
  { proxy, host, port, seconds }: Tunnel,
  log: ConnectHooks['log'],
  signal: AbortSignal,
): Promise<void> {
  const fails = (code: ErrorCode, what: string): AppError =>
    new AppError(code, detailAtProxy(proxyName(proxy.host, proxy.port), what));
  const late = (): AppError => fails('proxy-refused', `No answer within ${seconds} s`);
  const refused = (what: string): AppError => fails('proxy-refused', what);
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  try {
    const head = readHead(socket, refused);
    log('sent', `CONNECT ${authority}`);
    socket.write(requestFor(authority, proxy));
    const [line = '', ...fields] = (await within(head, signal, { seconds, late })).split(/\r?\n/);
    log('received', line);
    const [, status = '', words = ''] = statusLine.exec(line) ?? [];
    if (status.startsWith('2')) return;
    const said = safeLine(`HTTP ${status} ${words}`.trim(), 120);
    if (!signInStatus.has(status)) throw refused(said);
    const taken =
      proxy.signIn === null ? '' : '; the name and password that it was given are wrong';
    throw fails('proxy-sign-in-needed', `${said}; it wants ${waysIn(fields)}${taken}`);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function requestFor(authority: string, { signIn }: HttpProxy): string {
  return [
    `CONNECT ${authority} HTTP/1.1`,
    `Host: ${authority}`,
    'User-Agent: CIIS-Connect',
    ...(signIn === null ? [] : [`Proxy-Authorization: Basic ${basicToken(signIn)}`]),
    '\r\n',
  ].join('\r\n');
}

const statusLine = /^HTTP\/1\.[01] (\d{3})(?: (.*))?$/;

/** Some proxies say 401 to a wrong password (tinyproxy); the server itself was not reached. */
const signInStatus: ReadonlySet<string> = new Set(['401', '407']);

/** The ways of signing in that a proxy names: "Basic, NTLM". */
function waysIn(fields: readonly string[]): string {
  const ways = fields.flatMap(
    (field) => /^(?:proxy|www)-authenticate:\s*([a-z][a-z0-9-]{0,30})/i.exec(field)?.[1] ?? [],
  );
  return ways.length === 0 ? 'a sign-in that it does not name' : [...new Set(ways)].join(', ');
}

/** The lines before the first empty one. What came behind them is left in the link, which is paused then. */
function readHead(socket: Socket, refused: (what: string) => AppError): Promise<string> {
  return new Promise((resolve, reject) => {
    let read = Buffer.alloc(0);
    const leave = (): void => {
      socket.off('data', onData);
      for (const event of ['end', 'close']) socket.off(event, onEnd);
    };
    const fail = (what: string): void => {
      leave();
      reject(refused(what));
    };
    const onEnd = (): void =>
      fail(`It ended the link ${read.length === 0 ? 'without an answer' : 'within its answer'}`);
    const onData = (chunk: Buffer): void => {
      read = Buffer.concat([read, chunk]);
      const text = read.toString('latin1', 0, mostBytes);
      const [line] = text.split(/\r?\n/, 1);
      if (text.includes('\n') && !statusLine.test(line ?? '')) {
        fail(`It does not answer as a proxy does: ${safeLine(line ?? '', 80)}`);
        return;
      }
      const end = /\r?\n\r?\n/.exec(text);
      if (end === null) {
        if (read.length >= mostBytes) fail(`Its answer has no end within ${mostBytes} bytes`);
        return;
      }
      leave();
      socket.pause();
      // The server's first words may have come along.
      const rest = read.subarray(end.index + end[0].length);
      if (rest.length > 0) socket.unshift(rest);
      resolve(text.slice(0, end.index));
    };
    socket.on('data', onData);
    for (const event of ['end', 'close']) socket.on(event, onEnd);
  });
}
