import { transferSchema, type Transfer } from '../../shared/domain/transfer.ts';
import type { Database, Row, SqlValue } from '../storage/database.ts';
import { readRows } from '../storage/read-rows.ts';

/** Each field of a transfer and its column. */
const columns = {
  id: 'id',
  siteId: 'site_id',
  owner: 'owner',
  position: 'position',
  direction: 'direction',
  status: 'status',
  name: 'name',
  localPath: 'local_path',
  remotePath: 'remote_path',
  size: 'size',
  localModifiedAt: 'local_modified_at',
  allowEmpty: 'allow_empty',
  sentBytes: 'sent_bytes',
  sha256: 'sha256',
  reply: 'reply',
  failure: 'failure',
  queuedAt: 'queued_at',
  startedAt: 'started_at',
  endedAt: 'ended_at',
} as const satisfies Readonly<Record<keyof Transfer, string>>;

const fields = Object.keys(columns) as (keyof Transfer)[];
const names = Object.values(columns);

// A transfer that was taken off the list stays off it.
const upsert = `INSERT INTO transfers (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`;

/** The queue on disk. What is taken off its list stays as history. */
export class TransferStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** What is on an owner's list, in the order of the queue. */
  listed(owner: string): readonly Transfer[] {
    return readRows(
      this.#db,
      {
        table: 'transfers',
        noun: ['transfer', 'transfers'],
        rest: 'WHERE owner = ? AND listed = 1 ORDER BY position, rowid',
        values: [owner],
      },
      transferOf,
    );
  }

  /** Adds or changes them, all or none. On disk when it returns. */
  save(transfers: readonly Transfer[]): void {
    if (transfers.length === 0) return;
    this.#db.transaction(() => {
      for (const transfer of transfers) {
        this.#db.run(upsert, ...fields.map((field) => valueOf(transfer[field])));
      }
    });
  }

  /** Takes them off the list; they stay as history. */
  unlist(ids: readonly string[]): void {
    this.#db.transaction(() => {
      for (const id of ids) this.#db.run('UPDATE transfers SET listed = 0 WHERE id = ?', id);
    });
  }

  /** The owners with something on their list that is waiting, being sent or paused. */
  ownersUnderway(): readonly string[] {
    return this.#db
      .all(
        `SELECT DISTINCT owner FROM transfers
         WHERE listed = 1 AND status IN ('waiting', 'sending', 'paused') ORDER BY owner`,
      )
      .map((row) => String(row['owner']));
  }
}

function valueOf(value: Transfer[keyof Transfer]): SqlValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

function transferOf(row: Row): Transfer {
  const { allowEmpty, failure, ...rest } = Object.fromEntries(
    fields.map((field) => [field, row[columns[field]]]),
  );
  return transferSchema.parse({
    ...rest,
    allowEmpty: allowEmpty === 1,
    failure: failure === null ? null : (JSON.parse(String(failure)) as unknown),
  });
}
