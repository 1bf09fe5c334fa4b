import { expect, test } from 'vitest';
import { inColumns } from './in-columns.ts';

test('cards are dealt out one after the other', () => {
  expect(inColumns(['a', 'b', 'c', 'd', 'e'], 2)).toEqual([
    ['a', 'c', 'e'],
    ['b', 'd'],
  ]);
  expect(inColumns(['a', 'b'], 1)).toEqual([['a', 'b']]);
  expect(inColumns([], 2)).toEqual([[], []]);
});
