import { expect, test } from 'vitest';
import { anything, filterOf, isOpen, rangeProblem } from './history-filter.ts';

const at = (text: string) => new Date(text).getTime();
const now = at('2026-11-20T10:40:00');
const dates = (change: Partial<typeof anything>) => {
  const { from, to } = filterOf({ ...anything, ...change }, now);
  return { from, to };
};

test('nothing chosen asks for everything', () => {
  expect(filterOf(anything, now)).toEqual({
    text: '',
    siteId: null,
    outcomes: null,
    from: null,
    to: null,
  });
  expect(isOpen(anything)).toBe(true);
  expect(isOpen({ ...anything, search: ' ' })).toBe(true);
  expect(isOpen({ ...anything, dates: 'today' })).toBe(false);
});

test.each([
  ['today', '2026-11-20T00:00:00'],
  ['week', '2026-11-14T00:00:00'],
  ['month', '2026-10-22T00:00:00'],
  ['year', '2026-01-01T00:00:00'],
] as const)('%s begins at %s', (choice, from) => {
  expect(dates({ dates: choice })).toEqual({ from: at(from), to: null });
});

test('a range holds both of its days', () => {
  expect(dates({ dates: 'range', firstDay: '2026-11-01', lastDay: '2026-11-03' })).toEqual({
    from: at('2026-11-01T00:00:00'),
    to: at('2026-11-04T00:00:00'),
  });
});

test('a range is open at the side that has no day', () => {
  expect(dates({ dates: 'range', lastDay: '2026-10-31' })).toEqual({
    from: null,
    to: at('2026-11-01T00:00:00'),
  });
  expect(dates({ dates: 'range' })).toEqual({ from: null, to: null });
});

test('a range that is the wrong way round is told', () => {
  const range = { ...anything, dates: 'range', firstDay: '2026-11-02' } as const;
  expect(rangeProblem({ ...range, lastDay: '2026-11-01' })).not.toBe('');
  expect(rangeProblem({ ...range, lastDay: '2026-11-02' })).toBe('');
  expect(rangeProblem({ ...range, dates: 'all', lastDay: '2026-11-01' })).toBe('');
});

test('outcomes go together, or one by one', () => {
  const outcomes = (outcome: typeof anything.outcome) =>
    filterOf({ ...anything, outcome }, now).outcomes;
  expect(outcomes('arrived')).toEqual(['verified', 'accepted', 'accepted-with-remarks']);
  expect(outcomes('look')).toContain('unknown');
  expect(outcomes('skipped')).toEqual(['skipped']);
});

test('spaces around what is searched say nothing', () => {
  expect(filterOf({ ...anything, search: ' VXU ' }, now).text).toBe('VXU');
});
