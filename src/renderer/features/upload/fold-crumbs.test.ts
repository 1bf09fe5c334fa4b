import { expect, test } from 'vitest';
import { foldCrumbs } from './fold-crumbs.ts';

const crumb = (name: string) => ({ name, path: name });
const names = (way: string) => {
  const { first, hidden, last } = foldCrumbs(way.split(' ').map(crumb));
  return [first, hidden, last].flat().map((one) => one?.name);
};

test('a short way is shown whole', () => {
  expect(foldCrumbs(['C:', 'Clinic', 'Outbox'].map(crumb)).hidden).toEqual([]);
});

test('of a long way the first and the last two steps are shown, and none is lost', () => {
  const { hidden, last } = foldCrumbs('a b c d e'.split(' ').map(crumb));
  expect(hidden).toEqual([crumb('b'), crumb('c')]);
  expect(last).toEqual([crumb('d'), crumb('e')]);
  expect(names('a b c d e')).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('no way at all', () => {
  expect(foldCrumbs([])).toEqual({ first: undefined, hidden: [], last: [] });
});
