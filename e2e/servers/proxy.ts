import { type Server, type Socket, createServer } from 'node:net';
import { type Direction, type LinkLimit, ProxiedLink } from './proxied-link.ts';

export interface ProxyOptions {
  /** The port on 127.0.0.1 that connections are led to. */
  readonly to: number;
  /** The port to listen on. Default: a free one. */
  readonly port?: number;
  /** The address to listen on. Default: 127.0.0.1. */
  readonly host?: string;
  /** How long each piece takes, each way: half a round trip. Default: 0. */
  readonly delayMs?: number;
}

/** A link between clients and a server that a test can spoil. */
export interface Proxy {
  readonly host: string;
  readonly port: number;
  /** Connections open now. */
  readonly connections: number;
  /** Connections since the start. */
  readonly accepted: number;
  /** Bytes that have gone through since the start. */
  readonly bytes: Readonly<Record<Direction, number>>;
  /** Nothing goes through any more, either way; links stay open, also those still to come. */
  readonly stall: () => void;
  /** Ends a stall, also one that is still to come: what had to wait goes on. */
  readonly flow: () => void;
  /** Resets every open link (RST). */
  readonly cut: () => void;
  /** Ends every open link in good order (FIN), both ways. */
  readonly fin: () => void;
  /** Resets the link on which more bytes than `count` go that way, counted from now. Once. */
  readonly cutAfterBytes: (count: number, direction: Direction) => void;
  /** As `cutAfterBytes`, but ends the link in good order (FIN), both ways. */
  readonly endAfterBytes: (count: number, direction: Direction) => void;
  /** Stalls once more bytes than `count`, counted from now, go that way on one link. Once. */
  readonly stallAfterBytes: (count: number, direction: Direction) => void;
  /** Calls back once more bytes than `count`, counted from now, go that way on one link. Once; nothing else happens. */
  readonly tellAfterBytes: (count: number, direction: Direction, act: () => void) => void;
  /** Takes back a limit that was not reached. */
  readonly unlimited: () => void;
  /** Resets what is open and stops listening. */
  readonly close: () => Promise<void>;
}

/** Starts a TCP proxy on loopback. */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const { to, host = '127.0.0.1', delayMs = 0 } = options;
  const links = new Set<ProxiedLink>();
  const bytes: Record<Direction, number> = { 'to-server': 0, 'to-client': 0 };
  let accepted = 0;
  let stalled = false;
  let newLimit: LinkLimit | undefined;
  let isStallToCome = false;

  const stall = (): void => {
    stalled = true;
    for (const link of links) link.stall();
  };
  const unlimited = (): void => {
    newLimit = undefined;
    for (const link of links) link.setLimit(undefined);
  };
  const flow = (): void => {
    stalled = false;
    if (isStallToCome) unlimited();
    for (const link of links) link.flow();
  };
  const limit = (
    count: number,
    direction: Direction,
    reached: (link: ProxiedLink) => void,
  ): void => {
    const once = (link: ProxiedLink): void => {
      for (const other of links) other.setLimit(undefined);
      newLimit = undefined;
      reached(link);
    };
    newLimit = { count, direction, reached: once };
    isStallToCome = reached === stall;
    for (const link of links) link.setLimit(newLimit);
  };

  const server = createServer({ allowHalfOpen: true }, (client: Socket) => {
    accepted += 1;
    const link = new ProxiedLink(client, { to, delayMs, bytes, closed: () => links.delete(link) });
    links.add(link);
    link.setLimit(newLimit);
    if (stalled) link.stall();
  });
  const port = await listen(server, options.port ?? 0, host);
  return {
    host,
    port,
    get connections() {
      return links.size;
    },
    get accepted() {
      return accepted;
    },
    bytes,
    stall,
    flow,
    cut: () => links.forEach((link) => link.cut()),
    fin: () => links.forEach((link) => link.fin()),
    cutAfterBytes: (count, direction) => limit(count, direction, (link) => link.cut()),
    endAfterBytes: (count, direction) => limit(count, direction, (link) => link.fin()),
    stallAfterBytes: (count, direction) => limit(count, direction, stall),
    tellAfterBytes: (count, direction, act) => limit(count, direction, act),
    unlimited,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const link of links) link.cut();
      }),
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
