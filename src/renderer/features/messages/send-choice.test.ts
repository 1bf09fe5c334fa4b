import { expect, test } from 'vitest';
import { sendAll, sendChoice, sendChoices, type FilterCounts } from './send-choice.ts';

const counts = (some: Partial<FilterCounts>): FilterCounts => ({
  all: 212,
  'not-sent': 0,
  remarks: 0,
  refused: 0,
  trouble: 0,
  ...some,
});
const label = (some: Partial<FilterCounts>, chosen: readonly number[] = [], production = false) =>
  sendChoice({ counts: counts(some), failed: 0, chosen, production })?.label ?? null;

test.each([
  ['a fresh file', { 'not-sent': 212 }, [], 'Send 212 messages'],
  ['one message', { all: 1, 'not-sent': 1 }, [], 'Send 1 message'],
  ['some are left', { 'not-sent': 40, refused: 3 }, [], 'Send 40 messages'],
  ['several are chosen', { 'not-sent': 212 }, [4, 7, 9], 'Send 3 chosen'],
  ['one is only looked at', { 'not-sent': 212 }, [4], 'Send 212 messages'],
  ['all were sent, some refused', { refused: 2 }, [], 'Send 2 again'],
  ['all were accepted, one is looked at', {}, [4], null],
  ['all were accepted', {}, [], null],
] as const)('%s', (_name, some, chosen, words) => {
  expect(label(some, chosen)).toBe(words);
});

test('production is named on the button', () => {
  expect(label({ 'not-sent': 212 }, [], true)).toBe('Send 212 messages to production');
  expect(label({}, [1, 2], true)).toBe('Send 2 chosen to production');
});

test('sending what is left and what was refused are ways of their own', () => {
  const ways = sendChoices({
    counts: counts({ 'not-sent': 40, refused: 3, trouble: 2 }),
    failed: 1,
    chosen: [1],
    production: false,
  });
  expect(ways[0]?.count).toBe(41);
  expect(ways.map(({ selection }) => selection.kind)).toEqual(['unsent', 'refused', 'some']);
});

test('sending all says whether it is again', () => {
  const sendable = { counts: counts({ 'not-sent': 12 }), failed: 0, chosen: [], production: false };
  expect(sendAll(sendable).label).toBe('Send all 212 again');
});
