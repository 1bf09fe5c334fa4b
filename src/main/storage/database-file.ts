import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';

/** Which file on disk it is, whatever its name. */
export type FileIdentity = bigint;

/** Makes the file (and its folder) when it is not there, for this user alone where the system knows that. */
export function makePrivateFile(file: string): FileIdentity {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  return statSync(file, { bigint: true }).ino;
}

/**
 * Renames a damaged database with what belongs to it. Answers with its new name; undefined when another
 * process did it first and the file of that name is a new one.
 */
export function setDamagedFileAside(
  file: string,
  damaged: FileIdentity,
  at: number,
): string | undefined {
  if (statSync(file, { bigint: true, throwIfNoEntry: false })?.ino !== damaged) return undefined;
  const kept = `${file}.damaged-${new Date(at).toISOString().replace(/[:.]/g, '-')}`;
  renameSync(file, kept);
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, kept + suffix);
  }
  return basename(kept);
}
