import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import type { SweptPort } from '../../shared/domain/check.ts';

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
      socket.on('error', (error: NodeJS.ErrnoException) =>
        end(error.code === 'ECONNREFUSED' ? 'refused' : 'dropped'),
      );
      signal.addEventListener('abort', dropped, { once: true });
      if (signal.aborted) dropped();
    });

/** Where data links to a host go: FTP servers name IPv4 addresses where they have one. */
export async function dataAddress(host: string): Promise<string> {
  const found = await lookup(host, { all: true });
  const { address } = found.find(({ family }) => family === 4) ?? found[0] ?? {};
  return address ?? host;
}
