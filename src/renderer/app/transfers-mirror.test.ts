import { expect, test } from 'vitest';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { TransfersMirror } from './transfers-mirror.ts';

const transfer = (id: string, status: Transfer['status'] = 'waiting') =>
  someTransfer({ id, status });

function filled() {
  const mirror = new TransfersMirror(0);
  mirror.fill({
    revision: 4,
    paused: false,
    transfers: [transfer('a', 'sending'), transfer('b')],
    progress: [{ id: 'a', sentBytes: 5, speed: null, secondsLeft: null }],
  });
  mirror.show();
  return mirror;
}

test('the next change is applied: changed ones are replaced, removed ones go', () => {
  const mirror = filled();
  const change = { changed: [transfer('a', 'verified')], removed: ['b'] };
  expect(mirror.hear({ revision: 5, paused: true, ...change })).toBe('heard');
  const { next, changes } = mirror.show();
  expect(next.paused).toBe(true);
  expect([...next.byId.values()]).toEqual([transfer('a', 'verified')]);
  expect(next.progress.size).toBe(0);
  expect(changes).toEqual([
    { before: transfer('a', 'sending'), after: transfer('a', 'verified') },
    { before: transfer('b'), after: undefined },
  ]);
});

test('several changes are shown together, the last word of each', () => {
  const mirror = filled();
  mirror.hear({ revision: 5, paused: false, changed: [transfer('b', 'sending')], removed: [] });
  mirror.hear({ revision: 6, paused: false, changed: [transfer('b', 'failed')], removed: [] });
  expect(mirror.shown.revision).toBe(4);
  const { next, changes } = mirror.show();
  expect(next).toMatchObject({ revision: 6, lists: { queue: ['a', 'b'], failed: ['b'] } });
  expect(changes).toEqual([{ before: transfer('b'), after: transfer('b', 'failed') }]);
});

test('a change that was known already alters nothing', () => {
  const mirror = filled();
  expect(mirror.hear({ revision: 4, paused: true, changed: [], removed: ['a'] })).toBe('known');
  expect(mirror.show().next).toMatchObject({ paused: false, lists: { queue: ['a', 'b'] } });
});

test('after a missed change the list is asked for again, and nothing of it is news', () => {
  const mirror = filled();
  expect(mirror.hear({ revision: 6, paused: false, changed: [], removed: [] })).toBe('missed');
  const listed = [transfer('c'), transfer('a', 'verified')];
  mirror.fill({ revision: 6, paused: false, transfers: listed, progress: [] });
  const { next, changes } = mirror.show();
  expect(changes).toBeNull();
  expect(new Set(next.byId.keys())).toEqual(new Set(['a', 'c']));
});

test('progress of one that has ended is not kept', () => {
  const mirror = filled();
  const progress = { sentBytes: 9, speed: 1, secondsLeft: 1 };
  expect(mirror.progressed([{ id: 'a', ...progress }]).progress.get('a')).toMatchObject(progress);
  expect(mirror.progressed([{ id: 'b', ...progress }]).progress.has('b')).toBe(false);
});
