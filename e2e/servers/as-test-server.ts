import { readFileSync } from 'node:fs';
import type { ServerFolder } from './server-folder.ts';
import type { ServerProcess } from './server-process.ts';
import type { TestServer } from './test-server.ts';
import { testUser } from './test-user.ts';

export interface RunningServer {
  readonly name: string;
  readonly port: number;
  readonly home: string;
  readonly process: ServerProcess;
  readonly folder: ServerFolder;
  /** Files the server logs to, besides its output. */
  readonly logFiles?: readonly string[];
}

/** The parts that every kind of server has alike. */
export function asTestServer(running: RunningServer): TestServer {
  const { name, port, home, process, folder } = running;
  const logs = (running.logFiles ?? []).map(rememberedFile);
  const log = (): string => process.output() + logs.map((read) => read()).join('');
  return {
    name,
    host: '127.0.0.1',
    port,
    username: testUser.name,
    password: testUser.password,
    root: folder.upload,
    home,
    collected: folder.collected,
    log,
    pause: process.pause,
    resume: process.resume,
    kill: process.kill,
    addFullDisk: folder.addFullDisk,
    stop: async () => {
      log(); // Remembers what the files say, for those who ask after the end.
      await process.stop();
      folder.remove();
    },
  };
}

function rememberedFile(path: string): () => string {
  let content = '';
  return () => {
    try {
      content = readFileSync(path, 'utf8');
    } catch {
      // Not written yet, or removed with the server's folder.
    }
    return content;
  };
}
