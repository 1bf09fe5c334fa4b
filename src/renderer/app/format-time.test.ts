import { expect, test } from 'vitest';
import { formatClockSeconds, formatDay, formatWhen, formatWhenInside } from './format-time.ts';

const at = (text: string) => new Date(text).getTime();
const now = at('2026-11-20T10:40:00');

test.each([
  ['2026-11-20T10:32:00', 'Today, 10:32'],
  ['2026-11-20T00:05:00', 'Today, 00:05'],
  ['2026-11-19T23:59:00', 'Yesterday, 23:59'],
  ['2026-11-18T10:03:00', 'Nov 18, 10:03'],
  ['2025-12-31T08:00:00', 'Dec 31, 2025'],
  ['2026-11-21T08:00:00', 'Nov 21, 08:00'],
])('%s reads "%s"', (when, words) => {
  expect(formatWhen(at(when), now)).toBe(words);
});

test('inside a sentence the day is not capitalised', () => {
  expect(formatWhenInside(at('2026-11-20T10:32:00'), now)).toBe('today, 10:32');
  expect(formatWhenInside(at('2026-11-18T10:03:00'), now)).toBe('Nov 18, 10:03');
});

test('a clock change in the night does not make a day of it', () => {
  expect(formatWhen(at('2026-10-31T12:00:00'), at('2026-11-01T12:00:00'))).toBe('Yesterday, 12:00');
});

test('days and exact times', () => {
  expect(formatDay(at('2026-03-12T09:00:00'))).toBe('March 12, 2026');
  expect(formatClockSeconds(at('2026-03-12T09:05:03'))).toBe('09:05:03');
});
