import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AppError } from '../../shared/domain/error.ts';

/** A file to send. What can't be read is listed as well: it fails by itself and by name, never silently. */
export interface FoundFile {
  readonly localPath: string;
  /** Below the folder it is sent to, with "/": "batch.hl7" or "June/batch.hl7". */
  readonly name: string;
  /** Null when it can't be told. */
  readonly size: number | null;
  readonly modifiedAt: number | null;
}

const most = 100_000;

/** What systems and programs leave in folders; nobody means to send it. */
const junk = /^(\.ds_store|thumbs\.db|ehthumbs\.db|desktop\.ini|\._.*|~\$.*|.*\.ciis-part)$/i;

/**
 * The files behind what was chosen or dropped, in the order given, folders walked and sorted by name.
 * A file chosen twice is listed once, and so is a folder that links lead to again.
 * Rejects `invalid-input` over 100,000 files, `cancelled`.
 */
export async function expand(
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly FoundFile[]> {
  const walk: Walk = { found: [], seenFiles: new Set(), seenFolders: new Set(), signal };
  for (const path of paths) await look(walk, resolve(path), basename(resolve(path)));
  return walk.found;
}

interface Walk {
  readonly found: FoundFile[];
  readonly seenFiles: Set<string>;
  readonly seenFolders: Set<string>;
  readonly signal: AbortSignal;
}

async function look(walk: Walk, path: string, name: string): Promise<void> {
  if (walk.signal.aborted) throw new AppError('cancelled');
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isDirectory() === true) {
    await lookInto(walk, path, name);
    return;
  }
  const isFile = stats?.isFile() === true;
  add(walk, {
    localPath: path,
    name,
    size: isFile ? stats.size : null,
    modifiedAt: isFile ? Math.trunc(stats.mtimeMs) : null,
  });
}

async function lookInto(walk: Walk, path: string, name: string): Promise<void> {
  let names: string[];
  try {
    const real = await realpath(path);
    if (walk.seenFolders.has(real)) return;
    walk.seenFolders.add(real);
    names = await readdir(path);
  } catch {
    // It is told as a transfer that fails with the reason.
    add(walk, { localPath: path, name, size: null, modifiedAt: null });
    return;
  }
  for (const each of names.filter((entry) => !junk.test(entry)).sort(byName))
    // A whole drive has no name of its own.
    await look(walk, join(path, each), name === '' ? each : `${name}/${each}`);
}

function add(walk: Walk, file: FoundFile): void {
  if (walk.seenFiles.has(file.localPath)) return;
  walk.seenFiles.add(file.localPath);
  if (walk.found.length >= most)
    throw new AppError('invalid-input', `There are more than ${most} files in there.`);
  walk.found.push(file);
}

const collator = new Intl.Collator('en', { numeric: true });
const byName = (one: string, other: string): number =>
  collator.compare(one, other) || (one < other ? -1 : 1);
