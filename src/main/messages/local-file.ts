import { constants, statSync, type BigIntStats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../shared/domain/error.ts';
import { localError } from '../local/local-errors.ts';

/** What tells that a file is still the one it was. */
export interface FileState {
  readonly size: number;
  readonly modified: bigint;
  /** 0 where the drive does not number its files. */
  readonly number: bigint;
}

/** A file of this computer, open for reading; nothing is ever written to it. */
export interface LocalFile {
  readonly state: FileState;
  /** From the beginning on, each piece in memory of its own. Rejects AppError `local-...`, `cancelled`. */
  chunks(signal: AbortSignal): AsyncGenerator<Buffer, void, undefined>;
  /** Rejects AppError `local-changed` where it is shorter. */
  read(offset: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

const chunkSize = 256 * 1024;

/**
 * Rejects AppError `local-not-found`, `local-permission`, `local-locked`, `local-not-a-file`,
 * `local-read-failed`, and `local-changed` if it is not as it was.
 */
export async function openLocalFile(path: string, before?: FileState): Promise<LocalFile> {
  const handle = await openRegular(path);
  try {
    const state = stateOf(await handle.stat({ bigint: true }));
    if (before !== undefined && !isSame(before, state))
      throw new AppError('local-changed', 'it was written to since it was opened');
    return {
      state,
      chunks: (signal) => chunksOf(handle, signal),
      read: (offset, length) => readAll(handle, offset, length),
      close: () => handle.close(),
    };
  } catch (thrown) {
    await handle.close();
    throw localError(thrown);
  }
}

/** Whether it is as it was. False also where it can't be looked at: who opens it then learns why. */
export function isUnchanged(path: string, before: FileState): boolean {
  try {
    return isSame(before, stateOf(statSync(path, { bigint: true })));
  } catch {
    return false;
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

function stateOf(stats: BigIntStats): FileState {
  if (!stats.isFile()) throw new AppError('local-not-a-file');
  return { size: Number(stats.size), modified: stats.mtimeNs, number: stats.ino };
}

const isSame = (before: FileState, now: FileState): boolean =>
  before.size === now.size &&
  before.modified === now.modified &&
  (before.number === now.number || before.number === 0n || now.number === 0n);

async function* chunksOf(
  handle: FileHandle,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  for (let at = 0; ;) {
    if (signal.aborted) throw new AppError('cancelled');
    const chunk = Buffer.allocUnsafeSlow(chunkSize);
    const bytesRead = await readOnce(handle, chunk, 0, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
}

async function readAll(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(length);
  for (let filled = 0; filled < length;) {
    const bytesRead = await readOnce(handle, bytes, filled, offset + filled);
    if (bytesRead === 0) throw new AppError('local-changed', 'it became shorter');
    filled += bytesRead;
  }
  return bytes;
}

async function readOnce(
  handle: FileHandle,
  into: Buffer,
  filled: number,
  at: number,
): Promise<number> {
  try {
    return (await handle.read(into, filled, into.length - filled, at)).bytesRead;
  } catch (thrown) {
    throw localError(thrown);
  }
}
