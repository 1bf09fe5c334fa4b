import { statSync } from 'node:fs';
import Libsql from 'libsql';
import { AppError } from '../../shared/domain/error.ts';
import type { Clock } from '../clock.ts';
import {
  clearSuspicion,
  isSuspect,
  keepLog,
  makePrivateFile,
  setDamagedFileAside,
  suspect,
} from './database-file.ts';
import { isLogDamaged } from './wal-header.ts';
import { migrations } from './migrations.ts';

export type SqlValue = string | number | null;
export type Row = Readonly<Record<string, SqlValue>>;

/** How long a write waits for another process (the app, a command line) to end its own. */
const busyTimeoutMs = 5000;

/** The program's one database. Every method is done, and on disk, when it returns; it throws AppError `storage-failed`. */
export class Database {
  readonly #libsql: Libsql.Database;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #notices: string[];
  readonly #foundDamaged: () => void;
  readonly #damageListeners = new Set<() => void>();
  #isDamaged = false;
  readonly #statements = new Map<string, Libsql.Statement>();
  #inTransaction = false;

  /** Use `openDatabase`. */
  constructor(
    libsql: Libsql.Database,
    clock: Pick<Clock, 'now'>,
    notices: readonly string[],
    foundDamaged: () => void,
  ) {
    this.#libsql = libsql;
    this.#clock = clock;
    this.#notices = [...notices];
    this.#foundDamaged = foundDamaged;
  }

  /** Plain sentences about what was damaged and set aside since it was opened. */
  get notices(): readonly string[] {
    return this.#notices;
  }

  addNotice(sentence: string): void {
    this.#notices.push(sentence);
  }

  /** Told once, when something in it can't be read: the next start sets it aside. Returns its undo. */
  onDamaged(listener: () => void): () => void {
    this.#damageListeners.add(listener);
    return () => void this.#damageListeners.delete(listener);
  }

  /** Answers with the number of rows that were changed. */
  run(sql: string, ...values: readonly SqlValue[]): number {
    return this.#watched(() => this.#statement(sql).run(bindable(values)).changes);
  }

  all(sql: string, ...values: readonly SqlValue[]): readonly Row[] {
    return this.#watched(() => this.#statement(sql).all(bindable(values)) as Row[]);
  }

  get(sql: string, ...values: readonly SqlValue[]): Row | undefined {
    // libsql's own get() adds a field "_metadata" to the row.
    return this.all(sql, ...values)[0];
  }

