import type { Io } from '../io.ts';

export interface RecordedIo extends Io {
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly questions: readonly { readonly prompt: string; readonly hidden: boolean }[];
  readonly stop: () => void;
}

/** A world of the command line in memory; `answers` are what the person types, then nobody is there. */
export function recordedIo(
  given: {
    readonly answers?: readonly string[];
    readonly input?: string;
    readonly environment?: Readonly<Record<string, string | undefined>>;
  } = {},
): RecordedIo {
  const stopping = new AbortController();
  const answers = [...(given.answers ?? [])];
  const questions: { prompt: string; hidden: boolean }[] = [];
  let stdout = '';
  let stderr = '';
  return {
    out: (text) => (stdout += text),
    outGone: () => false,
    err: (text) => (stderr += text),
    canDraw: false,
    columns: () => 80,
    question(prompt, { hidden }) {
      questions.push({ prompt, hidden });
      return Promise.resolve(answers.shift() ?? null);
    },
    readInput: () => Promise.resolve(given.input ?? ''),
    environment: given.environment ?? {},
    workingFolder: '/files',
    stopped: stopping.signal,
    stdout: () => stdout,
    stderr: () => stderr,
    questions,
    stop: () => stopping.abort(),
  };
}
