import { createHash, randomUUID } from 'node:crypto';
import { lstat, open, rm, utimes, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/domain/error.ts';
import { isUnchanged, openLocalFile } from '../messages/local-file.ts';

/** How a copy is read back, in lower-case hex. */
export type HashOf = (path: string) => Promise<string>;

/**
 * Copies a file into a folder, on another drive for example, under a temporary name; resolves with its path when the
 * copy is on disk and was read back the same. Rejects AppError `local-...` and leaves nothing there.
 */
export async function copyAcross(
  path: string,
  folder: string,
  hashOf: HashOf = sha256Of,
): Promise<string> {
  const copy = join(folder, `.${randomUUID()}.tmp`);
  try {
    const { state, sha256 } = await writeCopy(path, copy);
    const seconds = Number(state.modified) / 1e9;
    await utimes(copy, seconds, seconds);
    if ((await hashOf(copy)) !== sha256)
      throw new AppError('local-read-failed', 'The copy is not the same as the file.');
    if (!isUnchanged(path, state)) throw new AppError('local-changed', 'it was written to');
    return copy;
  } catch (thrown) {
    await rm(copy, { force: true }).catch(() => undefined); // What kept it from being copied is told.
    throw thrown;
  }
}

async function writeCopy(path: string, copy: string) {
  const file = await openLocalFile(path);
  let to: FileHandle | undefined;
  try {
    // Who could not read the file is not let read its copy.
    to = await open(copy, 'wx', (await lstat(path)).mode & 0o777);
    const hash = createHash('sha256');
    for await (const chunk of file.chunks(new AbortController().signal)) {
      hash.update(chunk);
      await to.writeFile(chunk);
    }
    await to.sync();
    return { state: file.state, sha256: hash.digest('hex') };
  } finally {
    await file.close();
    await to?.close();
  }
}

async function sha256Of(path: string): Promise<string> {
  const file = await openLocalFile(path);
  try {
    const hash = createHash('sha256');
    for await (const chunk of file.chunks(new AbortController().signal)) hash.update(chunk);
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}
