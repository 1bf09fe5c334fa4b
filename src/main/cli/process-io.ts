import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Io } from './io.ts';

export interface ProcessIo {
  readonly io: Io;
  /** Resolves when all that was written has left this process. */
  readonly flush: () => Promise<void>;
  /** Takes the signal handlers away. */
  readonly dispose: () => void;
}

/** The real process. The second Ctrl+C ends it at once with `hardExitCode`. */
export function processIo(hardExitCode: number): ProcessIo {
  const stop = new AbortController();
  const interrupt = (): void => {
    if (stop.signal.aborted) process.exit(hardExitCode);
    stop.abort();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, interrupt);

  const out = writer(process.stdout);
  const io: Io = {
    out: out.write,
    outGone: out.isGone,
    err: writer(process.stderr).write,
    canDraw: process.stderr.isTTY && process.env['TERM'] !== 'dumb',
    columns: () => process.stderr.columns || 80,
    question: (prompt, { hidden }, signal) => question(prompt, hidden, signal, interrupt),
    readInput,
    environment: process.env,
    workingFolder: process.cwd(),
    stopped: stop.signal,
  };
  return {
    io,
    flush: () =>
      Promise.all([drained(process.stdout), drained(process.stderr)]).then(() => undefined),
    dispose() {
      for (const name of signals) process.off(name, interrupt);
    },
  };
}

/** Whoever reads may go away (`| head`); the files under way are more important than the rest of the text. */
function writer(stream: NodeJS.WriteStream) {
  let open = true;
  stream.on('error', () => {
    open = false;
  });
  return {
    write: (text: string): void => {
      if (open) stream.write(text);
    },
    isGone: () => !open,
  };
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.errored !== null || stream.writableEnded) resolve();
    else stream.write('', () => resolve());
  });
}

/** What is typed goes nowhere but into the answer. */
const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

function question(
  prompt: string,
  hidden: boolean,
  signal: AbortSignal,
  interrupt: () => void,
): Promise<string | null> {
  if (!process.stdin.isTTY || !process.stderr.isTTY || signal.aborted) return Promise.resolve(null);
  if (hidden) process.stderr.write(prompt);
  const lines = createInterface({
    input: process.stdin,
    output: hidden ? nowhere() : process.stderr,
    terminal: true,
    historySize: 0,
  });
  return new Promise((resolve) => {
    const end = (answer: string | null): void => {
      signal.removeEventListener('abort', withdraw);
      // First, because closing says "closed" at once, which means that nobody is there.
      resolve(answer);
      lines.close();
      if (hidden || answer === null) process.stderr.write('\n');
    };
    const withdraw = (): void => end(null);
    signal.addEventListener('abort', withdraw, { once: true });
    lines.once('close', () => resolve(null)); // Ctrl+D, or the terminal has gone.
    lines.once('SIGINT', () => {
      interrupt();
      end(null);
    });
    lines.question(hidden ? '' : prompt, end);
  });
}

async function readInput(): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of process.stdin as AsyncIterable<Buffer>) {
    pieces.push(piece);
    size += piece.length;
    // A password of the program is 1024 characters at the most; the rest of a wrong pipe is not read.
    if (size > 65_536) break;
  }
  return Buffer.concat(pieces)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}
