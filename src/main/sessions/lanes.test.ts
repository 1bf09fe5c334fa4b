import { expect, test } from 'vitest';
import { chooseLane, type LaneView } from './lanes.ts';

const link = (busy: number, lanes = 1, usable = true) => ({ busy, lanes, usable });
const view = (change: Partial<LaneView>): LaneView => ({
  links: [],
  opening: false,
  transfers: 0,
  mostTransfers: 4,
  mostLinks: 1,
  ...change,
});

test('the first work opens a link, and the next waits for the same one', () => {
  expect(chooseLane(view({}), 'browse')).toEqual({ kind: 'open' });
  expect(chooseLane(view({ opening: true }), 'transfer')).toEqual({ kind: 'wait' });
});

test('the least busy link is taken', () => {
  const links = [link(2, 4), link(1, 4), link(0, 4, false)];
  expect(chooseLane(view({ links }), 'transfer')).toEqual({ kind: 'take', index: 1 });
});

test('files stay under their limit, however many lanes are free; folders do not count', () => {
  const full = view({ links: [link(4, 16)], transfers: 4 });
  expect(chooseLane(full, 'transfer')).toEqual({ kind: 'wait' });
  expect(chooseLane(full, 'browse')).toEqual({ kind: 'take', index: 0 });
});

test('a further link is opened for files only, and only when every lane is taken', () => {
  const taken = view({ links: [link(1)], transfers: 1, mostLinks: 2 });
  expect(chooseLane(taken, 'transfer')).toEqual({ kind: 'open' });
  expect(chooseLane(taken, 'browse')).toEqual({ kind: 'wait' });
  expect(chooseLane({ ...taken, mostLinks: 1 }, 'transfer')).toEqual({ kind: 'wait' });
  expect(chooseLane({ ...taken, links: [link(0), link(1)] }, 'transfer').kind).toBe('take');
});

test('a worn-out link gets no work but counts until it is gone', () => {
  const worn = view({ links: [link(1, 8, false)], transfers: 1 });
  expect(chooseLane(worn, 'transfer')).toEqual({ kind: 'wait' });
  expect(chooseLane({ ...worn, mostLinks: 2 }, 'browse')).toEqual({ kind: 'open' });
});
