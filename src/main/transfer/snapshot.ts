import { createHash } from 'node:crypto';
import { constants, type BigIntStats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../shared/domain/error.ts';
import { localError } from '../local/local-errors.ts';
import type { ByteSource } from '../transport/transport.ts';

/** A local file as it was when it was opened. */
export interface Snapshot {
  readonly size: number;
  readonly modifiedAt: number;
  /** Rejects `local-changed` before its last piece if the file is not what it was: then no server can take it for whole. */
  readonly source: ByteSource;
  /** Of the bytes that were read; null until all were. */
  sha256(): string | null;
  close(): Promise<void>;
}

/** Size and time of a file that can be sent. Rejects `local-not-found`, `local-permission`, `local-not-a-file` ... */
export async function localFacts(
  path: string,
): Promise<{ readonly size: number; readonly modifiedAt: number }> {
  try {
    return factsOf(await stat(path, { bigint: true }));
  } catch (thrown) {
    throw localError(thrown);
  }
}

/**
 * Opens a file to be sent. `pass` is awaited before each piece (a pause). What can't be read rejects
 * `local-not-found`, `local-permission`, `local-locked`, `local-not-a-file`, `local-read-failed`.
 */
export async function openSnapshot(path: string, pass: () => Promise<void>): Promise<Snapshot> {
  const handle = await openRegular(path);
  try {
    const before = await handle.stat({ bigint: true });
    const facts = factsOf(before);
    const reader = new SnapshotReader(path, handle, before, pass);
    return {
      ...facts,
      source: { size: facts.size, pieces: (pieceSize) => reader.pieces(pieceSize) },
      sha256: () => reader.sha256,
      close: () => handle.close(),
    };
  } catch (thrown) {
    await handle.close();
    throw localError(thrown);
  }
}

async function openRegular(path: string): Promise<FileHandle> {
  try {
    // A pipe would hold up the program until somebody writes into it; Windows has no such flag and no such pipes.
    const nonBlocking = (constants as { readonly O_NONBLOCK?: number }).O_NONBLOCK ?? 0;
    return await open(path, constants.O_RDONLY | nonBlocking);
  } catch (thrown) {
    // Windows refuses to open a folder with EPERM, which would read as a matter of rights.
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && !found.isFile()) throw new AppError('local-not-a-file');
    throw localError(thrown);
  }
}

function factsOf(stats: BigIntStats): { readonly size: number; readonly modifiedAt: number } {
  if (!stats.isFile()) throw new AppError('local-not-a-file');
  return { size: Number(stats.size), modifiedAt: Number(stats.mtimeMs) };
}

class SnapshotReader {
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #before: BigIntStats;
  readonly #pass: () => Promise<void>;
  #sha256: string | null = null;

  constructor(path: string, handle: FileHandle, before: BigIntStats, pass: () => Promise<void>) {
    this.#path = path;
    this.#handle = handle;
    this.#before = before;
    this.#pass = pass;
  }

  get sha256(): string | null {
    return this.#sha256;
  }

  async *pieces(pieceSize: number): AsyncGenerator<Buffer, void, undefined> {
    const size = Number(this.#before.size);
    const hash = createHash('sha256');
    let next = this.#read(0, Math.min(pieceSize, size));
    for (let at = 0; at < size;) {
      await this.#pass();
      const piece = await next;
      at += piece.length;
      hash.update(piece);
      if (at < size) {
        // Disk and network overlap by one piece.
        next = this.#read(at, Math.min(pieceSize, size - at));
      } else {
        await this.#check();
        this.#sha256 = hash.digest('hex');
      }
      yield piece;
    }
    if (size === 0) {
      await this.#check();
      this.#sha256 = hash.digest('hex');
    }
  }

  #read(at: number, length: number): Promise<Buffer> {
    const reading = this.#fill(Buffer.allocUnsafeSlow(length), at);
    // Nobody awaits the piece that was read ahead when the transfer ends early.
    reading.catch(() => undefined);
    return reading;
  }

  async #fill(piece: Buffer, at: number): Promise<Buffer> {
    for (let filled = 0; filled < piece.length;) {
      const { bytesRead } = await this.#attempt(() =>
        this.#handle.read(piece, filled, piece.length - filled, at + filled),
      );
      if (bytesRead === 0) throw new AppError('local-changed', 'the file became shorter');
      filled += bytesRead;
    }
    return piece;
  }

  async #check(): Promise<void> {
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
