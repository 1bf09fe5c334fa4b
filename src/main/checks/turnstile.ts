/** Lets a few in at once; the others wait in the order they came. */
export class Turnstile {
  readonly #waiting = new Set<() => void>();
  #free: number;

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /** Resolves inside, or at once when the signal ends. Call what it gives when leaving. */
  async enter(signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) return () => undefined;
    if (this.#free > 0) this.#free -= 1;
    else if (!(await this.#turn(signal))) return () => undefined;
    let inside = true;
    return () => {
      if (inside) this.#leave();
      inside = false;
    };
  }

  /** The place goes from one to the next, so that nobody slips in between. */
  #leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#free += 1;
    else next();
  }

  /** Whether it came, or the signal ended first. */
  #turn(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (came: boolean): void => {
        this.#waiting.delete(come);
        signal.removeEventListener('abort', giveUp);
        resolve(came);
      };
      const come = (): void => end(true);
      const giveUp = (): void => end(false);
      this.#waiting.add(come);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }
}
