import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import ssh2, { type AuthContext, type Connection, type SFTPWrapper } from 'ssh2';

export interface ScriptedServer {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** The names of the SFTP requests, in the order in which they came. */
  readonly requests: string[];
  /** The methods of signing in that were tried. */
  readonly tried: string[];
  /** Resets every link. */
  readonly cut: () => void;
  readonly stop: () => Promise<void>;
}

export interface Script {
  /** Default: accepts every password. */
  readonly signIn?: (context: AuthContext, link: Connection) => void;
  /** Answers a request; false: the usual answer, a plain OK. */
  readonly answer?: (name: string, id: number, channel: SFTPWrapper, args: unknown[]) => boolean;
}

const names = [
  'OPEN',
  'WRITE',
  'CLOSE',
  'READ',
  'FSTAT',
  'FSETSTAT',
  'OPENDIR',
  'READDIR',
] as const;
const more = [
  'STAT',
  'LSTAT',
  'SETSTAT',
  'REMOVE',
  'RMDIR',
  'REALPATH',
  'MKDIR',
  'RENAME',
] as const;

const hostKey = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 }).private;

/** An SFTP server that keeps no files and answers as a test wants it to. */
export async function scriptedServer(script: Script = {}): Promise<ScriptedServer> {
  const [requests, tried] = [[] as string[], [] as string[]];
  const links = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (link) => {
    links.add(link);
    link.on('error', () => links.delete(link)); // Cut on purpose.
    link.on('close', () => links.delete(link));
    link.on('authentication', (context) => {
      tried.push(context.method);
      if (script.signIn === undefined) context.accept();
      else script.signIn(context, link);
    });
    link.on('session', (accept) => {
      accept().on('sftp', (acceptSftp) => serve(acceptSftp(), requests, script));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): void => {
    for (const link of links) (link as unknown as { _sock: { destroy(): void } })._sock.destroy();
  };
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    requests,
    tried,
    cut,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cut();
      await closed;
    },
  };
}

function serve(channel: SFTPWrapper, requests: string[], { answer }: Script): void {
  const listen = channel.on.bind(channel) as (
    name: string,
    listener: (id: number, ...args: unknown[]) => void,
  ) => void;
  for (const name of [...names, ...more]) {
    listen(name, (id, ...args) => {
      requests.push(name);
      if (answer?.(name, id, channel, args) === true) return;
      if (name === 'OPEN') channel.handle(id, Buffer.from('handle'));
      else if (name === 'REALPATH') {
        channel.name(id, [{ filename: '/start', longname: '', attrs: {} as never }]);
      } else channel.status(id, 0, `Did ${name}`);
    });
  }
}
