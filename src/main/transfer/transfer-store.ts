import { transferSchema, type Transfer } from '../../shared/domain/transfer.ts';
import { givenUp } from '../history/new-receipt.ts';
import type { TransferReceipts } from '../history/transfer-receipts.ts';
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
  serverMayHave: 'server_may_have',
  tries: 'tries',
  retryAt: 'retry_at',
  name: 'name',
  localPath: 'local_path',
  remotePath: 'remote_path',
  size: 'size',
  localModifiedAt: 'local_modified_at',
  allowEmpty: 'allow_empty',
  sentBytes: 'sent_bytes',
  sha256: 'sha256',
  messages: 'messages',
  verifiedBy: 'verified_by',
  fingerprint: 'fingerprint',
  reply: 'reply',
  failure: 'failure',
  queuedAt: 'queued_at',
  startedAt: 'started_at',
  endedAt: 'ended_at',
} as const satisfies Readonly<Record<keyof Transfer, string>>;

const fields = Object.keys(columns) as (keyof Transfer)[];
const names = Object.values(columns);

const upsert = `INSERT INTO transfers (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`;

/** The queue on disk. What ends gets its receipt in the same write: they are the history. */
export class TransferStore {
  readonly #db: Database;
  readonly #receipts: Pick<TransferReceipts, 'add'>;

  constructor(db: Database, receipts: Pick<TransferReceipts, 'add'>) {
    this.#db = db;
    this.#receipts = receipts;
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
      this.#receipts.add(transfers);
    });
  }

  /** Takes them off the list; what they ended as has its receipt. An interrupted one is given up with this. */
  unlist(ids: readonly string[]): void {
    this.#db.transaction(() => {
      const mine = { table: 'transfers', noun: ['transfer', 'transfers'] } as const;
      const rest = "WHERE id IN (SELECT value FROM json_each(?)) AND status = 'interrupted'";
      const values = [JSON.stringify(ids)];
      this.#receipts.add(readRows(this.#db, { ...mine, rest, values }, transferOf).map(givenUp));
      for (const id of ids) this.#db.run('DELETE FROM transfers WHERE id = ?', id);
    });
  }

  /** All or nothing of what `act` writes; no other process writes meanwhile. */
  atOnce(act: () => void): void {
    this.#db.transaction(act);
  }

  /** The owners with something on their list: a few, so that each is one step in the index. */
  owners(): readonly string[] {
    const owners: string[] = [];
    for (;;) {
      const row = this.#db.get(
        'SELECT min(owner) AS owner FROM transfers WHERE listed = 1 AND owner > ?',
        owners.at(-1) ?? '',
      );
      const owner = row?.['owner'] ?? null;
      if (owner === null) return owners;
      owners.push(String(owner));
    }
  }

  /**
   * Other owners that have an upload to the same place of its site: `queued`, waiting or being sent, or
   * `begun`, being sent.
   */
  ownersAt(
    { siteId, remotePath }: Transfer,
    how: 'queued' | 'begun',
    except: string,
  ): readonly string[] {
    // In its words the condition is that of the index.
    const rows = this.#db.all(
      `SELECT DISTINCT owner FROM transfers
       WHERE site_id = ? AND lower(remote_path) = lower(?) AND owner <> ?
         AND listed = 1 AND direction = 'upload' AND status IN ('waiting', 'sending', 'paused')
         AND (started_at IS NOT NULL OR (status = 'waiting' AND ?))
         AND (server_may_have <> 'nothing' OR ?)`,
      siteId,
      remotePath,
      except,
      how === 'queued' ? 1 : 0,
      how === 'queued' ? 1 : 0,
    );
    return rows.map((row) => String(row['owner']));
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
