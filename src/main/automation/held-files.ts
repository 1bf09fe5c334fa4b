import type { isWhole } from './whole-file.ts';

/** After this long nobody knows what it waits for: it is handed on, and the run says what is wrong with it. */
export const heldForLongMs = 10 * 60_000;

const filesAtATime = 64;

/** Holds back files that are steady and yet not whole. Each that was found whole is looked into once. */
export class HeldFiles {
  readonly #isWhole: typeof isWhole;
  #whole: ReadonlySet<string> = new Set();
  /** Since when, in elapsed time. */
  #held: ReadonlyMap<string, number> = new Map();
  #waiting = 0;

  constructor(isWholeFile: typeof isWhole) {
    this.#isWhole = isWholeFile;
  }

  /** How many the last look held back. */
  get waiting(): number {
    return this.#waiting;
  }

  /**
   * Those that are not held back. `steady`: all that are, as who is missing has changed or is gone. `now`: elapsed
   * time. Where `signal` is aborted the answer means nothing.
   */
  async look(
    steady: readonly string[],
    now: number,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const whole = new Set(steady.filter((path) => this.#whole.has(path)));
    const others = steady.filter((path) => !whole.has(path));
    const held = new Map<string, number>();
    const handedOn = new Set<string>();
    for (let from = 0; from < others.length && !signal.aborted; from += filesAtATime) {
      const paths = others.slice(from, from + filesAtATime);
      const answers = await Promise.all(paths.map((path) => this.#isWhole(path, signal)));
      for (const [index, path] of paths.entries()) {
        const answer = answers[index];
        if (answer === 'whole') whole.add(path);
        if (answer === 'whole' || answer === 'gone') continue;
        const since = this.#held.get(path) ?? now;
        held.set(path, since);
        if (now - since >= heldForLongMs) handedOn.add(path);
      }
    }
    this.#whole = whole;
    this.#held = held;
    this.#waiting = held.size - handedOn.size;
    return steady.filter((path) => whole.has(path) || handedOn.has(path));
  }
}
