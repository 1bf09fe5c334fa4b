import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultOptions } from '../../../shared/domain/site.ts';
import type { Transfer } from '../../../shared/domain/transfer.ts';
import { tempFolder } from '../../storage/testing/temp-database.ts';
import type { Connection } from '../../transport/transport.ts';
import type { Ended } from '../run.ts';
import { FakeServer } from './fake-server.ts';
import { Sender, type SendSettings } from './send-over.ts';

interface OneFile extends SendSettings {
  readonly content?: string;
  readonly set?: (server: FakeServer) => void;
}

const hooks = {
  checkIdentity: () => Promise.resolve(),
  credentials: () => Promise.resolve({ kind: 'password', password: 'made-up' } as const),
  log: () => undefined,
};
const target = {
  ...{ host: 'localhost', port: 22, username: 'clinic', minTls: '1.2' as const },
  ...{ olderAlgorithms: false, options: defaultOptions('sftp') },
};

/** A file that goes to a server in memory. */
export function oneFile({ content = '0123456789', set, ...settings }: OneFile = {}) {
  const server = new FakeServer();
  set?.(server);
  const sender = new Sender(settings);
  const { clock, asked, notes, written } = sender;
  const localPath = join(tempFolder(), 'batch.hl7');
  writeFileSync(localPath, content);
  const connect = (): Promise<Connection> =>
    server.connect(target, hooks, new AbortController().signal);
  return {
    ...{ server, clock, asked, notes, written, localPath, connect },
    /** What it is answered, and what it waits for. */
    state: sender,
    send: async (change: Partial<Transfer> = {}): Promise<Ended> => {
      const connection = server.connections.at(-1) ?? (await connect());
      const size = content.length;
      return sender.send(connection, { localPath, size, ...settings.transfer, ...change });
    },
    /** What the server has, as text. */
    there: (): Readonly<Record<string, string>> =>
      Object.fromEntries([...server.files].map(([path, bytes]) => [path, bytes.toString()])),
  };
}
