import { expect, test } from 'vitest';
import { someReceipt } from '../../../shared/domain/testing/some-receipt.ts';
import { countWords } from './count-words.ts';
import { noRows, roomFor, rowOf, withNewest } from './row-store.ts';

const rows = (...ids: readonly number[]) => ids.map((id) => rowOf(someReceipt({ id })));
const idsOf = (joined: ReturnType<typeof withNewest>) => joined?.rows.map(({ id }) => id);

test('newer rows come in front of those that are there, which stay the same objects', () => {
  const before = rows(3, 2, 1);
  const joined = withNewest(before, rows(5, 4, 3, 2));
  expect(idsOf(joined)).toEqual([5, 4, 3, 2, 1]);
  expect(joined?.added).toBe(2);
  expect(joined?.rows[2]).toBe(before[0]);
});

test('where nothing is new the rows stay as they are', () => {
  const before = rows(3, 2, 1);
  expect(withNewest(before, rows(3, 2))?.rows).toBe(before);
});

test('where so many have come that they do not meet, the list begins anew', () => {
  expect(withNewest(rows(3, 2, 1), rows(9, 8, 7))).toBeNull();
  expect(withNewest([], rows(1))).toBeNull();
});

test('the list has room for what has been counted, and for some more where nobody has', () => {
  const loaded = { ...noRows, rows: rows(3, 2, 1), next: 1 };
  expect(roomFor({ ...loaded, count: { kind: 'exactly', count: 50_000 } })).toBe(50_000);
  expect(roomFor({ ...loaded, count: { kind: 'at-least', count: 10_000 } })).toBe(10_000);
  expect(roomFor({ ...loaded, count: null })).toBe(503);
  expect(roomFor({ ...loaded, next: null, count: { kind: 'exactly', count: 9 } })).toBe(3);
});

test('how many there are, in words', () => {
  expect(countWords({ kind: 'exactly', count: 48 })).toBe('48 files and messages');
  expect(countWords({ kind: 'exactly', count: 1 })).toBe('1 file or message');
  expect(countWords({ kind: 'at-least', count: 10_000 })).toBe(
    'at least 10,000 files and messages',
  );
  expect(countWords({ kind: 'exactly', count: 0 })).toBe('');
});
