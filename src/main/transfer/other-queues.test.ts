import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { tempDatabase, tempFolder } from '../storage/testing/temp-database.ts';
import { OtherQueues } from './other-queues.ts';
import { OwnerLocks } from './owner-locks.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { TransferStore } from './transfer-store.ts';

/** The queues of one data folder, as `owner` sees them; `others` are owners that run. */
function start(owner: string, others: readonly string[], rows: readonly Partial<Transfer>[]) {
  const folder = tempFolder();
  const running = new OwnerLocks(folder);
  const held = others.map((each) => running.take(each));
  const store = new TransferStore(tempDatabase(), { add: () => undefined });
  store.save(rows.map((row) => someTransfer({ id: randomUUID(), ...row })));
  const clock = new FakeClock();
  const queues = new OtherQueues({ store, locks: new OwnerLocks(folder), clock, owner });
  const end = () => {
    for (const lock of held) lock.release();
  };
  return { queues, store, clock, end };
}

const mine = someTransfer({ owner: 'cli-1', remotePath: '/in/Batch.hl7' });
const theirs = { owner: 'app', remotePath: '/IN/batch.hl7' };

test('what a running process has waiting or on its way to the same place is elsewhere', () => {
  const sent = { startedAt: 5, serverMayHave: 'part' } as const;
  for (const [row, queued, begun] of [
    [{ status: 'waiting' }, true, false],
    [{ status: 'sending', ...sent }, true, true],
    [{ status: 'sending', startedAt: 5 }, true, false],
    [{ status: 'paused', ...sent }, true, true],
    [{ status: 'paused' }, false, false],
    [{ status: 'verified', ...sent }, false, false],
    [{ status: 'waiting', siteId: 'another' }, false, false],
    [{ status: 'waiting', remotePath: '/in/other.hl7' }, false, false],
    [{ status: 'waiting', direction: 'download' }, false, false],
    [{ status: 'waiting', owner: 'cli-1' }, false, false],
  ] as const) {
    const { queues, end } = start('cli-1', ['app'], [{ ...theirs, ...row }]);
    expect([queues.has(mine, 'queued'), queues.has(mine, 'begun')], JSON.stringify(row)).toEqual([
      queued,
      begun,
    ]);
    end();
  }
});

test('what a process has left that does not run is in nobody\u2019s way', () => {
  const { queues, clock, end } = start('cli-1', ['app'], [theirs]);
  expect(queues.has(mine, 'queued')).toBe(true);
  end();
  // Who runs is not found out for each of ten thousand files.
  expect(queues.has(mine, 'queued')).toBe(true);
  clock.pass(1000);
  expect(queues.has(mine, 'queued')).toBe(false);
});

test('what killed runs have left is taken over, and what runs is left alone', () => {
  const rows = ['app', 'cli-1', 'cli-2', 'cli-3'].map((owner) => ({ owner }));
  const { queues, store, end } = start('app', ['cli-2'], rows);
  const taken: string[] = [];
  queues.adopt({ takeOver: (owner) => void taken.push(owner) });
  expect(store.owners()).toEqual(['app', 'cli-1', 'cli-2', 'cli-3']);
  expect(taken).toEqual(['cli-1', 'cli-3']);
  end();
});
