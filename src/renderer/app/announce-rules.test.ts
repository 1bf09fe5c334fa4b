import { expect, test } from 'vitest';
import type { RuleView } from '../../shared/domain/rule.ts';
import { someSite } from '../../shared/domain/testing/some-check.ts';
import { someRule, someRun } from '../../shared/domain/testing/some-rule.ts';
import { endedRuns } from './announce-rules.ts';

const site = someSite('ciis-sftp');
const idle = someRule({ notify: 'all' });
const running = someRule({ ...idle, lastRun: someRun({ outcome: null, endedAt: null }) });
const done = someRule({ ...idle, lastRun: someRun() });

const say = (before: RuleView | null, after: RuleView, asked: readonly string[] = []) =>
  endedRuns({ rules: before === null ? [] : [before], asked }, { rules: [after] }, [site]).map(
    ({ saying }) => saying,
  );

test('a run is spoken of once, when it has ended', () => {
  expect(say(idle, running)).toEqual([]);
  expect(say(running, done)).toEqual(['Outbox: 1 sent.']);
  expect(say(idle, done)).toEqual(['Outbox: 1 sent.']);
  expect(say(done, done)).toEqual([]);
  expect(say(done, someRule({ ...idle, lastRun: someRun({ id: 2 }) }))).toHaveLength(1);
});

test('what had ended when the window opened is not said', () => {
  expect(say(null, done)).toEqual([]);
  expect(say(null, idle)).toEqual([]);
});

test('a run that found nothing is said only where the person asked for it', () => {
  const again = someRule({ ...running, lastRun: someRun({ id: 2, outcome: null, endedAt: null }) });
  const looked = someRule({ ...done, lastSuccessAt: 5 });
  expect(say(again, looked)).toEqual([]);
  expect(say(again, looked, ['rule-1'])).toEqual(['Outbox: nothing new to send.']);
  expect(say(idle, someRule({ ...idle, lastSuccessAt: 5 }), ['rule-1'])).toHaveLength(1);
  expect(say(looked, looked, ['rule-1'])).toEqual([]);
});

test('a failure is said in its sentence', () => {
  const failure = { code: 'login-refused', detail: '' } as const;
  const failed = someRule({ lastRun: someRun({ sent: 0, outcome: 'failed', failure }) });
  expect(say(idle, failed)[0]).toMatch(/^Outbox: CIIS .*password.*\.$/);
});

test('what a rule is not to tell of is said where the person asked for the run', () => {
  const quiet = (rule: RuleView): RuleView => ({ ...rule, notify: 'failures' });
  expect(say(quiet(running), quiet(done))).toEqual(['']);
  expect(say(quiet(running), quiet(done), ['rule-1'])).toEqual(['Outbox: 1 sent.']);
});
