import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../shared/domain/error.ts';
import { localError } from '../local/local-errors.ts';

/** A file that will be written, whole or not at all, for this user alone. */
export interface OutputFile {
  /** Takes the place of a file of that name. Rejects AppError `local-...`. */
  save(text: string): Promise<void>;
  /** To be called in any case: leaves nothing behind that was not saved. */
  close(): Promise<void>;
}

/**
 * Finds out that it can be written before anything is sent whose answers would be lost otherwise. Rejects
 * AppError `local-...`.
 */
export async function prepareOutput(file: string): Promise<OutputFile> {
  const half = join(dirname(file), `.${basename(file).slice(0, 100)}.${randomUUID()}.tmp`);
  const there = await stat(file).catch(() => undefined); // What is not there will be made.
  if (there !== undefined && !there.isFile()) throw new AppError('local-not-a-file', file);
  try {
    await (await open(half, 'wx', 0o600)).close();
  } catch (thrown) {
    throw localError(thrown);
  }
  return {
    async save(text) {
      try {
        await writeFile(half, text);
        await rename(half, file);
      } catch (thrown) {
        throw localError(thrown);
      }
    },
    close: () => rm(half, { force: true }),
  };
}
