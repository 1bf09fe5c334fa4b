import { expect, test } from 'vitest';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { tempDatabase } from '../storage/testing/temp-database.ts';
import { TransferStore } from './transfer-store.ts';

const waiting: Transfer = {
  id: 'a',
  siteId: 'site-1',
  direction: 'upload',
  localPath: 'C:\\HL7\\Batch 1.hl7',
  remotePath: '/in/Batch 1.hl7',
  name: 'Batch 1.hl7',
  size: 1_400_000,
  localModifiedAt: 1_700_000_000_000.25,
  allowEmpty: false,
  status: 'waiting',
  sentBytes: 0,
  sha256: null,
  reply: null,
  failure: null,
  queuedAt: 1_700_000_000_001,
  startedAt: null,
  endedAt: null,
  position: 0,
  owner: 'app',
};
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
  const store = new TransferStore(db);
  const other = { ...waiting, id: 'c', owner: 'cli-1' };
  store.save([failed, waiting, other]);
  expect(new TransferStore(db).listed('app')).toEqual([waiting, failed]);
  expect(store.listed('cli-1')).toEqual([other]);
  expect(store.listed('nobody')).toEqual([]);
});

test('saving again changes the one that is there', () => {
  const store = new TransferStore(tempDatabase());
  store.save([waiting]);
  const sent: Transfer = { ...waiting, status: 'verified', sentBytes: 1_400_000, position: 5.5 };
  store.save([sent]);
  expect(store.listed('app')).toEqual([sent]);
});

test('all are saved or none', () => {
  const store = new TransferStore(tempDatabase());
  const broken = { ...failed, size: 0.5 };
  expect(() => store.save([waiting, broken])).toThrow('storage-failed');
  expect(store.listed('app')).toEqual([]);
});

test('what is taken off the list stays as history, also when it is saved again', () => {
  const db = tempDatabase();
  const store = new TransferStore(db);
  store.save([waiting, failed]);
  store.unlist(['b', 'gone']);
  store.save([failed]);
  expect(store.listed('app')).toEqual([waiting]);
  expect(db.all('SELECT id, listed, sha256 FROM transfers ORDER BY id')).toEqual([
    { id: 'a', listed: 1, sha256: null },
    { id: 'b', listed: 0, sha256: failed.sha256 },
  ]);
});

test('an owner is under way while something on its list has not ended', () => {
  const store = new TransferStore(tempDatabase());
  store.save([
    waiting,
    { ...waiting, id: 'c', owner: 'cli-1', status: 'sending' },
    { ...waiting, id: 'd', owner: 'cli-2', status: 'interrupted' },
    { ...failed, id: 'e', owner: 'cli-3' },
    { ...waiting, id: 'f', owner: 'cli-4', status: 'paused' },
  ]);
  store.unlist(['f']);
  expect(store.ownersUnderway()).toEqual(['app', 'cli-1']);
});

test('a transfer that can not be read is set aside, and the others are there', () => {
  const db = tempDatabase();
  const store = new TransferStore(db);
  store.save([waiting, failed]);
  db.run("UPDATE transfers SET status = 'teleported' WHERE id = 'a'");
  db.run("UPDATE transfers SET failure = '{' WHERE id = 'b'");
  store.save([{ ...waiting, id: 'c' }]);
  expect(store.listed('app').map((transfer) => transfer.id)).toEqual(['c']);
  expect(db.notices).toEqual(['2 transfers could not be read and were set aside.']);
});

test('a queue of 20,000 files is saved and read back', () => {
  const store = new TransferStore(tempDatabase());
  const many = Array.from({ length: 20_000 }, (_, n) => ({
    ...waiting,
    id: `t${String(n)}`,
    position: n,
  }));
  store.save(many);
  expect(store.listed('app')).toHaveLength(20_000);
});
