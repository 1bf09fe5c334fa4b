import { expect, test } from 'vitest';
import { sortEntries, type Sort } from './sort-entries.ts';

const entry = (name: string, size: number, modifiedAt: number | null, kind = 'file' as const) => ({
  name,
  size,
  modifiedAt,
  kind,
});
const folder = { name: 'Archive', size: 0, modifiedAt: 1, kind: 'folder' as const };
const entries = [entry('b10', 5, 30), entry('B2', 9, 10), folder, entry('a', 5, null)];
const names = (sort: Sort) => sortEntries(entries, sort).map(({ name }) => name);

test('folders come first, whichever column is sorted', () => {
  expect(names({ column: 'changed', direction: 'descending' })).toEqual([
    'Archive',
    'b10',
    'B2',
    'a',
  ]);
});

test('numbers in names count as numbers, and case does not count', () => {
  expect(names({ column: 'name', direction: 'ascending' })).toEqual(['Archive', 'a', 'B2', 'b10']);
});

test('equal sizes are told apart by name', () => {
  expect(names({ column: 'size', direction: 'descending' })).toEqual(['Archive', 'B2', 'a', 'b10']);
});
