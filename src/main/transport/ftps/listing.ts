import { FileType, parseList, type FileInfo } from 'basic-ftp';
import type { EntryKind, RemoteEntry } from '../../../shared/domain/remote-entry.ts';
import { parseListTime } from './list-time.ts';
import { parseMlsx } from './mlsx.ts';

/** The entries of an MLSD listing. Lines that make no sense are passed over. */
export function parseMlsd(text: string): RemoteEntry[] {
  return linesOf(text)
    .flatMap((line) => parseMlsx(line) ?? [])
    .filter(hasUsableName);
}

/**
 * The entries of a LIST listing, in Unix or DOS style (basic-ftp's parsers). Lines that make no sense
 * are passed over. `now`: see parseListTime.
 */
export function parseListing(text: string, now: number): RemoteEntry[] {
  return linesOf(text)
    .flatMap(parseLine)
    .map((info) => toEntry(info, now))
    .filter(hasUsableName);
}

function parseLine(line: string): FileInfo[] {
  try {
    return parseList(line);
  } catch {
    return []; // No known style: a heading, or an odd line among good ones.
  }
}

function toEntry(info: FileInfo, now: number): RemoteEntry {
  const size = Number.isSafeInteger(info.size) ? info.size : 0;
  return {
    name: info.name,
    kind: kinds[info.type],
    size,
    modifiedAt: parseListTime(info.rawModifiedAt, now),
  };
}

const kinds: Readonly<Record<FileType, EntryKind>> = {
  [FileType.Unknown]: 'other',
  [FileType.File]: 'file',
  [FileType.Directory]: 'folder',
  [FileType.SymbolicLink]: 'link',
};

function linesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

/** A name that would lead out of its folder is no name. */
function hasUsableName({ name }: RemoteEntry): boolean {
  return (
    name !== '' && name !== '.' && name !== '..' && !name.includes('/') && !name.includes('\0')
  );
}
