import { orCancelled } from './wait.ts';

/** Lets one piece of work at a time onto a link, in the order they came. */
export class Lane {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  get free(): boolean {
    return this.#waiting === 0;
  }

  /** Resolves when it is this caller's turn, with what ends the turn. */
  async acquire(signal: AbortSignal): Promise<() => void> {
    const before = this.#last;
    let end = (): void => undefined;
    this.#last = new Promise<void>((resolve) => (end = resolve));
    this.#waiting += 1;
    const release = (): void => {
      this.#waiting -= 1;
      end();
    };
    try {
      await orCancelled(before, signal);
      return release;
    } catch (error) {
      void before.then(release); // Those behind still have to wait for those before.
      throw error;
    }
  }

  /** Runs the work when its turn comes. The turn lasts until the work has ended, also after an abort. */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const release = await this.acquire(signal);
    try {
      return await work();
    } finally {
      release();
    }
  }
}
