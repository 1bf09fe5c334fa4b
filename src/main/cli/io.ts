/** What the command line has of the outside world. */
export interface Io {
  /** Results, and nothing else. */
  readonly out: (text: string) => void;
  /** Whoever read the results has gone (`| head`). */
  readonly outGone: () => boolean;
  /** Progress, questions, messages. */
  readonly err: (text: string) => void;
  /** Whether a bar can be drawn: standard error is a terminal that can move its cursor. */
  readonly canDraw: boolean;
  /** Characters in a row of the terminal. */
  columns(): number;
  /** Puts a line to a person; null when there is no terminal, it ended, or `signal` aborted. */
  question(
    prompt: string,
    how: { readonly hidden: boolean },
    signal: AbortSignal,
  ): Promise<string | null>;
  /** Everything on standard input, without the line end it closes with. */
  readInput(): Promise<string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  /** Aborts at the first Ctrl+C (or a polite request to end). */
  readonly stopped: AbortSignal;
}
