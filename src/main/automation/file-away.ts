import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../shared/domain/error.ts';
import { localError } from '../local/local-errors.ts';
import { isUnchanged, openLocalFile, type FileState } from '../messages/local-file.ts';
import { copyAcross } from './copy-across.ts';
import { filedNames, monthOf, noteNames, noteText } from './filed-names.ts';

export type FilingEnd =
  | { readonly kind: 'sent'; readonly at: number }
  | {
      readonly kind: 'refused';
      readonly at: number;
      /** Why, in words for a person; no content of the file. */
      readonly note: string;
    };

export interface FileAwayParts {
  /** Size and time (whole milliseconds) of what was sent: a file that has come under its name since is left alone. */
  readonly was?: { readonly size: number; readonly modifiedAt: number };
  readonly rename?: typeof rename;
}

/**
 * Moves a file into Sent/yyyy-mm or Refused beside it, there with a note that says why; resolves with its new path.
 * Nothing is overwritten, and nothing is removed of which the folder does not have all. Rejects AppError `local-...`:
 * then the file is where it was.
 */
export async function fileAway(
  path: string,
  end: FilingEnd,
  { was, rename: move = rename }: FileAwayParts = {},
): Promise<string> {
  try {
    const before = await stateOf(path);
    if (was !== undefined && !isAs(was, before)) throw new AppError('local-changed');
    const beside = dirname(path);
    const folder =
      end.kind === 'sent' ? join(beside, 'Sent', monthOf(end.at)) : join(beside, 'Refused');
    await mkdir(folder, { recursive: true });
    const to = await createNew(folder, filedNames(basename(path), end.at), '');
    let note: string | null = null;
    try {
      if (end.kind === 'refused') note = await writeNote(to, end);
      await moveOver(path, to, before, move);
    } catch (thrown) {
      await takeBack(path, to, note);
      throw thrown;
    }
    return to;
  } catch (thrown) {
    throw localError(thrown);
  }
}

/** A link is not a file here: moved elsewhere it would lead to another one. */
async function stateOf(path: string): Promise<FileState> {
  if (!(await lstat(path)).isFile()) throw new AppError('local-not-a-file');
  const file = await openLocalFile(path);
  await file.close();
  return file.state;
}

const isAs = (was: NonNullable<FileAwayParts['was']>, { size, modified }: FileState): boolean =>
  was.size === size && Math.trunc(was.modifiedAt) === Number(modified / 1_000_000n);

/**
 * Makes an empty file under the first name that is free. A rename overwrites what has its new name, and links, which
 * would refuse to, are unknown to many network drives: so the name is taken first by a file of ours, which nobody
 * else does with the same name, and only that is overwritten.
 */
async function createNew(
  folder: string,
  names: Iterable<string>,
  content: string,
): Promise<string> {
  for (const name of names) {
    const path = join(folder, name);
    try {
      const handle = await open(path, 'wx');
      try {
        await handle.writeFile(content);
      } catch (thrown) {
        await rm(path, { force: true });
        throw thrown;
      } finally {
        await handle.close();
      }
      return path;
    } catch (thrown) {
      if (localError(thrown).code !== 'local-exists') throw thrown;
    }
  }
  throw new AppError('local-exists', 'There is no name left for it.');
}

const writeNote = (to: string, { at, note }: Extract<FilingEnd, { kind: 'refused' }>) =>
  createNew(dirname(to), noteNames(basename(to)), noteText(basename(to), at, note));

/** While the file is where it was, an empty one under its new name is ours. */
async function takeBack(path: string, to: string, note: string | null): Promise<void> {
  if (note !== null) await rm(note, { force: true }).catch(() => undefined);
  try {
    await lstat(path);
    if ((await lstat(to)).size === 0) await rm(to);
  } catch {
    // What is left behind is empty; why the file was not moved is told.
  }
}

async function moveOver(
  path: string,
  to: string,
  before: FileState,
  move: typeof rename,
): Promise<void> {
  try {
    await move(path, to);
  } catch (thrown) {
    if ((thrown as { readonly code?: unknown }).code === 'EXDEV') {
      await moveAcross(path, to, before);
      return;
    }
    // A network drive may say so of what it has done all the same.
    if (before.size === 0 || !isUnchanged(to, before)) throw thrown;
  }
  // Some drives number a file anew when it is moved.
  if (isUnchanged(to, { ...before, number: 0n })) return;
  await putBack(to, path, before);
  throw new AppError('local-changed', 'it was written to, or another file has taken its place');
}

/** To another drive. The copy is whole and on disk before the file is touched. */
async function moveAcross(path: string, to: string, before: FileState): Promise<void> {
  const folder = dirname(to);
  const copy = await copyAcross(path, folder);
  try {
    if (!isUnchanged(path, before)) throw new AppError('local-changed', 'it was written to');
    await rename(copy, to);
  } catch (thrown) {
    await rm(copy, { force: true }).catch(() => undefined);
    throw thrown;
  }
  try {
    await syncFolder(folder);
    await removeCopied(path, before);
  } catch (thrown) {
    if (isUnchanged(path, before)) await rm(to, { force: true });
    throw thrown;
  }
}

/** Under a name that nobody knows first: what has come under its own name meanwhile was not copied. */
async function removeCopied(path: string, before: FileState): Promise<void> {
  const aside = join(dirname(path), `.${randomUUID()}.tmp`);
  await rename(path, aside);
  if (!isUnchanged(aside, before)) {
    await putBack(aside, path, before);
    return;
  }
  try {
    await rm(aside);
  } catch (thrown) {
    await putBack(aside, path, before);
    throw thrown;
  }
}

/** Beside its own name where that is taken again. */
async function putBack(from: string, path: string, { modified }: FileState): Promise<void> {
  const names = filedNames(basename(path), Number(modified / 1_000_000n));
  await rename(from, await createNew(dirname(path), names, ''));
}

/** So that the new name is on disk as well. Windows has no such thing, and some drives refuse it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
