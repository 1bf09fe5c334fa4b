import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { parseWebAddress } from '../../../shared/domain/web-address.ts';
import { recordingHooks, type RecordingHooks } from '../testing/recording-hooks.ts';
import type { Milestone } from '../transport.ts';
import { withoutProxy, type FindProxy } from '../proxy/find-proxy.ts';
import { openHttpLink, type HttpLink, type HttpTarget } from './http-link.ts';

export const never = new AbortController().signal;

export interface Visit {
  readonly url: string;
  readonly minTls?: HttpTarget['minTls'];
  readonly connectTimeout?: number;
  readonly authorities?: readonly string[];
  readonly hooks?: RecordingHooks;
  readonly reached?: (milestone: Milestone) => void;
  readonly signal?: AbortSignal;
  /** Default: none. */
  readonly findProxy?: FindProxy;
}

/** A link to a web address, with every identity accepted unless the hooks say otherwise. */
export function visit({ url, reached, ...options }: Visit): Promise<HttpLink> {
  const address = parseWebAddress(url);
  if (address === null) throw new Error(`No web address: ${url}`);
  const { minTls = '1.2', connectTimeout = 5, hooks = recordingHooks('never sent') } = options;
  const target = { address, minTls, connectTimeout };
  const all = { ...hooks, ...(reached ? { reached } : {}) };
  const { findProxy = withoutProxy, authorities } = options;
  return openHttpLink({ findProxy, authorities }, target, all, options.signal ?? never);
}

/** A TCP server on loopback that does that with each link. */
export async function tcpServer(talk: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    talk(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async (): Promise<void> => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
