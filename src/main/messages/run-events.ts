import type { Clock } from '../clock.ts';

/** At most ten a second. */
const everyMs = 100;
/** More at once are a run that begins or ends: whoever shows rows asks for those in sight. */
const mostAtOnce = 1000;

/** Many small changes of a run come in, few and merged ones go out. */
export class RunEvents {
  readonly #clock: Clock;
  readonly #tell: (indexes: readonly number[]) => void;
  readonly #changed = new Set<number>();
  #due = false;
  #toldAt = -Infinity;
  #stopTimer: (() => void) | undefined;

  constructor(clock: Clock, tell: (indexes: readonly number[]) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  changed(indexes: readonly number[]): void {
    if (indexes.length <= mostAtOnce) for (const index of indexes) this.#changed.add(index);
    this.#due = true;
    const wait = this.#toldAt + everyMs - this.#clock.now();
    this.#stopTimer ??= this.#clock.after(Math.min(everyMs, Math.max(0, wait)), () => this.flush());
  }

  /** Tells at once what was not told yet. */
  flush(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    if (!this.#due) return;
    this.#due = false;
    this.#toldAt = this.#clock.now();
    const indexes = [...this.#changed].sort((a, b) => a - b);
    this.#changed.clear();
    this.#tell(indexes);
  }
}
