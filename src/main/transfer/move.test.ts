import fc from 'fast-check';
import { expect, test } from 'vitest';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { moved } from './move.ts';

const row = (id: string, position: number, change: Partial<Transfer> = {}) =>
  someTransfer({ id, position, ...change });
const list = [row('a', 1), row('b', 2), row('c', 3), row('d', 4)];

/** The ids in their new order. */
function order(all: readonly Transfer[], ids: readonly string[], before: string | null) {
  const changed = new Map(moved(all, ids, before).map((each) => [each.id, each]));
  return all
    .map((each) => changed.get(each.id) ?? each)
    .sort((one, other) => one.position - other.position)
    .map(({ id }) => id)
    .join('');
}

test('one goes before another, to the front, and behind all', () => {
  expect(order(list, ['d'], 'b')).toBe('adbc');
  expect(order(list, ['c'], 'a')).toBe('cabd');
  expect(order(list, ['a'], null)).toBe('bcda');
});

test('several go in the order given', () => {
  expect(order(list, ['d', 'a'], 'c')).toBe('bdac');
  expect(order(list, ['a', 'b'], 'b')).toBe('abcd');
  expect(order(list, ['c', 'b'], 'b')).toBe('acbd');
});

test('only what has not begun is moved', () => {
  const sending = row('s', 0, { status: 'sending', startedAt: 1 });
  const held = row('h', 5, { status: 'paused' });
  const ended = row('e', 6, { status: 'failed' });
  const all = [sending, ...list, held, ended];
  expect(moved(all, ['s', 'e'], 'b')).toEqual([]);
  expect(order(all, ['h', 's'], 'a')).toBe('shabcde');
});

test('a goal that is not on the list any more changes nothing', () => {
  expect(moved(list, ['a'], 'gone')).toEqual([]);
  expect(moved(list, ['gone'], 'a')).toEqual([]);
});

test('where no number fits any more all are numbered anew', () => {
  const close = [row('a', 1), row('b', 1 + 1e-9), row('c', 1 + 2e-9)];
  expect(order(close, ['c'], 'b')).toBe('acb');
  expect(moved(close, ['c'], 'b').map(({ position }) => position)).toEqual([2, 3]);
});

test('whatever is moved where, all are there once', () => {
  const ids = 'abcdefgh'.split('');
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.subarray(ids, { minLength: 1 }), fc.constantFrom(...ids, null))),
      (moves) => {
        let all: readonly Transfer[] = ids.map((id, index) => row(id, index));
        for (const [some, before] of moves) {
          const changed = new Map(moved(all, some, before).map((each) => [each.id, each]));
          all = all
            .map((each) => changed.get(each.id) ?? each)
            .sort((one, other) => one.position - other.position);
          expect(new Set(all.map(({ position }) => position)).size).toBe(ids.length);
          const at = all.map(({ id }) => id);
          const first = at.indexOf(some[0] ?? '');
          expect(at.slice(first, first + some.length)).toEqual(some);
        }
      },
    ),
  );
});
