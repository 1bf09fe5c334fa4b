import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-ports.ts';
import { startProcess } from './server-process.ts';

export interface TinyproxyOptions {
  /** The only ports that it makes connections to. */
  readonly connectPorts: readonly number[];
  /** Who may use it. Default: everybody. */
  readonly account?: { readonly username: string; readonly password: string };
}

/** A real HTTP proxy on loopback. */
export interface Tinyproxy {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

export async function startTinyproxy(options: TinyproxyOptions): Promise<Tinyproxy> {
  const folder = mkdtempSync(join(tmpdir(), 'ciis-tinyproxy-'));
  const port = await freePort();
  const file = join(folder, 'tinyproxy.conf');
  const { account, connectPorts } = options;
  const lines = [
    `Port ${port}`,
    'Listen 127.0.0.1',
    'Timeout 30',
    'MaxClients 20',
    'LogLevel Connect',
    'Allow 127.0.0.1',
    ...(account ? [`BasicAuth ${account.username} ${account.password}`] : []),
    ...connectPorts.map((each) => `ConnectPort ${each}`),
    '',
  ];
  writeFileSync(file, lines.join('\n'));
  const server = await startProcess({
    command: '/usr/bin/tinyproxy',
    args: ['-d', '-c', file],
    ready: { port },
  });
  return {
    host: '127.0.0.1',
    port,
    log: server.output,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
