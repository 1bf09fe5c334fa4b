import { expect, test } from 'vitest';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { applyChange, fromSnapshot } from './transfers-store.ts';

const transfer = (id: string, status: Transfer['status'] = 'waiting') =>
  someTransfer({ id, status });

const start = fromSnapshot({
  revision: 4,
  paused: false,
  transfers: [transfer('a', 'sending'), transfer('b')],
  progress: [{ id: 'a', sentBytes: 5, speed: null, secondsLeft: null }],
});

test('the next change is applied: changed ones are replaced, removed ones go', () => {
  const next = applyChange(start, {
    revision: 5,
    paused: true,
    changed: [transfer('a', 'verified')],
    removed: ['b'],
  });
  expect(next?.paused).toBe(true);
  expect([...(next?.byId.values() ?? [])]).toEqual([transfer('a', 'verified')]);
  expect(next?.progress.size).toBe(0);
});

test('a change that was known already alters nothing', () => {
  expect(applyChange(start, { revision: 4, paused: true, changed: [], removed: ['a'] })).toBe(
    start,
  );
});

test('after a missed change the list is asked for again', () => {
  expect(applyChange(start, { revision: 6, paused: false, changed: [], removed: [] })).toBeNull();
});
