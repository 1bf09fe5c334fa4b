import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
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
  const kept = keptName(file, at);
  renameSync(file, kept);
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, kept + suffix);
  }
  return basename(kept);
}

/** Keeps a copy of the log beside a database, which SQLite will write over. Answers with its name. */
export function keepLog(file: string, at: number): string {
  const kept = `${keptName(file, at)}-wal`;
  copyFileSync(`${file}-wal`, kept);
  return basename(kept);
}

const keptName = (file: string, at: number): string =>
  `${file}.damaged-${new Date(at).toISOString().replace(/[:.]/g, '-')}`;

const suspicion = (file: string): string => `${file}.suspect`;

/** Something of it could not be read: the next start looks at all of it. */
export function suspect(file: string): void {
  try {
    closeSync(openSync(suspicion(file), 'a', 0o600));
  } catch {
    // The disk takes nothing any more. What is damaged is found again where it is read.
  }
}

export const isSuspect = (file: string): boolean => existsSync(suspicion(file));

export const clearSuspicion = (file: string): void => rmSync(suspicion(file), { force: true });
