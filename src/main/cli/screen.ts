import type { Io } from './io.ts';
import { ProgressBar, type BarFigures } from './progress-bar.ts';

/** Keeps results, messages, questions and the bar from running into each other on one terminal. */
export class Screen {
  readonly #io: Io;
  readonly #quiet: boolean;
  readonly #bar: ProgressBar;
  #asking = 0;

  constructor(io: Io, quiet: boolean) {
    this.#io = io;
    this.#quiet = quiet;
    this.#bar = new ProgressBar(
      (text) => io.err(text),
      () => io.columns(),
    );
  }

  /** Whether progress is a moving bar; else it is told in lines. */
  get draws(): boolean {
    return this.#io.canDraw && !this.#quiet;
  }

  /** A line of the results: standard output. */
  result(line: string): void {
    this.#bar.clear();
    this.#io.out(`${line}\n`);
  }

  /** What the program is doing: not said when it is told to be quiet. */
  message(line: string): void {
    if (!this.#quiet) this.problem(line);
  }

  /** What a person must know even then. */
  problem(line: string): void {
    this.#bar.clear();
    this.#io.err(`${line}\n`);
  }

  progress(figures: BarFigures): void {
    if (this.draws && this.#asking === 0) this.#bar.draw(figures);
  }

  endProgress(): void {
    this.#bar.clear();
  }

  /** Null: nobody is there to answer. */
  async question(
    prompt: string,
    signal: AbortSignal,
    how: { readonly hidden: boolean } = { hidden: false },
  ): Promise<string | null> {
    this.#bar.clear();
    this.#asking += 1;
    try {
      return await this.#io.question(prompt, how, signal);
    } finally {
      this.#asking -= 1;
    }
  }
}
