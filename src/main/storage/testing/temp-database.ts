import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openDatabase, type Database } from '../database.ts';

/** A folder that is gone after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ciis-connect-test-'));
  onTestFinished(() => {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      // Windows removes no file that libsql still holds (see Database.close); the system's clean-up will.
      if (process.platform !== 'win32') throw error;
    }
  });
  return folder;
}

/** An empty database in a folder of its own, closed and gone after the test. */
export function tempDatabase(now = 1_700_000_000_000): Database {
  const db = openDatabase(join(tempFolder(), 'data.db'), { now: () => now });
  onTestFinished(() => db.close());
  return db;
}
