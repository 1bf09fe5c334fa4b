import { expect, test } from 'vitest';
import { someSite } from '../../../shared/domain/testing/some-check.ts';
import { someRule, someRun } from '../../../shared/domain/testing/some-rule.ts';
import type { RuleView } from '../../../shared/domain/rule.ts';
import {
  besideLastRun,
  chipOf,
  comingInWords,
  failureInWords,
  filesInWords,
  lastRunInWords,
  nextInWords,
  ruleInWords,
  runMark,
  runResult,
  scheduleInWords,
} from './rule-words.ts';

const site = someSite('ciis-sftp');
const now = new Date(2026, 10, 24, 12).getTime();
const at = (day: number, hour: number, minute = 0) =>
  new Date(2026, 10, day, hour, minute).getTime();

test.each([
  ['*.hl7', '*.hl7'],
  ['*.hl7; *.txt', '*.hl7 and *.txt'],
  ['*.hl7;*.txt;*.dat;', '*.hl7, *.txt and *.dat'],
  ['*.hl7;*', 'every file'],
  [' ; ', 'every file'],
])('the files of %j are "%s"', (pattern, words) => {
  expect(filesInWords(pattern)).toBe(words);
});

test.each([
  [{ kind: 'daily', at: '17:30', days: 'every-day' }, 'Every day at 17:30'],
  [{ kind: 'daily', at: '06:00', days: 'weekdays' }, 'Every weekday at 06:00'],
  [{ kind: 'every', minutes: 1 }, 'Every minute'],
  [{ kind: 'every', minutes: 90 }, 'Every 90 minutes'],
  [{ kind: 'every', minutes: 60 }, 'Every hour'],
  [{ kind: 'every', minutes: 120 }, 'Every 2 hours'],
] as const)('the schedule %o is "%s"', (schedule, words) => {
  expect(scheduleInWords(schedule)).toBe(words);
});

test('a rule is one sentence', () => {
  expect(ruleInWords(someRule(), site)).toBe(
    'Watches C:\\Outbox for *.hl7 and sends them to CIIS SFTP.',
  );
  expect(ruleInWords(someRule({ pattern: '*', to: '/in' }), site)).toBe(
    'Watches C:\\Outbox and sends every file to /in on CIIS SFTP.',
  );
  const schedule = { kind: 'daily', at: '17:30', days: 'weekdays' } as const;
  const start = { kind: 'schedule', schedule, runMissed: true } as const;
  expect(ruleInWords(someRule({ start, to: '/in' }), someSite('ciis-realtime'))).toBe(
    'Every weekday at 17:30: sends *.hl7 from C:\\Outbox to CIIS Real-time (Production).',
  );
  expect(ruleInWords(someRule(), undefined)).toContain('a site that was removed');
});

const timed: Partial<RuleView> = {
  start: { kind: 'schedule', schedule: { kind: 'every', minutes: 15 }, runMissed: false },
};
const folderGone = { code: 'local-not-found', detail: '' } as const;

test.each<readonly [Partial<RuleView>, string]>([
  [{}, 'Watching'],
  [{ paused: true, trouble: folderGone }, 'Paused'],
  [{ trouble: folderGone }, 'Needs a look'],
  [{ trouble: { code: 'rule-running', detail: '' } }, 'Watched elsewhere'],
  [{ lastRun: someRun({ outcome: null }), trouble: folderGone }, 'Running'],
  [{ ...timed, nextRunAt: at(24, 17, 30) }, 'Next run today, 17:30'],
  [{ ...timed, nextRunAt: at(25, 7) }, 'Next run tomorrow, 07:00'],
  [timed, 'At set times'],
])('the chip of %o says %s', (change, words) => {
  expect(chipOf(someRule(change), false, now).words).toBe(words);
});

test('a run that was asked for looks for files until it runs', () => {
  expect(chipOf(someRule({ paused: true }), true, now).words).toBe('Looking for files');
  const lastRun = someRun({ outcome: null });
  expect(chipOf(someRule({ lastRun }), true, now).words).toBe('Running');
});

test('the next run of several rules is the earliest', () => {
  const rules = [at(25, 7), at(24, 17), null].map((nextRunAt) => someRule({ nextRunAt }));
  expect(nextInWords(rules, now)).toBe('Next run today, 17:00');
  expect(nextInWords([someRule()], now)).toBe('');
  expect(comingInWords(at(28, 9), now)).toBe('Nov 28, 09:00');
});

test('the last run is told with its time and its counts', () => {
  const run = someRun({ endedAt: at(24, 9, 5), sent: 12, refused: 1, outcome: 'some-not' });
  expect(lastRunInWords(run, now)).toBe('Today, 09:05: 12 sent, 1 refused');
  const failed = someRun({ endedAt: at(23, 9), sent: 0, outcome: 'failed', failure: folderGone });
  expect(lastRunInWords(failed, now)).toBe('Yesterday, 09:00: nothing was sent');
  expect(lastRunInWords(someRun({ outcome: null, endedAt: null }), now)).toBe(
    'Running, 1 sent so far',
  );
  expect(runResult({ ...failed, failed: 3 })).toBe('3 not sent');
});

test('beside the last run stands what came after it, or when it last went well', () => {
  const beside = (change: Partial<RuleView>) => besideLastRun(someRule(change), now);
  const lastSuccessAt = at(23, 9);
  const badly = someRun({ outcome: 'some-not', endedAt: at(24, 9) });
  expect(beside({ lastSuccessAt, lastRun: badly })).toBe('Last went well yesterday, 09:00');
  expect(beside({ lastRun: badly })).toBe('');
  expect(beside({ lastSuccessAt, lastRun: someRun({ endedAt: lastSuccessAt }) })).toBe('');
  expect(beside({ lastSuccessAt, lastRun: someRun({ endedAt: lastSuccessAt - 20 }) })).toBe('');
  expect(beside({ lastSuccessAt, lastRun: someRun() })).toBe('Nothing new yesterday, 09:00');
  expect(beside({ lastSuccessAt })).toBe('Nothing new yesterday, 09:00');
  expect(beside({ lastSuccessAt, lastRun: someRun({ outcome: null }) })).toBe('');
});

test('a mark is green only where everything arrived', () => {
  expect(runMark(someRun()).tone).toBe('good');
  for (const outcome of ['some-not', 'failed', 'interrupted', null] as const)
    expect(runMark(someRun({ outcome })).tone).not.toBe('good');
  expect(runMark(someRun({ outcome: 'some-not', unknown: 1 }))).not.toEqual(
    runMark(someRun({ outcome: 'some-not' })),
  );
});

test('a failure is told with what is known about the site', () => {
  const { sentence } = failureInWords({ code: 'port-silent', detail: '' }, someRule(), site);
  expect(sentence).toContain('22');
});
