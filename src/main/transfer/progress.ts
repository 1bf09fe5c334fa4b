import type { TransferProgress } from '../../shared/domain/transfer.ts';
import type { Clock } from '../clock.ts';

/** Speed is that of the last seconds. */
const windowMs = 5000;
const sampleEveryMs = 250;
/** At most 5 reports a second. */
const reportEveryMs = 200;

type Listener = (progress: readonly TransferProgress[]) => void;

interface Gauge {
  size: number;
  sentBytes: number;
  /** Oldest first, at most windowMs / sampleEveryMs of them. */
  samples: { readonly at: number; readonly sentBytes: number }[];
}

/** How far the files under way are: many small reports come in, few and merged ones go out. */
export class ProgressMeter {
  readonly #clock: Clock;
  readonly #listeners = new Set<Listener>();
  readonly #gauges = new Map<string, Gauge>();
  #cancelReport: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** From here on, also after a pause: time that was waited does not count as slow. */
  begin(id: string, size: number): void {
    const sentBytes = this.sentBytes(id);
    this.#gauges.set(id, { size, sentBytes, samples: [{ at: this.#clock.now(), sentBytes }] });
  }

  report(id: string, sentBytes: number): void {
    const gauge = this.#gauges.get(id);
    if (gauge === undefined) return;
    gauge.sentBytes = sentBytes;
    const at = this.#clock.now();
    if (at - (gauge.samples.at(-1)?.at ?? 0) >= sampleEveryMs) {
      gauge.samples.push({ at, sentBytes });
      while (at - (gauge.samples[0]?.at ?? at) > windowMs) gauge.samples.shift();
    }
    this.#cancelReport ??= this.#clock.after(reportEveryMs, () => this.#tell());
  }

  end(id: string): void {
    this.#gauges.delete(id);
  }

  sentBytes(id: string): number {
    return this.#gauges.get(id)?.sentBytes ?? 0;
  }

  /** Of everything under way. */
  now(): readonly TransferProgress[] {
    return [...this.#gauges].map(([id, gauge]) => figures(id, gauge, this.#clock.now()));
  }

  /** Returns its undo. */
  onProgressed(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#cancelReport?.();
    this.#cancelReport = null;
  }

  #tell(): void {
    this.#cancelReport = null;
    const progress = this.now();
    if (progress.length === 0) return;
    for (const listener of this.#listeners) listener(progress);
  }
}

function figures(id: string, gauge: Gauge, now: number): TransferProgress {
  const speed = speedOf(gauge, now);
  const left = Math.max(0, gauge.size - gauge.sentBytes);
  const secondsLeft = speed === null || speed === 0 ? null : Math.ceil(left / speed);
  return { id, sentBytes: gauge.sentBytes, speed, secondsLeft };
}

/** Null until there is a second to judge by. */
function speedOf({ samples, sentBytes }: Gauge, now: number): number | null {
  const first = samples[0];
  if (first === undefined || now - first.at < 1000) return null;
  return Math.round(((sentBytes - first.sentBytes) * 1000) / (now - first.at));
}
