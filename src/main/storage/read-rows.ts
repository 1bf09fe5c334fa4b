import type { Database, Row, SqlValue } from './database.ts';

interface Selection {
  readonly table:
    | 'sites'
    | 'site_folders'
    | 'identities'
    | 'settings'
    | 'transfers'
    | 'checks'
    | 'receipts'
    | 'rules'
    | 'rule_runs';
  /** What a person calls one row and several. */
  readonly noun: readonly [one: string, many: string];
  /** What follows the table's name: WHERE, ORDER BY. */
  readonly rest?: string;
  readonly values?: readonly SqlValue[];
}

/** The rows as `read` understands them. A row that it throws on is set aside, with one notice for all of them. */
export function readRows<Item>(
  db: Database,
  { table, noun, rest = '', values = [] }: Selection,
  read: (row: Row) => Item,
): readonly Item[] {
  const items: Item[] = [];
  let unreadable = 0;
  for (const { row_id, ...row } of db.all(
    `SELECT rowid AS row_id, * FROM ${table} ${rest}`,
    ...values,
  )) {
    try {
      items.push(read(row));
    } catch (error) {
      unreadable += 1;
      const reason = error instanceof Error ? error.message : String(error);
      db.setRowAside(table, Number(row_id), row, reason);
    }
  }
  if (unreadable > 0) {
    db.addNotice(
      unreadable === 1
        ? `A ${noun[0]} could not be read and was set aside.`
        : `${unreadable} ${noun[1]} could not be read and were set aside.`,
    );
  }
  return items;
}

/** A text column that holds JSON of an object. */
export function jsonObject(value: SqlValue | undefined): Readonly<Record<string, unknown>> {
  const parsed: unknown = JSON.parse(String(value));
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Error('not a JSON object');
  }
  return parsed as Record<string, unknown>;
}
