import { request as startRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { AppError } from '../../../shared/domain/error.ts';
import type { WebAddress } from '../../../shared/domain/web-address.ts';
import { errorFromExchange } from './http-errors.ts';
import type { HttpReply, HttpRequest } from './http-message.ts';

/**
 * Sends one request over a connected link and reads the reply; the link is destroyed then. Redirects
 * are replies like any other. Rejects:
 * - `link-lost`, `link-stalled`, `tls-failed`, `not-this-protocol` (what came is no HTTP), `cancelled`,
 *   `invalid-input` (a path or header that HTTP can't carry)
 * - `reply-lost` instead of any of these, with it as the cause, once bytes of a POST were handed to the
 *   link: the server may have acted on it.
 */
export function exchange(
  socket: Socket,
  address: WebAddress,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<HttpReply> {
  const sentBefore = socket.bytesWritten;
  const gaveAway = (): boolean => request.method === 'POST' && socket.bytesWritten > sentBefore;
  return new Promise<HttpReply>((resolve, reject) => {
    let answered = false;
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      act();
      socket.destroy();
    };
    const fail = (error: AppError): void =>
      settle(() => reject(gaveAway() ? replyLost(error) : error));
    const onError = (error: Error): void => fail(errorFromExchange(error, answered));
    const onAbort = (): void => fail(new AppError('cancelled'));
    const onLate = (): void => fail(lateError(request.seconds));
    const timer = setTimeout(onLate, request.seconds * 1000);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) {
      onAbort();
      return;
    }
    const onReply = (reply: IncomingMessage): void => {
      answered = true;
      readBody(reply, request.mostBytes).then(
        (read) => settle(() => resolve({ ...headOf(reply), ...read })),
        onError,
      );
    };
    try {
      const call = send(socket, address, request);
      call.on('error', onError); // Stays on: what comes after the end changes nothing.
      call.once('response', onReply);
    } catch (error) {
      fail(new AppError('invalid-input', String(error), { cause: error }));
    }
  });
}

function send(socket: Socket, address: WebAddress, request: HttpRequest): ClientRequest {
  const { method, path, body, headers } = request;
  const call = startRequest({
    createConnection: () => socket,
    method,
    path,
    setHost: false,
    maxHeaderSize: 65_536,
    headers: {
      Host: hostHeader(address),
      'User-Agent': 'CIIS-Connect',
      'Accept-Encoding': 'identity',
      Connection: 'close',
      ...headers,
      ...(body ? { 'Content-Length': String(body.length) } : {}),
    },
  });
  call.end(body);
  return call;
}

function hostHeader({ host, port, secure }: WebAddress): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === (secure ? 443 : 80) ? name : `${name}:${port}`;
}

function readBody(
  reply: IncomingMessage,
  mostBytes: number,
): Promise<Pick<HttpReply, 'body' | 'whole'>> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    reply.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes <= mostBytes) return;
      resolve({ body: Buffer.concat(chunks).subarray(0, mostBytes), whole: false });
      reply.destroy();
    });
    reply.once('end', () => resolve({ body: Buffer.concat(chunks), whole: true }));
    const brokeOff = (): void => reject(new Error(`The reply broke off after ${bytes} bytes`));
    reply.on('error', brokeOff);
    reply.once('close', brokeOff);
  });
}

function headOf(reply: IncomingMessage): Pick<HttpReply, 'status' | 'headers'> {
  const headers: Partial<Record<string, string>> = {};
  for (const [name, value] of Object.entries(reply.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { status: reply.statusCode ?? 0, headers };
}

const replyLost = (cause: AppError): AppError =>
  new AppError('reply-lost', cause.message, { cause });

const lateError = (seconds: number): AppError =>
  new AppError('link-stalled', `No whole reply within ${seconds} s`);
