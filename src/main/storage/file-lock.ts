import Libsql from 'libsql';
import { AppError } from '../../shared/domain/error.ts';

export interface FileLock {
  release(): void;
}

/**
 * The one lock of a file, which is made when it is not there; null when another process has it, or another
 * part of this one, and keeps it for `patienceMs`. The system takes it back however its process ends. It is
 * the exclusive lock of a database with nothing in it: nobody else may read that file. Throws AppError `storage-failed`.
 */
export function lockFile(file: string, patienceMs: number): FileLock | null {
  let libsql: Libsql.Database | undefined;
  try {
    libsql = new Libsql(file, { timeout: patienceMs });
    // Only `exec`, here and below: a prepared statement would hold the file.
    libsql.exec('BEGIN EXCLUSIVE');
  } catch (thrown) {
    libsql?.close();
    if (thrown instanceof Libsql.SqliteError && thrown.code.startsWith('SQLITE_BUSY')) return null;
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AppError('storage-failed', detail, { cause: thrown });
  }
  const held = libsql;
  return {
    release: () => {
      if (held.open) held.close();
    },
  };
}
