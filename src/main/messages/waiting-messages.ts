/** The messages of a run whose turn will come: in the order of the file, those to be tried again first. */
export class WaitingMessages {
  readonly #indexes: readonly number[];
  #next = 0;
  #again: number[] = [];

  constructor(indexes: readonly number[]) {
    this.#indexes = indexes;
  }

  get count(): number {
    return this.#indexes.length - this.#next + this.#again.length;
  }

  take(): number | undefined {
    const again = this.#again.shift();
    if (again !== undefined) return again;
    const index = this.#indexes[this.#next];
    if (index !== undefined) this.#next += 1;
    return index;
  }

  putBack(index: number): void {
    this.#again = [...this.#again, index].sort((a, b) => a - b);
  }

  /** All of them, which wait no longer. */
  takeAll(): readonly number[] {
    const all = [...this.#again, ...this.#indexes.slice(this.#next)];
    this.#again = [];
    this.#next = this.#indexes.length;
    return all;
  }
}
