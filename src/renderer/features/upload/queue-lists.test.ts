import { expect, test } from 'vitest';
import { someTransfer } from '../../../shared/domain/testing/some-transfer.ts';
import type { TransferStatus } from '../../../shared/domain/transfer.ts';
import { queueLists } from './queue-lists.ts';

const transfer = (
  id: string,
  status: TransferStatus,
  position: number,
  endedAt: number | null = null,
) => someTransfer({ id, status, position, endedAt });

const lists = queueLists(
  [
    transfer('old', 'verified', 0, 50),
    transfer('done1', 'verified', 1, 110),
    transfer('done2', 'accepted', 2, 120),
    transfer('broken', 'failed', 3, 115),
    transfer('maybe', 'unknown', 4, 60),
    transfer('second', 'waiting', 6),
    transfer('first', 'waiting', 5),
    transfer('held', 'paused', 7),
    transfer('now', 'sending', 8),
    transfer('stopped', 'cancelled', 9, 130),
  ],
  100,
);

test('the queue lists what is under way, then what needs a look, then what is done', () => {
  expect(lists.queue).toEqual([
    'now',
    'first',
    'second',
    'held',
    'broken',
    'maybe',
    'stopped',
    'done2',
    'done1',
  ]);
});

test('what was done before the window opened is only under Done', () => {
  expect(lists.done).toEqual(['done2', 'done1', 'old']);
});

test('what needs a look is under Failed, and is never cleared with what is done', () => {
  expect(lists.failed).toEqual(['broken', 'maybe']);
  expect(lists.clearable).toEqual({
    queue: ['stopped', 'done2', 'done1'],
    done: ['done2', 'done1', 'old'],
  });
});

test('failed ones can be cleared together, unknown ones only one by one', () => {
  expect(lists.plainlyFailed).toEqual(['broken']);
});

test('the next one is the first that waits', () => {
  expect(lists.nextId).toBe('first');
});
