import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { everything } from '../../shared/domain/receipt.ts';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';
import { History } from '../history/history.ts';
import { ReceiptWriter } from '../history/receipt-writer.ts';
import { someReceipt } from '../history/testing/some-receipts.ts';
import { TransferReceipts } from '../history/transfer-receipts.ts';
import { testSite } from '../transfer/testing/desk.ts';
import { TransferStore } from '../transfer/transfer-store.ts';
import { openDatabase, type Database } from './database.ts';
import { tempFolder } from './testing/temp-database.ts';

const clock = { now: () => Date.UTC(2025, 2, 12, 10, 32) };
const keptName = 'data.db.damaged-2025-03-12T10-32-00-000Z';

function open(file: string): Database {
  const db = openDatabase(file, clock);
  onTestFinished(() => db.close());
  return db;
}

function queueOver(db: Database) {
  const writer = new ReceiptWriter(db);
  const signature = { sentBy: 'nurse', computer: 'FRONT-DESK', version: '1' };
  const receipts = new TransferReceipts({ writer, site: () => testSite(), signature });
  return { store: new TransferStore(db, receipts), history: new History(db, writer), writer };
}

const ended = (id: string) =>
  someTransfer({ id, status: 'verified', endedAt: 1000, sha256: 'ab'.repeat(32) });

describe('a disk that is full', () => {
  it('takes an end with its receipt or neither, and both once there is room again', () => {
    const db = open(join(tempFolder(), 'data.db'));
    const { store, history } = queueOver(db);
    store.save([someTransfer({ id: 'a' })]);
    const pages = Number(db.get('PRAGMA page_count')?.['page_count']);
    db.all(`PRAGMA max_page_count = ${String(pages)}`);
    const many = Array.from({ length: 500 }, (_, index) => ended(`b${String(index)}`));
    expect(() => store.save([...many, ended('a')])).toThrow(/storage-failed: .*full/);
    expect(store.listed('app')).toEqual([someTransfer({ id: 'a' })]);
    expect(history.count(everything)).toEqual({ kind: 'exactly', count: 0 });

    db.all('PRAGMA max_page_count = 1000000');
    store.save([...many, ended('a')]);
    expect(store.listed('app')).toHaveLength(501);
    expect(history.count(everything)).toEqual({ kind: 'exactly', count: 501 });
    expect(history.count({ ...everything, text: 'batch' })).toEqual({
      kind: 'exactly',
      count: 501,
    });
  });
});

