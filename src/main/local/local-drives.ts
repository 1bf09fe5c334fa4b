import { opendir, stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../shared/domain/error.ts';
import type {
  EntryKind,
  LocalEntry,
  LocalFolder,
  LocalPart,
} from '../../shared/domain/remote-entry.ts';
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

/** The first rows of a folder are shown before a person looks for them; the rest comes in parts that block neither side. */
const firstPart = 500;
const laterPart = 4000;

interface Listing {
  readonly id: number;
  readonly parts: AsyncGenerator<readonly LocalEntry[], void, undefined>;
}

/** What lies in the folders of this computer. One listing at a time is under way: another one ends it. */
export class LocalDrives {
  readonly #home: string;
  readonly #platform: NodeJS.Platform;
  #listing: Listing | null = null;
  #last = 0;

  constructor(home: string, platform: NodeJS.Platform) {
    this.#home = home;
    this.#platform = platform;
  }

  /**
   * The folder (null: the home folder) and its first entries. Rejects `local-not-found`, `local-permission`,
   * `local-not-a-file` for what is no folder, `invalid-input` for a relative path, `cancelled` when another
   * one was asked for meanwhile.
   */
  async list(path: string | null): Promise<LocalFolder> {
    const paths = this.#platform === 'win32' ? win32 : posix;
    if (path !== null && !paths.isAbsolute(path))
      throw new AppError('invalid-input', 'The path of a folder starts at a drive or at the root');
    const folder = paths.resolve(path ?? this.#home);
    const prefix = folder.endsWith(paths.sep) ? folder : folder + paths.sep;
    const listing = { id: (this.#last += 1), parts: partsOf(folder, prefix) };
    const before = this.#listing;
    this.#listing = listing;
    // It closes the folder; how that ends is of no interest any more.
    before?.parts.return().catch(() => undefined);
    const part = await this.#next(listing);
    const crumbs = crumbsOf(folder, this.#platform);
    return { path: folder, parent: crumbs.at(-2)?.path ?? null, crumbs, ...part };
  }

  /** What follows. Rejects `cancelled` when the listing was ended, and as `list` does. */
  async more(id: number): Promise<LocalPart> {
    const listing = this.#listing;
    if (listing?.id !== id) throw new AppError('cancelled');
    return await this.#next(listing);
  }

  async #next(listing: Listing): Promise<LocalPart> {
    let part: IteratorResult<readonly LocalEntry[], void>;
    try {
      part = await listing.parts.next();
    } catch (thrown) {
      if (this.#listing === listing) this.#listing = null;
      throw localError(thrown);
    }
    if (this.#listing !== listing) throw new AppError('cancelled');
    if (part.done !== true) return { entries: part.value, more: listing.id };
    this.#listing = null;
    return { entries: [], more: null };
  }
}

async function* partsOf(
  folder: string,
  prefix: string,
): AsyncGenerator<readonly LocalEntry[], void, undefined> {
  let entries: LocalEntry[] = [];
  let wanted = firstPart;
  for await (const names of namesIn(folder)) {
    entries.push(...(await Promise.all(names.map((name) => look(name, prefix + name)))));
    await nextTurn();
    if (entries.length < wanted) continue;
    yield entries;
    entries = [];
    wanted = laterPart;
  }
  if (entries.length > 0) yield entries;
}
