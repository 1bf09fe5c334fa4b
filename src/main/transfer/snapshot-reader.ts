import type { BigIntStats } from 'node:fs';
import { stat, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../shared/domain/error.ts';
import type { ChecksumAlgorithm } from '../../shared/domain/transfer.ts';
import { localError } from '../local/local-errors.ts';
import { runningChecksum, type RunningChecksum } from './checksum.ts';

/** What a snapshot that is being sent waits for, and what is made of its bytes on the way. */
export interface SnapshotWatch {
  /** Awaited before each piece is given, with its bytes: a pause, a speed limit. With 0 before bytes that go nowhere. */
  readonly pass: (bytes: number) => Promise<void>;
  /** Awaited before the last piece is given, or before the end where there is none: it has to be on disk by then. */
  readonly lastPiece: () => Promise<void>;
  /** Besides SHA-256. */
  readonly checksums: readonly ChecksumAlgorithm[];
}

/** For bytes that are only hashed: small enough to leave the event loop to others. */
const skimmed = 64 * 1024;

/** Reads a file that is open, and sees whether it stays as it was. See Snapshot. */
export class SnapshotReader {
  /** Of all of its bytes, once the last one was read. */
  readonly checksums = new Map<ChecksumAlgorithm, string>();
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #before: BigIntStats;
  readonly #watch: SnapshotWatch;

  constructor(path: string, handle: FileHandle, before: BigIntStats, watch: SnapshotWatch) {
    this.#path = path;
    this.#handle = handle;
    this.#before = before;
    this.#watch = watch;
  }

  async *pieces(pieceSize: number, from: number): AsyncGenerator<Buffer, void, undefined> {
    const size = Number(this.#before.size);
    const algorithms = new Set<ChecksumAlgorithm>(['sha-256', ...this.#watch.checksums]);
    const running = new Map([...algorithms].map((each) => [each, runningChecksum(each)]));
    await this.#skim(from, [...running.values()]);
    // New memory for each piece is what a large file would spend most of its time on.
    const length = Math.min(pieceSize, size - from);
    const inTurn = [Buffer.allocUnsafeSlow(length), Buffer.allocUnsafeSlow(length)];
    const readAhead = (at: number): Promise<Buffer> => {
      const bytes = (inTurn.reverse()[0] ?? Buffer.alloc(length)).subarray(0, size - at);
      const reading = this.#fill(bytes, at);
      // Nobody awaits the piece that was read ahead when the transfer ends early.
      reading.catch(() => undefined);
      return reading;
    };
    let next = readAhead(from);
    for (let at = from; at < size;) {
      await this.#watch.pass(Math.min(pieceSize, size - at));
      const piece = await next;
      at += piece.length;
      for (const checksum of running.values()) checksum.update(piece);
      // Disk and network overlap by one piece.
      if (at < size) next = readAhead(at);
      else await this.#beforeLast(running);
      yield piece;
    }
    if (from >= size) await this.#beforeLast(running);
  }

  async checksumOf(length: number, algorithm: ChecksumAlgorithm): Promise<string> {
    const checksum = runningChecksum(algorithm);
    await this.#skim(length, [checksum]);
    return checksum.hex();
  }

  read(at: number, length: number): Promise<Buffer> {
    // Its own memory: a small buffer of the pool would be shared with whatever else is read.
    return this.#fill(Buffer.allocUnsafeSlow(length), at);
  }

  async #fill(bytes: Buffer, at: number): Promise<Buffer> {
    for (let filled = 0; filled < bytes.length;) {
      const { bytesRead } = await this.#attempt(() =>
        this.#handle.read(bytes, filled, bytes.length - filled, at + filled),
      );
      if (bytesRead === 0) throw new AppError('local-changed', 'the file became shorter');
      filled += bytesRead;
    }
    return bytes;
  }

  async check(): Promise<void> {
    const now = await this.#attempt(() => this.#handle.stat({ bigint: true }));
    const before = this.#before;
    if (now.size !== before.size)
      throw new AppError('local-changed', `it had ${before.size} bytes and now has ${now.size}`);
    if (now.mtimeNs !== before.mtimeNs) throw new AppError('local-changed', 'it was written to');
    const there = await stat(this.#path, { bigint: true }).catch(() => undefined);
    if (there === undefined) throw new AppError('local-changed', 'it was moved or deleted');
    // Some network drives number their files with 0.
    if (there.ino !== 0n && before.ino !== 0n && there.ino !== before.ino)
      throw new AppError('local-changed', 'another file has taken its place');
  }

  async #beforeLast(running: ReadonlyMap<ChecksumAlgorithm, RunningChecksum>): Promise<void> {
    await this.check();
    await this.#watch.lastPiece();
    for (const [algorithm, checksum] of running) this.checksums.set(algorithm, checksum.hex());
  }

  async #skim(length: number, checksums: readonly RunningChecksum[]): Promise<void> {
    for (let at = 0; at < length; at += skimmed) {
      await this.#watch.pass(0);
      const piece = await this.read(at, Math.min(skimmed, length - at));
      for (const checksum of checksums) checksum.update(piece);
    }
  }

  async #attempt<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (thrown) {
      const { code, detail } = localError(thrown);
      throw new AppError(code === 'local-not-found' ? 'local-changed' : code, detail, {
        cause: thrown,
      });
    }
  }
}
