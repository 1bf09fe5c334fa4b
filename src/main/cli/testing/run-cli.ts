import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../run.ts';
import { startServices } from '../start-services.ts';
import { recordedIo } from './recorded-io.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const entry = join(import.meta.dirname, '..', 'main.ts');

/** The project's own Node runs TypeScript as it is; the one that runs the tests may not (Electron's). */
const node = join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines of standard output, read as JSON. */
  readonly events: () => readonly Readonly<Record<string, unknown>>[];
}

export interface StartedCli {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<CliRun>;
}

export interface CliSettings {
  readonly dataDir: string;
  readonly password?: string;
  readonly input?: string;
  /** Not of a process of its own; none: nothing is begun again by itself. */
  readonly retryDelays?: readonly number[];
  /** Variables besides those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Of a process of its own: the command that runs it, with its first arguments. */
  readonly within?: readonly string[];
}

/** Starts the command line as a process of its own. */
export function startCli(args: readonly string[], settings: CliSettings): StartedCli {
  const { password, input, dataDir, environment = {}, within = [] } = settings;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    CIIS_CONNECT_DATA_DIR: dataDir,
    NODE_NO_WARNINGS: '1',
    ...environment,
  };
  delete env['ELECTRON_RUN_AS_NODE'];
  delete env['CIIS_CONNECT_PASSWORD'];
  if (password !== undefined) env['CIIS_CONNECT_PASSWORD'] = password;
  const [command = '', ...rest] = [
    ...within,
    existsSync(node) ? node : process.execPath,
    entry,
    ...args,
  ];
  const child = spawn(command, rest, {
    cwd: root,
    env,
    stdio: 'pipe',
  });
  child.stdin.end(input ?? '');
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<CliRun>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, stdout, stderr, events: () => jsonLines(stdout) });
    });
  });
  return { child, ended };
}

/** Runs the command line as a process of its own. */
export const runCliProcess = (args: readonly string[], settings: CliSettings): Promise<CliRun> =>
  startCli(args, settings).ended;

/** Runs the command line in this process, which takes less time than a process of its own. */
export async function runCli(args: readonly string[], settings: CliSettings): Promise<CliRun> {
  const { dataDir, password, input = '', retryDelays = [] } = settings;
  const environment = {
    ...process.env,
    ...settings.environment,
    CIIS_CONNECT_DATA_DIR: dataDir,
    CIIS_CONNECT_PASSWORD: password,
  };
  const io = recordedIo({ input, environment });
  const code = await run(args, {
    io,
    version: '0.0.0',
    startServices: (own, screen, global, options) =>
      startServices(own, screen, global, { ...options, retryDelays }),
  });
  const stdout = io.stdout();
  return { code, stdout, stderr: io.stderr(), events: () => jsonLines(stdout) };
}

const jsonLines = (text: string): readonly Readonly<Record<string, unknown>>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
