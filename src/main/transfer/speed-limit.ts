import { AppError } from '../../shared/domain/error.ts';
import type { Clock } from '../clock.ts';

interface Waiting {
  readonly bytes: number;
  readonly go: () => void;
}

/** A changed limit is noticed after so many ms at the latest. */
const longestSleep = 1000;

/**
 * How many bytes a second all files of a site may move together: a bucket that fills with time and holds what
 * may pass in one second. Whoever asked first passes first.
 */
export class SpeedLimit {
  readonly #clock: Clock;
  readonly #kibPerSecond: () => number;
  readonly #waiting: Waiting[] = [];
  /** Bytes that may pass now; below 0 after a piece larger than the bucket. */
  #allowance = Infinity;
  #filledAt = 0;
  #stopSleeping: (() => void) | null = null;

  /** `kibPerSecond`: 0 is no limit. It is asked again and again, and may change. */
  constructor(clock: Clock, kibPerSecond: () => number) {
    this.#clock = clock;
    this.#kibPerSecond = kibPerSecond;
  }

  /** Resolves when so many more bytes may go. Rejects `cancelled`. */
  async pass(bytes: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw new AppError('cancelled');
    if (bytes === 0 || (this.#waiting.length === 0 && this.#take(bytes))) return;
    await this.#wait(bytes, signal);
  }

  #wait(bytes: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(new AppError('cancelled'));
        this.#letGo();
      };
      const waiting: Waiting = {
        bytes,
        go: () => {
          signal.removeEventListener('abort', stop);
          resolve();
        },
      };
      signal.addEventListener('abort', stop, { once: true });
      this.#waiting.push(waiting);
      this.#letGo();
    });
  }

  /** Lets those pass who may, and sleeps until the next one may. */
  #letGo(): void {
    this.#stopSleeping?.();
    this.#stopSleeping = null;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (!this.#take(next.bytes)) break;
      this.#waiting.shift();
      next.go();
    }
    const next = this.#waiting[0];
    if (next === undefined) return;
    const rate = this.#kibPerSecond() * 1024;
    const missing = Math.min(next.bytes, rate) - this.#allowance;
    const sleep = Math.min(longestSleep, Math.max(1, Math.ceil((missing / rate) * 1000)));
    this.#stopSleeping = this.#clock.after(sleep, () => this.#letGo());
  }

  #take(bytes: number): boolean {
    const rate = this.#kibPerSecond() * 1024;
    if (rate === 0) {
      this.#allowance = Infinity;
      return true;
    }
    const now = this.#clock.elapsed();
    const filled = this.#allowance + ((now - this.#filledAt) / 1000) * rate;
    this.#filledAt = now;
    this.#allowance = Math.min(rate, filled);
    // A piece larger than the bucket passes when it is full, and the next ones wait the longer.
    if (this.#allowance < Math.min(bytes, rate)) return false;
    this.#allowance -= bytes;
    return true;
  }
}
