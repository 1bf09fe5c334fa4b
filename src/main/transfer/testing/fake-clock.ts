import type { Clock } from '../../clock.ts';

/** Time that stands still until a test moves it. */
export class FakeClock implements Clock {
  #now = Date.UTC(2026, 5, 1, 9);
  #elapsed = 0;
  #timers: { readonly at: number; readonly act: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  elapsed(): number {
    return this.#elapsed;
  }

  after(ms: number, act: () => void): () => void {
    const timer = { at: this.#elapsed + ms, act };
    this.#timers.push(timer);
    return () => void (this.#timers = this.#timers.filter((each) => each !== timer));
  }

  pass(ms: number): void {
    this.#now += ms;
    this.#elapsed += Math.max(0, ms);
    const due = this.#timers.filter((timer) => timer.at <= this.#elapsed);
    this.#timers = this.#timers.filter((timer) => timer.at > this.#elapsed);
    for (const timer of due) timer.act();
  }

  /** Somebody sets the clock ahead, or back. */
  set(ms: number): void {
    this.#now += ms;
  }
}
