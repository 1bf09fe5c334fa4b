import { join } from 'node:path';
import Libsql from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import { everything } from '../../shared/domain/receipt.ts';
import { History } from '../history/history.ts';
import { ReceiptWriter } from '../history/receipt-writer.ts';
import { openDatabase } from './database.ts';
import { migrations } from './migrations.ts';
import { tempFolder } from './testing/temp-database.ts';

/** A database as the second version left it, with these transfers: id, status, listed, ended at, site. */
function secondVersion(
  rows: readonly (readonly [string, string, number, number | null, string])[],
) {
  const file = join(tempFolder(), 'data.db');
  const old = new Libsql(file);
  old.exec(`${migrations[0] ?? ''}; ${migrations[1] ?? ''}; PRAGMA user_version = 2`);
  const site = {
    label: 'CIIS SFTP',
    protocol: 'sftp',
    host: 'h.example.org',
    port: 2222,
    username: 'u',
  };
  old
    .prepare("INSERT INTO sites (id, position, json) VALUES ('s', 0, ?)")
    .run([JSON.stringify(site)]);
  old.exec('BEGIN');
  for (const [id, status, listed, endedAt, siteId] of rows)
    old
      .prepare(
        `INSERT INTO transfers VALUES (?, ?, 'app', ?, 0, 'upload', ?, ?, '/l/x', '/r/x', 5, 1, 0, 5, 'abcdef', '226',
         NULL, 1, 2, ?)`,
      )
      .run([id, siteId, listed, status, `${id}.hl7`, endedAt]);
  old.exec('COMMIT');
  old.close();
  const db = openDatabase(file, { now: () => 0 });
  onTestFinished(() => db.close());
  return { db, history: new History(db, new ReceiptWriter(db)) };
}

test('what had ended before there were receipts gets one, and leaves the queue once off its list', () => {
  const { db, history } = secondVersion([
    ['shown', 'verified', 1, 3000, 's'],
    ['hidden', 'failed', 0, 1000, 's'],
    ['same', 'accepted', 0, 3000, 'gone'],
    ['waits', 'waiting', 1, null, 's'],
    ['broken', 'interrupted', 1, 2000, 's'],
  ]);
  const { receipts } = history.list(everything, null, 10);
  expect(receipts.map(({ name }) => name)).toEqual(['same.hl7', 'shown.hl7', 'hidden.hl7']);
  expect(receipts).toMatchObject([
    { siteLabel: '', host: '', outcome: 'accepted', verifiedBy: null },
    { siteLabel: 'CIIS SFTP', port: 2222, verifiedBy: 'size', sha256: 'abcdef', endedAt: 3000 },
    { outcome: 'failed', sha256: null, sentBy: '', version: '' },
  ]);
  expect(history.list({ ...everything, text: 'hidden' }, null, 10).receipts).toHaveLength(1);
  expect(history.ofTransfer('shown')?.name).toBe('shown.hl7');
  expect(db.all('SELECT id FROM transfers ORDER BY id').map(({ id }) => id)).toEqual([
    'broken',
    'shown',
    'waits',
  ]);
});

test('thousands that had ended at one moment have numbers of their own', () => {
  const many = Array.from(
    { length: 1500 },
    (_, index) => [`t${String(index)}`, 'failed', 0, 1000 + Math.floor(index / 700), 's'] as const,
  );
  const { history } = secondVersion(many);
  expect(history.count(everything)).toEqual({ kind: 'exactly', count: 1500 });
  expect(history.count({ ...everything, text: 'hl7' })).toEqual({ kind: 'exactly', count: 1500 });
});
