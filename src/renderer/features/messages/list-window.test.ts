import { expect, test } from 'vitest';
import { rowHeight, rowOfKey, rowsInSight, scrollToRow } from './list-window.ts';

test('only rows in sight are drawn, and a few around them', () => {
  expect(rowsInSight(0, 560, 100_000)).toEqual({ from: 0, to: 16 });
  expect(rowsInSight(56 * 1000, 560, 100_000)).toEqual({ from: 994, to: 1016 });
  expect(rowsInSight(56 * 99_995, 560, 100_000)).toEqual({ from: 99_989, to: 100_000 });
  expect(rowsInSight(5000, 560, 3)).toEqual({ from: 3, to: 3 });
});

test('a row out of sight is scrolled to, no further than needed', () => {
  expect(scrollToRow(3, 0, 560)).toBeNull();
  expect(scrollToRow(10, 0, 560)).toBe(rowHeight);
  expect(scrollToRow(0, 100, 560)).toBe(0);
});

test.each([
  ['ArrowDown', -1, 0],
  ['ArrowDown', 99, 99],
  ['ArrowUp', 0, 0],
  ['PageDown', 0, 9],
  ['End', 5, 99],
  ['Home', 5, 0],
  ['x', 5, null],
])('%s at %i moves to %s', (key, focused, row) => {
  expect(rowOfKey(key, { focused, total: 100, height: 560 })).toBe(row);
});

test('an empty list has nowhere to go', () => {
  expect(rowOfKey('ArrowDown', { focused: -1, total: 0, height: 560 })).toBeNull();
});
