import Libsql from 'libsql';
import { AppError } from '../../shared/domain/error.ts';
import type { Clock } from '../clock.ts';
import { makePrivateFile, setDamagedFileAside } from './database-file.ts';
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
  readonly #statements = new Map<string, Libsql.Statement>();
  #inTransaction = false;

  /** Use `openDatabase`. */
  constructor(libsql: Libsql.Database, clock: Pick<Clock, 'now'>, notices: readonly string[]) {
    this.#libsql = libsql;
    this.#clock = clock;
    this.#notices = [...notices];
  }

  /** Plain sentences about what was damaged and set aside since it was opened. */
  get notices(): readonly string[] {
    return this.#notices;
  }

  addNotice(sentence: string): void {
    this.#notices.push(sentence);
  }

  /** Answers with the number of rows that were changed. */
  run(sql: string, ...values: readonly SqlValue[]): number {
    return asStorage(() => this.#statement(sql).run(bindable(values)).changes);
  }

  all(sql: string, ...values: readonly SqlValue[]): readonly Row[] {
    return asStorage(() => this.#statement(sql).all(bindable(values)) as Row[]);
  }

  get(sql: string, ...values: readonly SqlValue[]): Row | undefined {
    // libsql's own get() adds a field "_metadata" to the row.
    return this.all(sql, ...values)[0];
  }

  /** All or nothing; no other process writes meanwhile. One inside another is part of it. */
  transaction<Result>(act: () => Result): Result {
    if (this.#inTransaction) return act();
    asStorage(() => this.#libsql.exec('BEGIN IMMEDIATE'));
    this.#inTransaction = true;
    try {
      const result = act();
      asStorage(() => this.#libsql.exec('COMMIT'));
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
    if (isDamaged(file)) {
      const kept = setDamagedFileAside(file, made, clock.now());
      if (kept !== undefined) {
        notices.push(
          `The saved sites and transfers could not be read. They were set aside in "${kept}", and the program started with none.`,
        );
      }
      makePrivateFile(file);
    }
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
    return new Database(libsql, clock, notices);
  });
}

/** Only `exec` here: a prepared statement would hold the file, and Windows renames no file that is held. */
function isDamaged(file: string): boolean {
  const libsql = new Libsql(file, { timeout: busyTimeoutMs });
  try {
    libsql.exec(
      "SELECT CASE (SELECT quick_check FROM pragma_quick_check(1)) WHEN 'ok' THEN 1 ELSE json('damaged') END",
    );
    return false;
  } catch (error) {
    if (error instanceof Libsql.SqliteError) {
      if (error.code === 'SQLITE_NOTADB' || error.code.startsWith('SQLITE_CORRUPT')) return true;
      if (error.message.includes('malformed JSON')) return true;
    }
    throw error;
  } finally {
    libsql.close();
  }
}

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
