import type { ChildProcess } from 'node:child_process';
import { spawnWatched } from '../../scripts/watched-child.mjs';
import { killTree, signalTree } from './process-tree.ts';
import { connects, until } from './until.ts';

export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** No file that it writes can grow beyond this; writing more fails, as on a full disk. */
  readonly maxFileBytes?: number | undefined;
  /** The server is up when this port takes connections, or when its output has this text. */
  readonly ready: { readonly port: number } | { readonly text: string };
}

export interface ServerProcess {
  readonly pid: number;
  readonly output: () => string;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly kill: () => void;
  /** Kills it and waits for its end. */
  readonly stop: () => Promise<void>;
}

/** Starts a server that can't outlive this process, and waits until it takes connections. */
export async function startProcess(server: ServerCommand): Promise<ServerProcess> {
  const [command, ...args] = withLimit(server);
  const child = spawnWatched(command, args, { env: server.env ?? {} });
  const { pid } = child;
  if (pid === undefined) throw new Error(`Could not start ${server.command}`);
  const output = collectOutput(child);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const kill = (): void => {
    if (!hasEnded()) killTree(pid);
  };

  const isReady = (): Promise<boolean> | boolean => {
    if (hasEnded()) throw new Error(`${server.command} ended at once:\n${output()}`);
    return 'port' in server.ready
      ? connects(server.ready.port)
      : output().includes(server.ready.text);
  };
  try {
    await until(isReady, { what: `${server.command} to start`, detail: output });
  } catch (error) {
    kill();
    throw error;
  }
  return {
    pid,
    output,
    pause: () => signalTree(pid, 'SIGSTOP'),
    resume: () => signalTree(pid, 'SIGCONT'),
    kill,
    stop: async () => {
      kill();
      await ended;
      for (const stream of child.stdio) stream?.destroy();
    },
  };
}

/** The shell's limit counts blocks of 512 bytes; by itself it would end the server by a signal. */
const limited = `trap '' XFSZ; ulimit -f "$1"; shift; exec "$@"`;

function withLimit({ command, args, maxFileBytes }: ServerCommand): [string, ...string[]] {
  if (maxFileBytes === undefined) return [command, ...args];
  const blocks = String(Math.ceil(maxFileBytes / 512));
  return ['/bin/sh', '-c', limited, 'sh', blocks, command, ...args];
}

function collectOutput(child: ChildProcess): () => string {
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  }
  return () => chunks.join('');
}
