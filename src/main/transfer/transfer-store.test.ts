import { expect, test } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { tempDatabase } from '../storage/testing/temp-database.ts';
import { testSite } from './testing/desk.ts';
import { everything } from '../../shared/domain/receipt.ts';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';
import { History } from '../history/history.ts';
import { ReceiptWriter } from '../history/receipt-writer.ts';
import { TransferReceipts } from '../history/transfer-receipts.ts';
import type { Database } from '../storage/database.ts';
import { TransferStore } from './transfer-store.ts';

const signature = { sentBy: 'nurse', computer: 'FRONT-DESK', version: '1.2.3' };

/** The queue on disk with its history; `site-1` is saved, no other. */
function storeOver(db: Database) {
  const writer = new ReceiptWriter(db);
  const site = (id: string) => {
    if (id !== 'site-1') throw new AppError('site-not-found', id);
    return testSite();
  };
  const store = new TransferStore(db, new TransferReceipts({ writer, site, signature }));
  const history = new History(db, writer);
  return { store, receipts: () => history.list(everything, null, 100).receipts };
}

const waiting = someTransfer({
  id: 'a',
  localPath: 'C:\\HL7\\Batch 1.hl7',
  remotePath: '/in/Batch 1.hl7',
  name: 'Batch 1.hl7',
  size: 1_400_000,
  localModifiedAt: 1_700_000_000_000.25,
  queuedAt: 1_700_000_000_001,
  position: 0,
});
const failed: Transfer = {
  ...waiting,
  id: 'b',
  allowEmpty: true,
  localModifiedAt: null,
  status: 'failed',
  sentBytes: 12,
  sha256: 'ab'.repeat(32),
  reply: '550 no',
  failure: { code: 'server-refused', detail: '550 no' },
  startedAt: 1_700_000_000_002,
  endedAt: 1_700_000_000_003,
  position: 1,
};

test('transfers are kept with everything, in the order of the queue, by owner', () => {
  const db = tempDatabase();
  const store = storeOver(db).store;
  const other = { ...waiting, id: 'c', owner: 'cli-1' };
  store.save([failed, waiting, other]);
  expect(storeOver(db).store.listed('app')).toEqual([waiting, failed]);
  expect(store.listed('cli-1')).toEqual([other]);
  expect(store.listed('nobody')).toEqual([]);
});

test('saving again changes the one that is there', () => {
  const store = storeOver(tempDatabase()).store;
  store.save([waiting]);
  const sent: Transfer = { ...waiting, status: 'verified', sentBytes: 1_400_000, position: 5.5 };
  store.save([sent]);
  expect(store.listed('app')).toEqual([sent]);
});

test('all are saved or none', () => {
  const store = storeOver(tempDatabase()).store;
  const broken = { ...failed, size: 0.5 };
  expect(() => store.save([waiting, broken])).toThrow('storage-failed');
  expect(store.listed('app')).toEqual([]);
});

test('what ends gets its receipt with it, once for each end', () => {
  const { store, receipts } = storeOver(tempDatabase());
  const sent: Transfer = {
    ...waiting,
    ...{ status: 'verified', verifiedBy: 'sha-256', sha256: 'cd'.repeat(32), messages: 12 },
    ...{ fingerprint: 'SHA256:x', reply: '226 Well', startedAt: 10, endedAt: 20 },
  };
  store.save([waiting, { ...waiting, id: 'i', status: 'interrupted', endedAt: 5 }]);
  expect(receipts()).toEqual([]);
  store.save([sent, failed]);
  store.save([sent, failed]);
  expect(receipts().map(({ name, outcome, sha256 }) => [name, outcome, sha256])).toEqual([
    ['Batch 1.hl7', 'failed', null],
    ['Batch 1.hl7', 'verified', 'cd'.repeat(32)],
  ]);
  expect(receipts()[1]).toEqual({
    id: receipts()[1]?.id,
    ...{ kind: 'file', direction: 'upload', outcome: 'verified', startedAt: 10, endedAt: 20 },
    ...{ siteId: 'site-1', siteLabel: 'Practice', protocol: 'sftp', host: 'localhost', port: 22 },
    ...{ username: 'clinic', fingerprint: 'SHA256:x', name: 'Batch 1.hl7' },
    ...{ localPath: waiting.localPath, localModifiedAt: waiting.localModifiedAt },
    ...{ remotePath: '/in/Batch 1.hl7', size: 1_400_000, sha256: 'cd'.repeat(32), messages: 12 },
    ...{ verifiedBy: 'sha-256', reply: '226 Well', failure: null },
    ...signature,
  });
  store.save([{ ...sent, status: 'waiting', endedAt: null }]);
  store.save([{ ...sent, endedAt: 30 }]);
  expect(receipts()).toHaveLength(3);
});

test('a site that is gone leaves its label empty', () => {
  const { store, receipts } = storeOver(tempDatabase());
  store.save([{ ...failed, siteId: 'gone' }]);
  expect(receipts()).toMatchObject([{ siteId: 'gone', siteLabel: '', host: '' }]);
});

test('what is taken off the list is gone from it, and stays as history', () => {
  const db = tempDatabase();
  const { store, receipts } = storeOver(db);
  store.save([waiting, failed, { ...waiting, id: 'i', status: 'interrupted', endedAt: 7 }]);
  store.unlist(['b', 'gone', 'i']);
  expect(store.listed('app')).toEqual([waiting]);
  expect(db.all('SELECT id FROM transfers')).toEqual([{ id: 'a' }]);
  // One that was given up half-way is not lost in silence.
  expect(receipts().map(({ outcome, endedAt }) => [outcome, endedAt])).toEqual([
    ['failed', failed.endedAt],
    ['cancelled', 7],
  ]);
});

test('the owners are those with something on their list', () => {
  const { store } = storeOver(tempDatabase());
  const of = (id: string, owner: string) => ({ ...waiting, id, owner });
  store.save([waiting, of('b', 'cli-1'), of('c', 'cli-1'), of('d', 'cli-2')]);
  store.unlist(['d']);
  expect(store.owners()).toEqual(['app', 'cli-1']);
});

test('a transfer that can not be read is set aside, and the others are there', () => {
  const db = tempDatabase();
  const store = storeOver(db).store;
  store.save([waiting, failed]);
  db.run("UPDATE transfers SET status = 'teleported' WHERE id = 'a'");
  db.run("UPDATE transfers SET failure = '{' WHERE id = 'b'");
  store.save([{ ...waiting, id: 'c' }]);
  expect(store.listed('app').map((transfer) => transfer.id)).toEqual(['c']);
  expect(db.notices).toEqual(['2 transfers could not be read and were set aside.']);
});

test('a queue of 20,000 files is saved and read back', () => {
  const store = storeOver(tempDatabase()).store;
  const many = Array.from({ length: 20_000 }, (_, n) => ({
    ...waiting,
    id: `t${String(n)}`,
    position: n,
  }));
  store.save(many);
  expect(store.listed('app')).toHaveLength(20_000);
});
