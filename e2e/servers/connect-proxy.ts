import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What a proxy does once it was asked for a connection; `connectOn` makes it. */
export type ProxyMood = (client: Socket, connectOn: () => void) => unknown;

export interface ConnectProxyOptions {
  /** Default: it makes the connection. */
  readonly mood?: ProxyMood;
  /** Who may use it. Default: everybody. */
  readonly account?: { readonly username: string; readonly password: string };
}

/** An HTTP proxy on loopback that takes CONNECT. Every name is known to it: it is this computer. */
export interface ConnectProxy {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** The heads of the requests so far. */
  readonly heads: readonly string[];
  /** What it was asked for so far: "gateway.test:8443". */
  readonly asked: () => readonly string[];
  /** Links since the start. */
  readonly accepted: () => number;
  /** Links to it that are open now. */
  readonly open: () => number;
  /** Resets every link, on both sides. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

export async function startConnectProxy(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const mood: ProxyMood = options.mood ?? ((_client, connectOn) => connectOn());
  const { account } = options;
  const heads: string[] = [];
  const clients = new Set<Socket>();
  const all = new Set<Socket>();
  let accepted = 0;
  const keep = (socket: Socket): void => {
    all.add(socket);
    socket.on('close', () => all.delete(socket));
  };
  const server = createServer((client) => {
    accepted += 1;
    clients.add(client);
    client.on('close', () => clients.delete(client));
    client.on('error', () => client.destroy());
    keep(client);
    onHead(client, (head) => {
      heads.push(head);
      if (account !== undefined && !head.includes(`\r\n${authorization(account)}\r\n`)) {
        client.end(signInNeeded);
        return;
      }
      mood(client, () => lead(client, Number(/^CONNECT \S+:(\d+) /.exec(head)?.[1]), keep));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    heads,
    asked: () => heads.map((head) => /^CONNECT (\S+) /.exec(head)?.[1] ?? head),
    accepted: () => accepted,
    open: () => clients.size,
    cut: () => all.forEach((socket) => socket.resetAndDestroy()),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of all) socket.destroy();
      await closed;
    },
  };
}

const signInNeeded =
  'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="Made up"\r\n' +
  'Content-Length: 0\r\n\r\n';

const authorization = ({ username, password }: { username: string; password: string }): string =>
  `Proxy-Authorization: Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

function onHead(socket: Socket, told: (head: string) => void): void {
  let read = '';
  const onData = (chunk: Buffer): void => {
    read += chunk.toString('latin1');
    if (!read.includes('\r\n\r\n')) return;
    socket.off('data', onData);
    socket.pause();
    told(read);
  };
  socket.on('data', onData);
}

function lead(client: Socket, port: number, keep: (socket: Socket) => void): void {
  const server = connect({ port, host: '127.0.0.1' });
  keep(server);
  server.on('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
  server.once('connect', () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    client.pipe(server).pipe(client);
  });
  client.on('close', () => server.destroy());
  server.on('close', () => client.destroy());
}
