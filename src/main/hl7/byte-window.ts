/**
 * The bytes that were read and not yet handed on. Positions are offsets in the whole input.
 * A chunk is kept as it is where that is possible: whoever appends it must not write to it again.
 */
export class ByteWindow {
  #buffer: Buffer = Buffer.alloc(0);
  /** Position of the buffer's first byte. */
  #base = 0;
  #start = 0;
  #end = 0;
  /** Whether the room behind the bytes is ours to fill. */
  #ours = false;

  get start(): number {
    return this.#start;
  }

  get end(): number {
    return this.#end;
  }

  append(chunk: Buffer): void {
    const kept = this.#end - this.#start;
    if (kept === 0) {
      this.#hold(chunk, false);
    } else {
      if (!this.#ours || this.#end - this.#base + chunk.length > this.#buffer.length) {
        // Twice what is kept: bytes that come in small chunks are copied a fixed number of times.
        const larger = Buffer.allocUnsafeSlow(kept + Math.max(kept, chunk.length));
        this.#buffer.copy(larger, 0, this.#start - this.#base, this.#end - this.#base);
        this.#hold(larger, true);
      }
      chunk.copy(this.#buffer, this.#end - this.#base);
    }
    this.#end += chunk.length;
  }

  /** -1 outside of what is there. */
  at(position: number): number {
    return position < this.#end ? (this.#buffer[position - this.#base] ?? -1) : -1;
  }

  /** -1 where it does not occur from that position on. */
  indexOf(byte: number, from: number): number {
    const found = this.#buffer.indexOf(byte, from - this.#base);
    return found < 0 || found + this.#base >= this.#end ? -1 : found + this.#base;
  }

  /** Hands on, without a copy, what comes before that position. */
  take(until: number): Buffer {
    const taken = this.#buffer.subarray(this.#start - this.#base, until - this.#base);
    this.#start = until;
    return taken;
  }

  #hold(buffer: Buffer, ours: boolean): void {
    this.#buffer = buffer;
    this.#base = this.#start;
    this.#ours = ours;
  }
}

/** Finds the next place of one byte, and looks at no byte of a growing window twice. */
export class ByteFinder {
  readonly #byte: number;
  #found = -1;
  #searchedTo = 0;

  constructor(byte: number) {
    this.#byte = byte;
  }

  /** -1 if it is not in the window. `from` never goes back. */
  next(window: ByteWindow, from: number): number {
    if (this.#found >= from) return this.#found;
    const start = Math.max(from, this.#searchedTo);
    this.#found = start < window.end ? window.indexOf(this.#byte, start) : -1;
    if (this.#found < 0) this.#searchedTo = window.end;
    return this.#found;
  }
}
