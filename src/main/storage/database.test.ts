import { execFile } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Libsql from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { openDatabase, type Database } from './database.ts';
import { migrations } from './migrations.ts';
import { tempDatabase, tempFolder } from './testing/temp-database.ts';

const clock = { now: () => Date.UTC(2025, 2, 12, 10, 32) };

function open(file: string): Database {
  const db = openDatabase(file, clock);
  onTestFinished(() => db.close());
  return db;
}

const addFolder = (db: Database, id: string) =>
  db.run('INSERT INTO site_folders (id, name, position) VALUES (?, ?, ?)', id, id, 0);
const folderIds = (db: Database) =>
  db.all('SELECT id FROM site_folders ORDER BY id').map((row) => row['id']);

const storageFailure = (act: () => unknown): AppError => {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError && error.code === 'storage-failed') return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

test('what was written is there after closing and opening again', () => {
  const file = join(tempFolder(), 'new', 'folder', 'data.db');
  const first = open(file);
  addFolder(first, 'a');
  first.close();
  expect(folderIds(open(file))).toEqual(['a']);
});

test('a first start has nothing to report', () => {
  expect(tempDatabase().notices).toEqual([]);
});

test.skipIf(process.platform === 'win32')(
  'the files and their folder are for this user alone',
  () => {
    const folder = join(tempFolder(), 'data');
    const db = open(join(folder, 'data.db'));
    addFolder(db, 'a');
    const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600, 0o600]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  },
);

test.skipIf(process.platform === 'win32')('a file that others could read is closed to them', () => {
  const file = join(tempFolder(), 'data.db');
  writeFileSync(file, '', { mode: 0o644 });
  open(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('commits reach the disk before they return, in a log that readers do not block', () => {
  const db = tempDatabase();
  expect(db.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
  expect(db.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
  expect(db.get('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 });
});

test('a transaction that throws leaves nothing behind', () => {
  const db = tempDatabase();
  const fail = () =>
    db.transaction(() => {
      addFolder(db, 'a');
      throw new AppError('invalid-input', 'no');
    });
  expect(fail).toThrow('invalid-input: no');
  expect(folderIds(db)).toEqual([]);
  db.transaction(() => addFolder(db, 'b'));
  expect(folderIds(db)).toEqual(['b']);
});

test('a transaction inside another ends with it', () => {
  const db = tempDatabase();
  const fail = () =>
    db.transaction(() => {
      db.transaction(() => addFolder(db, 'a'));
      throw new Error('later');
    });
  expect(fail).toThrow('later');
  expect(folderIds(db)).toEqual([]);
});

test('every error of the library is a storage failure with its words', () => {
  const db = tempDatabase();
  addFolder(db, 'a');
  expect(storageFailure(() => addFolder(db, 'a')).detail).toContain('UNIQUE constraint failed');
  expect(storageFailure(() => db.all('SELECT id FROM nowhere')).detail).toContain('nowhere');
  // Handed on, this one would end the process.
  const boolean = true as unknown as number;
  expect(storageFailure(() => db.run('SELECT ?', boolean)).detail).toContain('boolean');
  db.close();
  expect(storageFailure(() => folderIds(db)).detail).toContain('closed');
  expect(() => db.close()).not.toThrow();
});

test('a place that can not be written is a storage failure', () => {
  const folder = tempFolder();
  mkdirSync(join(folder, 'data.db'));
  storageFailure(() => openDatabase(join(folder, 'data.db'), clock));
});

/** Enough that a page in the middle can be damaged. */
function filled(file: string): void {
  const db = open(file);
  db.transaction(() => {
    for (let n = 0; n < 500; n += 1) addFolder(db, `folder number ${String(n)}`);
  });
  db.close();
}

test.each([
  ['is not a database', () => Buffer.from('this is not a database, it only has its name')],
  ['was cut', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ['has a page of rubbish', (bytes: Buffer) => Buffer.from(bytes).fill(0x7f, 8192, 16_384)],
])('a file that %s is set aside whole and told, and the program starts', (_what, damage) => {
  const folder = tempFolder();
  const file = join(folder, 'data.db');
  filled(file);
  const damaged = damage(readFileSync(file));
  writeFileSync(file, damaged);

  const db = open(file);
  const kept = 'data.db.damaged-2025-03-12T10-32-00-000Z';
  expect(db.notices).toEqual([expect.stringContaining(kept)]);
  expect(readFileSync(join(folder, kept))).toEqual(damaged);
  addFolder(db, 'a');
  expect(folderIds(db)).toEqual(['a']);

  db.close();
  expect(open(file).notices).toEqual([]);
});

test('what a killed process had committed is there, and is no damage', () => {
  const folder = tempFolder();
  const db = open(join(folder, 'data.db'));
  addFolder(db, 'a');
  for (const suffix of ['', '-wal']) {
    copyFileSync(join(folder, `data.db${suffix}`), join(folder, `copy.db${suffix}`));
  }
  const copy = open(join(folder, 'copy.db'));
  expect(folderIds(copy)).toEqual(['a']);
  expect(copy.notices).toEqual([]);
});

test('the data of a newer program is refused and left as it is', () => {
  const file = join(tempFolder(), 'data.db');
  const db = open(file);
  addFolder(db, 'a');
  db.run(`PRAGMA user_version = ${String(migrations.length + 1)}`);
  db.close();
  const before = readFileSync(file);
  const { detail } = storageFailure(() => openDatabase(file, clock));
  expect(detail).toContain('newer');
  expect(readFileSync(file)).toEqual(before);
});

test('a migration that fails leaves the version before it', () => {
  const file = join(tempFolder(), 'data.db');
  const stranger = new Libsql(file);
  stranger.exec('CREATE TABLE sites (other TEXT)');
  stranger.close();
  expect(storageFailure(() => openDatabase(file, clock)).detail).toContain('already exists');
  const after = new Libsql(file);
  expect(after.prepare('PRAGMA user_version').all()).toEqual([{ user_version: 0 }]);
  expect(after.prepare('SELECT name FROM sqlite_master').all()).toEqual([{ name: 'sites' }]);
  after.close();
});

// The other processes run the source as it is, which takes a Node that reads TypeScript.
test.skipIf(!process.features.typescript)(
  'several processes may begin the same database and write to it at once',
  async () => {
    const file = join(tempFolder(), 'data.db');
    const program = fileURLToPath(new URL('./testing/write-folders.ts', import.meta.url));
    const run = promisify(execFile);
    await Promise.all(['a', 'b', 'c'].map((name) => run(process.execPath, [program, file, name])));
    expect(folderIds(open(file))).toHaveLength(3 * 50);
  },
  30_000,
);
