import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import type { SweptPort } from '../../shared/domain/check.ts';
import { AppError, toFailure } from '../../shared/domain/error.ts';

/** Whether a firewall lets a TCP port of an address through. Aborting ends it at once, with any answer. Never rejects. */
export type TryPort = (
  address: string,
  port: number,
  signal: AbortSignal,
) => Promise<SweptPort['state']>;

/** One attempt, of `limit` milliseconds. Nothing is sent. */
export const tryPort =
  (limit: number): TryPort =>
  (address, port, signal) =>
    new Promise((resolve) => {
      const socket = connect({ host: address, port });
      const end = (state: SweptPort['state']): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', dropped);
        socket.destroy();
        resolve(state);
      };
      const dropped = (): void => end('dropped');
      const timer = setTimeout(dropped, limit);
      socket.once('connect', () => end('open'));
      socket.on('error', (error: NodeJS.ErrnoException) => end(stateOf(error.code)));
      signal.addEventListener('abort', dropped, { once: true });
      if (signal.aborted) dropped();
    });

/** Only silence is a firewall that drops; an answer of any kind came through, and the rest never left. */
export function stateOf(errno: string | undefined): SweptPort['state'] {
  switch (errno) {
    case 'ECONNREFUSED':
    case 'ECONNRESET':
      return 'refused';
    case 'ETIMEDOUT':
      return 'dropped';
    default:
      return 'unreachable';
  }
}

/**
 * Where data links to a host go: FTP servers name IPv4 addresses where they have one. Rejects with AppError
 * `host-not-found`.
 */
export async function dataAddress(host: string): Promise<string> {
  const found = await lookup(host, { all: true }).catch((thrown: unknown) => {
    throw new AppError('host-not-found', toFailure(thrown).detail);
  });
  const { address } = found.find(({ family }) => family === 4) ?? found[0] ?? {};
  return address ?? host;
}
