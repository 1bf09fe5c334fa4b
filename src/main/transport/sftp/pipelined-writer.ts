import { AppError } from '../../../shared/domain/error.ts';
import type { ByteSource } from '../transport.ts';

export interface PipelineOptions {
  /**
   * Sends these bytes to that offset of the file; resolves when the server has confirmed them. They are
   * taken before it returns.
   */
  readonly write: (bytes: Buffer, offset: number) => Promise<void>;
  /** Bytes in one write at the most. */
  readonly writeSize: number;
  /** Where the source's first byte belongs. */
  readonly from?: number;
  /** Rising count of confirmed bytes, with those before `from`. */
  readonly confirmed: (bytes: number) => void;
  /** Milliseconds. */
  readonly now?: () => number;
}

const kib = 1024;
const smallestWindow = 64 * kib;
const firstWindow = 512 * kib;
/** One write more than OpenSSH lets a channel have under way, so that the channel does not run dry. */
const largestWindow = 2304 * kib;
/** On a slow line the confirmations of large writes would come too rarely. */
const smallWrite = 32 * kib;
const atOnceMs = 250;
const quickMs = 1000;
const slowMs = 2000;

/**
 * Writes a source with many writes under way, each to its own offset. How many bytes may be under way
 * follows the line: it grows while the server confirms quickly and shrinks when it takes seconds, so
 * that an abort is never stuck behind a long queue.
 */
export class PipelinedWriter {
  readonly #options: PipelineOptions;
  #handed: number;
  #confirmed: number;
  #window = firstWindow;
  #failure: unknown;
  /** Whoever waits for room, for the end or for the source. */
  #waiting: { readonly ready: () => boolean; readonly settle: (error?: unknown) => void } | null =
    null;

  constructor(options: PipelineOptions) {
    this.#options = options;
    this.#handed = this.#confirmed = options.from ?? 0;
  }

  /** Where the last byte that was given to the link ends. */
  get handed(): number {
    return this.#handed;
  }

  /** Resolves when every byte was confirmed. The first failure, the source's or a write's, rejects. */
  async send(source: ByteSource, signal: AbortSignal): Promise<void> {
    const onAbort = (): void => this.#fail(new AppError('cancelled'));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    const pieces = source.pieces(this.#options.writeSize);
    try {
      for (;;) {
        const next = await this.#orFailure(pieces.next());
        if (next.done === true) break;
        await this.#send(next.value);
      }
      if (this.#handed !== source.size) {
        const detail = `${this.#handed} bytes were read, ${source.size} were announced`;
        throw new AppError('local-changed', detail);
      }
      await this.#until(() => this.#confirmed === this.#handed);
    } catch (error) {
      this.#fail(error);
      // A source that waits ends only when its wait does; nobody needs its last word.
      pieces.return().catch(() => undefined);
      throw error;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  async #send(piece: Buffer): Promise<void> {
    for (let at = 0; at < piece.length;) {
      const bytes = piece.subarray(at, at + this.#writeSize());
      const hasRoom = (): boolean => this.#underWay() === 0 || this.#hasRoomFor(bytes.length);
      if (this.#failure !== undefined || !hasRoom()) await this.#until(hasRoom);
      this.#write(bytes);
      at += bytes.length;
    }
  }

  /** A quarter of the window at the most, so that confirmations come in a steady stream. */
  #writeSize(): number {
    return Math.min(this.#options.writeSize, Math.max(smallWrite, this.#window / 4));
  }

  #write(bytes: Buffer): void {
    const { write, confirmed, now = () => performance.now() } = this.#options;
    const sentAt = now();
    const offset = this.#handed;
    this.#handed += bytes.length;
    const wasFull = this.#underWay() * 2 > this.#window;
    write(bytes, offset).then(
      () => {
        this.#confirmed += bytes.length;
        this.#adapt(now() - sentAt, bytes.length, wasFull);
        if (this.#failure === undefined) confirmed(this.#confirmed);
        this.#wake();
      },
      (error: unknown) => this.#fail(error),
    );
  }

  #adapt(tookMs: number, step: number, wasFull: boolean): void {
    if (tookMs > slowMs) this.#window = Math.max(smallestWindow, this.#window - step);
    else if (wasFull && tookMs < quickMs) {
      const growth = tookMs < atOnceMs ? step * 4 : step;
      this.#window = Math.min(largestWindow, this.#window + growth);
    }
  }

  #underWay(): number {
    return this.#handed - this.#confirmed;
  }

  #hasRoomFor(bytes: number): boolean {
    return this.#underWay() + bytes <= this.#window;
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    this.#waiting?.settle(this.#failure);
  }

  #wake(): void {
    if (this.#waiting?.ready() === true) this.#waiting.settle();
  }

  #until(ready: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) reject(asError(this.#failure));
      else if (ready()) resolve();
      else this.#wait(ready, resolve, reject);
    });
  }

  #orFailure<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const never = (): boolean => false;
      if (this.#failure === undefined) this.#wait(never, () => undefined, reject);
      else reject(asError(this.#failure));
      const after =
        <V>(settle: (value: V) => void) =>
        (value: V): void => {
          this.#waiting = null; // Before anyone goes on and waits for the next thing.
          settle(value);
        };
      work.then(after(resolve), after(reject));
    });
  }

  #wait(ready: () => boolean, resolve: () => void, reject: (error: Error) => void): void {
    this.#waiting = {
      ready,
      settle: (error) => {
        this.#waiting = null;
        if (error === undefined) resolve();
        else reject(asError(error));
      },
    };
  }
}

const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown));
