import { posix } from 'node:path';
import type { FileEntryWithStats, Stats } from 'ssh2';
import { AppError } from '../../../shared/domain/error.ts';
import type { EntryKind, RemoteEntry } from '../../../shared/domain/remote-entry.ts';
import type { Browse } from '../transport.ts';
import type { SftpLink } from './sftp-link.ts';

/** A server that goes on for ever must not fill the memory. */
const mostEntries = 200_000;
const endOfList = 1;

export function browseOver(link: SftpLink): Browse {
  const stat: Browse['stat'] = async (path, signal) => {
    try {
      const attrs = await link.request<Stats>('stat', (it, done) => it.stat(path, done), signal);
      return entryOf(posix.basename(path), attrs, '');
    } catch (error) {
      if (error instanceof AppError && unseen.has(error.code)) return undefined;
      throw error;
    }
  };
  /** Version 3 has no word for "is there already": servers then say only that it failed. */
  const explain = async (error: unknown, path: string, signal: AbortSignal): Promise<unknown> => {
    if (!(error instanceof AppError) || error.code !== 'server-refused') return error;
    if ((await stat(path, signal)) === undefined) return error;
    return new AppError('remote-exists', error.detail, { cause: error });
  };
  return {
    list: (path, signal) => list(link, path, signal),
    stat,
    makeFolder: (path, signal) =>
      change(link, signal, (it, done) => it.mkdir(path, done)).catch(async (error: unknown) => {
        throw await explain(error, path, signal);
      }),
    rename: (from, to, signal) =>
      change(link, signal, (it, done) => it.rename(from, to, done)).catch(
        async (error: unknown) => {
          throw await explain(error, to, signal);
        },
      ),
    removeFile: (path, signal) => change(link, signal, (it, done) => it.unlink(path, done)),
    removeFolder: (path, signal) => change(link, signal, (it, done) => it.rmdir(path, done)),
  };
}

const unseen: ReadonlySet<string> = new Set(['remote-not-found', 'remote-permission']);

function change(
  link: SftpLink,
  signal: AbortSignal,
  start: Parameters<typeof link.request<undefined>>[1],
): Promise<undefined> {
  return link.request<undefined>('change', start, signal);
}

async function list(
  link: SftpLink,
  path: string,
  signal: AbortSignal,
): Promise<readonly RemoteEntry[]> {
  const handle = await link.request<Buffer>(
    'list',
    (channel, done) => channel.opendir(path, done),
    signal,
  );
  try {
    const entries: RemoteEntry[] = [];
    for (;;) {
      const names = await nextNames(link, handle, signal);
      if (names === undefined) return entries;
      entries.push(
        ...names.filter(isName).map((it) => entryOf(it.filename, it.attrs, it.longname)),
      );
      if (entries.length > mostEntries) {
        throw new AppError('server-refused', `A list of more than ${mostEntries} names`);
      }
    }
  } finally {
    // The list is here, or has failed for a better reason than this could have.
    link
      .request<undefined>('close', (channel, done) => channel.close(handle, done))
      .catch(() => undefined);
  }
}

/** Undefined at the end of the list. */
function nextNames(
  link: SftpLink,
  handle: Buffer,
  signal: AbortSignal,
): Promise<readonly FileEntryWithStats[] | undefined> {
  return link.request<readonly FileEntryWithStats[] | undefined>(
    'list',
    (channel, done) =>
      channel.readdir(handle, (error, names) => {
        if ((error as { code?: number } | undefined)?.code === endOfList) done();
        else done(error, names);
      }),
    signal,
  );
}

/** A name with a slash in it would lead somewhere else. */
const isName = ({ filename }: FileEntryWithStats): boolean =>
  !['', '.', '..'].includes(filename) && !/[/\0]/.test(filename);

function entryOf(name: string, attrs: Stats, longname: string): RemoteEntry {
  const { mtime, size } = attrs as Partial<Stats>;
  return {
    name,
    kind: kindOf(attrs, longname),
    size: size ?? 0,
    modifiedAt: mtime === undefined ? null : mtime * 1000,
  };
}

function kindOf(attrs: Stats, longname: string): EntryKind {
  const { mode } = attrs as Partial<Stats>;
  const letter = mode === undefined ? longname.charAt(0) : undefined;
  if (attrs.isDirectory() || letter === 'd') return 'folder';
  if (attrs.isSymbolicLink() || letter === 'l') return 'link';
  return attrs.isFile() || letter === '-' ? 'file' : 'other';
}