  /** All or nothing; no other process writes meanwhile. One inside another is part of it. */
  transaction<Result>(act: () => Result): Result {
    if (this.#inTransaction) return act();
    this.#watched(() => this.#libsql.exec('BEGIN IMMEDIATE'));
    this.#inTransaction = true;
    try {
      const result = act();
      this.#watched(() => this.#libsql.exec('COMMIT'));
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    } finally {
      this.#inTransaction = false;
    }
  }

  /** Moves a row that can't be read out of its table, where it harms nothing and nothing is lost. */
  setRowAside(table: string, rowId: number, row: Row, reason: string): void {
    this.transaction(() => {
      this.run(
        'INSERT INTO set_aside (table_name, row, reason, at) VALUES (?, ?, ?, ?)',
        table,
        JSON.stringify(row),
        reason,
        this.#clock.now(),
      );
      this.run(`DELETE FROM ${table} WHERE rowid = ?`, rowId);
    });
  }

  close(): void {
    if (!this.#libsql.open) return;
    asStorage(() => {
      // libsql holds the file until its statements are garbage; so the log is emptied here.
      this.#libsql.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      this.#statements.clear();
      this.#libsql.close();
    });
  }

  #watched<Result>(act: () => Result): Result {
    try {
      return asStorage(act);
    } catch (error) {
      if (error instanceof AppError && saysDamaged(error.cause)) this.#tellDamaged();
      throw error;
    }
  }

  #tellDamaged(): void {
    if (this.#isDamaged) return;
    this.#isDamaged = true;
    this.#foundDamaged();
    for (const listener of [...this.#damageListeners]) listener();
  }

  #statement(sql: string): Libsql.Statement {
    if (!this.#libsql.open) throw new Error('the database is closed');
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#libsql.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #rollBack(): void {
    try {
      this.#libsql.exec('ROLLBACK');
    } catch {
      // After a full disk SQLite has rolled back by itself; the error that led here is the one to tell.
    }
  }
}

/**
 * Opens the database, makes it when it is not there and brings it to this program's version. A damaged
 * file is set aside and a new one begun: the notices say so. Throws AppError `storage-failed`, also for
 * a database that a newer program has written.
 */
export function openDatabase(file: string, clock: Pick<Clock, 'now'>): Database {
  return asStorage(() => {
    const notices = [];
    const made = makePrivateFile(file);
    if (isLogDamaged(`${file}-wal`)) {
      notices.push(
        `The last changes before the program ended could not be read. They were kept in "${keepLog(file, clock.now())}", and what was there before them is shown.`,
      );
    }
    if (isDamaged(file)) {
      const kept = setDamagedFileAside(file, made, clock.now());
      if (kept !== undefined) {
        notices.push(
          `The saved sites and transfers could not be read. They were set aside in "${kept}", and the program started with none.`,
        );
      }
      makePrivateFile(file);
    }
    clearSuspicion(file);
    const libsql = new Libsql(file, { timeout: busyTimeoutMs });
    try {
      refuseNewer(libsql);
      // FULL: what was committed survives a power cut, or a file could be sent twice.
      libsql.exec(
        'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;',
      );
      migrate(libsql);
    } catch (error) {
      libsql.close();
      throw error;
    }
    return new Database(libsql, clock, notices, () => suspect(file));
  });
}

/** Up to this size all of it is looked at whenever it is opened; that takes a tenth of a second. */
const smallBytes = 64 * 1024 * 1024;

const damageIn = (tables: string): string =>
  `SELECT CASE WHEN EXISTS (${tables}) THEN json('damaged') ELSE 1 END`;
const damageAnywhere = damageIn("SELECT 1 FROM pragma_quick_check(1) WHERE quick_check <> 'ok'");
/** A long history would hold up every start for seconds. What is damaged in it is found where it is read. */
const damageButInHistory = damageIn(
  `SELECT 1 FROM sqlite_schema AS each, pragma_quick_check(each.name)
   WHERE each.type = 'table' AND each.name NOT LIKE 'receipt%' AND quick_check <> 'ok'`,
);

/** Only `exec` here: a prepared statement would hold the file, and Windows renames no file that is held. */
function isDamaged(file: string): boolean {
  const lookAtAll = statSync(file).size <= smallBytes || isSuspect(file);
  const libsql = new Libsql(file, { timeout: busyTimeoutMs });
  try {
    libsql.exec(lookAtAll ? damageAnywhere : damageButInHistory);
    return false;
  } catch (error) {
    if (saysDamaged(error)) return true;
    if (error instanceof Libsql.SqliteError && error.message.includes('malformed JSON'))
      return true;
    throw error;
  } finally {
    libsql.close();
  }
}

const saysDamaged = (error: unknown): boolean =>
  error instanceof Libsql.SqliteError &&
  (error.code === 'SQLITE_NOTADB' || error.code.startsWith('SQLITE_CORRUPT'));

function versionOf(libsql: Libsql.Database): number {
  const [row] = libsql.prepare('PRAGMA user_version').all() as { user_version: number }[];
  return row?.user_version ?? 0;
}

function refuseNewer(libsql: Libsql.Database): void {
  const version = versionOf(libsql);
  if (version > migrations.length) {
    throw new AppError(
      'storage-failed',
      `A newer version of the program has used this data (data version ${version}; this program knows ${migrations.length}). Start the newer program.`,
    );
  }
}

function migrate(libsql: Libsql.Database): void {
  if (versionOf(libsql) === migrations.length) return;
  libsql.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have done it while this one waited.
    for (let version = versionOf(libsql); version < migrations.length; version += 1) {
      libsql.exec(`${migrations[version] ?? ''}; PRAGMA user_version = ${version + 1};`);
    }
    libsql.exec('COMMIT');
  } catch (error) {
    libsql.exec('ROLLBACK');
    throw error;
  }
}

/** libsql ends the whole process when it is handed a boolean, so nothing unexpected may reach it. */
function bindable(values: readonly unknown[]): readonly unknown[] {
  for (const value of values) {
    if (value !== null && typeof value !== 'string' && typeof value !== 'number') {
      throw new TypeError(`a ${typeof value} can't be stored`);
    }
  }
  return values;
}

function asStorage<Result>(act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw new AppError('storage-failed', detail, { cause: error });
  }
}
