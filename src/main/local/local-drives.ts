import { opendir, stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../shared/domain/error.ts';
import type { EntryKind, LocalEntry, LocalFolder } from '../../shared/domain/remote-entry.ts';
import { crumbsOf } from './crumbs.ts';
import { localError } from './local-errors.ts';

/** Looked at together; with 100,000 files in a folder the program goes on answering in between. */
const namesAtATime = 256;

const kindOf = (facts: { isFile(): boolean; isDirectory(): boolean }): EntryKind =>
  facts.isFile() ? 'file' : facts.isDirectory() ? 'folder' : 'other';

/** A link is shown as what it leads to. What can't be looked at is shown, as "other", and not lost. */
async function look(name: string, path: string): Promise<LocalEntry> {
  try {
    const facts = await stat(path);
    const kind = kindOf(facts);
    const size = kind === 'file' ? facts.size : 0;
    return { name, path, kind, size, modifiedAt: Math.trunc(facts.mtimeMs) };
  } catch {
    // Locked by the system (pagefile.sys), a link that leads nowhere, gone since: its name is all there is.
    return { name, path, kind: 'other', size: 0, modifiedAt: null };
  }
}

async function* namesIn(folder: string): AsyncGenerator<readonly string[], void, undefined> {
  let names: string[] = [];
  for await (const { name } of await opendir(folder, { bufferSize: namesAtATime })) {
    names.push(name);
    if (names.length < namesAtATime) continue;
    yield names;
    names = [];
  }
  yield names;
}

/**
 * What lies in a folder of this computer (null: the home folder). Rejects `local-not-found`,
 * `local-permission`, `local-not-a-file` for what is no folder, `invalid-input` for a relative path.
 */
export async function listLocalFolder(
  path: string | null,
  home: string,
  platform: NodeJS.Platform,
): Promise<LocalFolder> {
  const paths = platform === 'win32' ? win32 : posix;
  if (path !== null && !paths.isAbsolute(path))
    throw new AppError('invalid-input', 'The path of a folder starts at a drive or at the root');
  const folder = paths.resolve(path ?? home);
  const prefix = folder.endsWith(paths.sep) ? folder : folder + paths.sep;
  const entries: LocalEntry[] = [];
  try {
    for await (const names of namesIn(folder)) {
      entries.push(...(await Promise.all(names.map((name) => look(name, prefix + name)))));
      await nextTurn();
    }
  } catch (thrown) {
    throw localError(thrown);
  }
  const crumbs = crumbsOf(folder, platform);
  return { path: folder, parent: crumbs.at(-2)?.path ?? null, crumbs, entries };
}
