import type { Clock } from '../clock.ts';

/** Waits that end by themselves; measured by a clock that nobody sets. */
export class Countdowns {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #undo = new Map<string, () => void>();

  constructor(clock: Pick<Clock, 'after'>) {
    this.#clock = clock;
  }

  has(key: string): boolean {
    return this.#undo.has(key);
  }

  /** Instead of the one of that key that may be under way. */
  begin(key: string, ms: number, over: () => void): void {
    this.end(key);
    const undo = this.#clock.after(ms, () => {
      this.#undo.delete(key);
      over();
    });
    this.#undo.set(key, undo);
  }

  /** It does not come to its end. */
  end(key: string): void {
    this.#undo.get(key)?.();
    this.#undo.delete(key);
  }

  endAll(): void {
    for (const key of [...this.#undo.keys()]) this.end(key);
  }
}
