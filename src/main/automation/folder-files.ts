import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../shared/domain/error.ts';
import { localError } from '../local/local-errors.ts';
import type { SeenFile } from './steady-files.ts';

/** Looked at together; with 100,000 files in a folder the program goes on answering in between. */
const namesAtATime = 256;

const mostFiles = 100_000;

/**
 * The files of a folder whose names are meant, the first 100,000 of them; subfolders and links are left alone, as a
 * link could lead to any file of this computer. Rejects AppError `local-not-found`, `local-permission`,
 * `local-not-a-file`, `local-read-failed` where none can be looked at, `cancelled`.
 */
export async function filesIn(
  folder: string,
  isMeant: (name: string) => boolean,
  signal: AbortSignal,
): Promise<readonly SeenFile[]> {
  const files: SeenFile[] = [];
  let error: AppError | null = null;
  for await (const names of namesIn(folder)) {
    const looks = await Promise.all(names.filter(isMeant).map((name) => look(join(folder, name))));
    await nextTurn();
    if (signal.aborted) throw new AppError('cancelled');
    for (const found of looks) {
      if (found instanceof AppError) error ??= found;
      else if (found !== null) files.push(found);
    }
    if (files.length >= mostFiles) break;
  }
  // One file that the system keeps to itself says nothing about the others.
  if (error !== null && files.length === 0) throw error;
  return files.slice(0, mostFiles);
}

async function* namesIn(folder: string): AsyncGenerator<readonly string[], void, undefined> {
  try {
    let names: string[] = [];
    for await (const { name } of await opendir(folder, { bufferSize: namesAtATime })) {
      names.push(name);
      if (names.length < namesAtATime) continue;
      yield names;
      names = [];
    }
    yield names;
  } catch (thrown) {
    throw localError(thrown);
  }
}

/** Null: it is gone since, or no file. */
async function look(path: string): Promise<SeenFile | AppError | null> {
  try {
    const found = await lstat(path, { bigint: true });
    if (!found.isFile()) return null;
    const modifiedAt = Number(found.mtimeNs) / 1e6;
    return { path, size: Number(found.size), modifiedAt, fileId: found.ino };
  } catch (thrown) {
    const error = localError(thrown);
    return error.code === 'local-not-found' ? null : error;
  }
}
