import { constants, type BigIntStats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../shared/domain/error.ts';
import type { ChecksumAlgorithm } from '../../shared/domain/transfer.ts';
import { localError } from '../local/local-errors.ts';
import type { ByteSource, RestSource } from '../transport/transport.ts';
import { SnapshotReader, type SnapshotWatch } from './snapshot-reader.ts';

/** A local file as it was when it was opened. */
export interface Snapshot {
  readonly size: number;
  readonly modifiedAt: number;
  /** Rejects `local-changed` before its last piece if the file is not what it was: then no server can take it for whole. */
  readonly source: ByteSource;
  /** Behind its first `from` bytes; those are read as well, for the checksums. Ends as `source` does. */
  rest(from: number): RestSource;
  /** Bytes of it. Rejects `local-changed` where it has become shorter. */
  read(at: number, length: number): Promise<Buffer>;
  /** Lower-case hex, of the first `length` bytes. */
  checksumOf(length: number, algorithm: ChecksumAlgorithm): Promise<string>;
  /** Rejects `local-changed` if the file is not what it was. */
  check(): Promise<void>;
  /** Of the bytes that were sent, with those before them; null until all were read. */
  checksum(algorithm: ChecksumAlgorithm): string | null;
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
 * Opens a file to be sent. What can't be read rejects `local-not-found`, `local-permission`, `local-locked`,
 * `local-not-a-file`, `local-read-failed`.
 */
export async function openSnapshot(path: string, watch: SnapshotWatch): Promise<Snapshot> {
  const handle = await openRegular(path);
  try {
    const before = await handle.stat({ bigint: true });
    const facts = factsOf(before);
    const { size } = facts;
    const reader = new SnapshotReader(path, handle, before, watch);
    return {
      ...facts,
      source: { size, pieces: (pieceSize) => reader.pieces(pieceSize, 0) },
      rest: (from) => ({ size, from, pieces: (pieceSize) => reader.pieces(pieceSize, from) }),
      read: (at, length) => reader.read(at, length),
      checksumOf: (length, algorithm) => reader.checksumOf(length, algorithm),
      check: () => reader.check(),
      checksum: (algorithm) => reader.checksums.get(algorithm) ?? null,
      sha256: () => reader.checksums.get('sha-256') ?? null,
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
