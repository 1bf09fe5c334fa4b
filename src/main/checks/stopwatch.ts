import type { Clock } from '../clock.ts';

/** Counts time that may run out, and stands still while something is waited for aside. */
export class Stopwatch {
  /** Resolves when the time is up. */
  readonly ranOut: Promise<void>;
  readonly #clock: Pick<Clock, 'elapsed' | 'after'>;
  readonly #limit: number;
  #runOut = (): void => undefined;
  #undoTimer = (): void => undefined;
  #spent = 0;
  #since: number | null = null;
  #aside = 0;
  #ended = false;

  /** Begins at once. `limit` in milliseconds. */
  constructor(clock: Pick<Clock, 'elapsed' | 'after'>, limit: number) {
    this.#clock = clock;
    this.#limit = limit;
    this.ranOut = new Promise((resolve) => (this.#runOut = resolve));
    this.#run();
  }

  /** Milliseconds so far. */
  get spent(): number {
    return this.#since === null ? this.#spent : this.#spent + this.#clock.elapsed() - this.#since;
  }

  async aside<T>(work: Promise<T>): Promise<T> {
    this.#aside += 1;
    this.#pause();
    try {
      return await work;
    } finally {
      this.#aside -= 1;
      if (this.#aside === 0 && !this.#ended) this.#run();
    }
  }

  /** For good. */
  stop(): void {
    this.#ended = true;
    this.#pause();
  }

  #pause(): void {
    this.#spent = this.spent;
    this.#since = null;
    this.#undoTimer();
  }

  #run(): void {
    this.#since = this.#clock.elapsed();
    this.#undoTimer = this.#clock.after(Math.max(0, this.#limit - this.#spent), this.#runOut);
  }
}