describe('a database that can only be read', () => {
  it.skipIf(process.platform === 'win32' || !process.features.typescript)(
    'is a storage failure with the reason, not a crash',
    ({ skip }) => {
      const folder = tempFolder();
      const file = join(folder, 'data.db');
      open(file).close();
      chmodSync(file, 0o400);
      chmodSync(folder, 0o500);
      onTestFinished(() => chmodSync(folder, 0o700));
      const program = fileURLToPath(new URL('./testing/open-database.ts', import.meta.url));
      // The account that may do all (as in a container) is stopped by nothing: another one tries.
      const isRoot = process.getuid?.() === 0;
      const other = { uid: 65_534, gid: 65_534 };
      if (isRoot) for (const path of [folder, file]) chownSync(path, other.uid, other.gid);
      const run = (path: string): string =>
        execFileSync(process.execPath, [program, path], {
          ...(isRoot ? other : {}),
          ...{ cwd: '/', encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
        });
      let said;
      try {
        said = [run(file), run(join(folder, 'other.db'))];
      } catch {
        skip('the other account can not run the program');
        return;
      }
      for (const each of said) expect(each).toMatch(/storage-failed: EACCES/);
    },
  );

  it('keeps what it had where it turns so while it is used', () => {
    const db = open(join(tempFolder(), 'data.db'));
    const { store, history } = queueOver(db);
    store.save([someTransfer({ id: 'a' })]);
    db.run('PRAGMA query_only = 1');
    expect(() => store.save([ended('a')])).toThrow(/storage-failed: .*readonly/);
    expect(store.listed('app')).toHaveLength(1);
    db.run('PRAGMA query_only = 0');
    store.save([ended('a')]);
    expect(history.count(everything)).toEqual({ kind: 'exactly', count: 1 });
  });
});

/** A history that is longer than what is looked at when it is opened. */
function longHistory(file: string): void {
  const db = open(file);
  const { writer, store } = queueOver(db);
  store.save([someTransfer({ id: 'kept' })]);
  const detail = 'x'.repeat(12_000);
  for (let part = 0; part < 12; part += 1) {
    const of = (index: number) =>
      someReceipt({ endedAt: part * 500 + index, failure: { code: 'server-refused', detail } });
    writer.add(Array.from({ length: 500 }, (_, index) => of(index)));
  }
  db.close();
}

describe('damage in the middle of a long history', () => {
  it('is told when it is read, ends nothing, and the next start sets the file aside', () => {
    const folder = tempFolder();
    const file = join(folder, 'data.db');
    longHistory(file);
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0x7f, 30_000_000, 60_000_000));

    const db = open(file);
    expect(db.notices).toEqual([]);
    let told = 0;
    db.onDamaged(() => (told += 1));
    const { store, history } = queueOver(db);
    expect(store.listed('app')).toHaveLength(1);
    const readAll = () => {
      for (let before: number | null = null, page; ; before = page.next) {
        page = history.list(everything, before, 500);
        if (page.next === null) return;
      }
    };
    expect(readAll).toThrow(/storage-failed: .*malformed/);
    expect(readAll).toThrow(AppError);
    expect(told).toBe(1);
    db.close();

    const next = open(file);
    expect(next.notices).toEqual([expect.stringContaining(keptName)]);
    expect(readdirSync(folder)).toContain(keptName);
    expect(queueOver(next).history.count(everything).count).toBe(0);
    next.close();
    expect(open(file).notices).toEqual([]);
  }, 30_000);

  it('that is none: a good one is opened as it is', () => {
    const file = join(tempFolder(), 'data.db');
    longHistory(file);
    const db = open(file);
    expect(db.notices).toEqual([]);
    expect(queueOver(db).history.count(everything)).toEqual({ kind: 'exactly', count: 6000 });
  }, 30_000);
});

describe('a damaged log of changes', () => {
  function killed(damage: (log: Buffer) => Buffer) {
    const folder = tempFolder();
    const db = open(join(folder, 'data.db'));
    const { store } = queueOver(db);
    store.save([someTransfer({ id: 'a' })]);
    db.all('PRAGMA wal_checkpoint(TRUNCATE)');
    store.save([someTransfer({ id: 'b' })]);
    copyFileSync(join(folder, 'data.db'), join(folder, 'copy.db'));
    const log = damage(readFileSync(join(folder, 'data.db-wal')));
    writeFileSync(join(folder, 'copy.db-wal'), log);
    return { copy: open(join(folder, 'copy.db')), folder, log };
  }

  it('is kept and told, and what was there before is shown', () => {
    const { copy, folder, log } = killed((bytes) => Buffer.from(bytes).fill(0x7f, 0, 4096));
    const kept = 'copy.db.damaged-2025-03-12T10-32-00-000Z-wal';
    expect(copy.notices).toEqual([expect.stringContaining(kept)]);
    expect(readFileSync(join(folder, kept))).toEqual(log);
    expect(
      queueOver(copy)
        .store.listed('app')
        .map(({ id }) => id),
    ).toEqual(['a']);
  });

  it('that a power cut has cut off further on is none', () => {
    const { copy } = killed((bytes) => bytes.subarray(0, bytes.length - 100));
    expect(copy.notices).toEqual([]);
    expect(
      queueOver(copy)
        .store.listed('app')
        .map(({ id }) => id),
    ).toEqual(['a']);
  });

  it('that is good has everything', () => {
    const { copy } = killed((bytes) => bytes);
    expect(copy.notices).toEqual([]);
    expect(
      queueOver(copy)
        .store.listed('app')
        .map(({ id }) => id),
    ).toEqual(['a', 'b']);
  });
});
