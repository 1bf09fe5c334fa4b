import { expect, test } from 'vitest';
import type { RunCounts } from '../../shared/domain/message-file.ts';
import { endedCount, outcomeWords, progressWords, summarizeRun } from './run-words.ts';

const counts = (some: Partial<RunCounts>): RunCounts => ({
  total: 0,
  waiting: 0,
  sending: 0,
  accepted: 0,
  remarks: 0,
  refused: 0,
  noAnswer: 0,
  unknown: 0,
  failed: 0,
  ...some,
});
const done = (some: Partial<RunCounts>) => summarizeRun({ status: 'done', counts: counts(some) });

test('progress counts every message whose turn is over', () => {
  const running = counts({ total: 1212, accepted: 100, refused: 15, unknown: 2, failed: 3 });
  expect(endedCount(running)).toBe(120);
  expect(progressWords(running)).toBe('120 of 1,212');
});

test('an outcome names what occurred', () => {
  expect(outcomeWords(counts({ accepted: 1205, refused: 3, unknown: 2 }))).toBe(
    '1,205 accepted, 3 not accepted, 2 unknown',
  );
});

test('all well is said in one short sentence', () => {
  expect(done({ total: 212, accepted: 212 })).toEqual({
    tone: 'good',
    title: 'All 212 messages were accepted.',
  });
  expect(done({ total: 1, accepted: 1 }).title).toBe('The message was accepted.');
  expect(done({ total: 3, accepted: 1, remarks: 2 })).toEqual({
    tone: 'warn',
    title: 'All 3 messages were accepted, 2 with remarks.',
  });
});

test('trouble takes the colour it deserves', () => {
  expect(done({ total: 5, accepted: 3, refused: 2 })).toEqual({
    tone: 'warn',
    title: '5 messages: 3 accepted, 2 not accepted.',
  });
  expect(done({ total: 2, noAnswer: 2 }).tone).toBe('bad');
});

test('a run that was stopped says how far it came', () => {
  const stopped = counts({ total: 212, accepted: 120 });
  expect(summarizeRun({ status: 'stopped', counts: stopped }).title).toBe(
    'Stopped after 120 of 212 messages: 120 accepted.',
  );
  expect(summarizeRun({ status: 'stopped', counts: counts({ total: 2 }) }).title).toBe(
    'Stopped after 0 of 2 messages.',
  );
});
