import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestServer } from '../../../../e2e/servers/test-server.ts';
import type { FileProtocol } from '../../../shared/domain/protocol.ts';
import { defaultOptions } from '../../../shared/domain/site.ts';
import type { Transfer } from '../../../shared/domain/transfer.ts';
import { connectFtps } from '../../transport/ftps/ftps-transport.ts';
import { connectSftp } from '../../transport/sftp/sftp-transport.ts';
import { recordingHooks } from '../../transport/testing/recording-hooks.ts';
import type { Connection } from '../../transport/transport.ts';
import type { Ended } from '../run.ts';
import { Sender, type SendSettings } from './send-over.ts';

const never = new AbortController().signal;

/** What a test needs of a server; a scripted one has no folder to look into. */
export type Reachable = Pick<TestServer, 'host' | 'port' | 'stop'> &
  Partial<Pick<TestServer, 'username' | 'password' | 'root' | 'home'>>;

/** A real server, with files of ours that are sent to it one by one. */
export class RealServer {
  readonly sender: Sender;
  readonly #server: Reachable;
  readonly #protocol: FileProtocol;
  readonly #settings: SendSettings;
  readonly #folder = mkdtempSync(join(tmpdir(), 'ciis-one-file-'));
  readonly #connections: Connection[] = [];

  constructor(server: Reachable, protocol: FileProtocol, settings: SendSettings = {}) {
    this.#server = server;
    this.#protocol = protocol;
    this.#settings = settings;
    this.sender = new Sender(settings);
  }

  /** Later files go over this connection. `at`: by another way. */
  async connect(at: Pick<TestServer, 'port'> & { readonly host: string } = this.#server) {
    const { username = 'clinic', password = 'made-up' } = this.#server;
    const { host, port } = at;
    const connect = this.#protocol === 'sftp' ? connectSftp : connectFtps;
    const options = { ...defaultOptions(this.#protocol), connectTimeout: 5, idleTimeout: 5 };
    const target = {
      host,
      port,
      username,
      minTls: '1.2' as const,
      olderAlgorithms: false,
      options,
    };
    const connection = await connect(target, recordingHooks(password), never);
    this.#connections.push(connection);
    return connection;
  }

  /** Sends these bytes under a name of the server's folder, or to a path. */
  async send(
    content: Buffer | string,
    name = 'batch.hl7',
    change: Partial<Transfer> = {},
  ): Promise<Ended> {
    const { home = '/' } = this.#server;
    const connection = this.#connections.at(-1) ?? (await this.connect());
    const localPath = join(this.#folder, 'local.hl7');
    writeFileSync(localPath, content);
    const remotePath = name.startsWith('/') ? name : `${home === '/' ? '' : home}/${name}`;
    const facts = { localPath, remotePath, name: 'batch.hl7', size: content.length };
    return this.sender.send(connection, { ...facts, ...this.#settings.transfer, ...change });
  }

  /** Puts a file into its folder, as somebody else would. */
  put(name: string, content: Buffer | string): void {
    const { root = '' } = this.#server;
    const path = join(root, name);
    writeFileSync(path, content);
    chmodSync(path, 0o666);
  }

  bytes(name: string): Buffer {
    return readFileSync(join(this.#server.root ?? '', name));
  }

  /** Names and sizes of what it has. */
  there(): Readonly<Record<string, number>> {
    const { root } = this.#server;
    if (root === undefined) return {};
    const names = readdirSync(root);
    return Object.fromEntries(names.map((name) => [name, statSync(join(root, name)).size]));
  }

  async close(): Promise<void> {
    for (const connection of this.#connections) await connection.close();
    await this.#server.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
