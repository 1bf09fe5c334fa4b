import { expect, test } from 'vitest';
import { someRule, someRun } from '../../../shared/domain/testing/some-rule.ts';
import { troubleOf } from './rule-trouble.ts';

test('what keeps a rule from its work now stands before what went wrong last', () => {
  const lastRun = someRun({ outcome: 'failed', failure: { code: 'login-refused', detail: '' } });
  expect(troubleOf(someRule({ lastRun }))).toMatchObject({ action: 'change-password' });
  const trouble = { code: 'local-not-found', detail: '' } as const;
  expect(troubleOf(someRule({ lastRun, trouble }))).toMatchObject({
    failure: trouble,
    action: 'edit-rule',
  });
  const silent = { code: 'port-silent', detail: '' } as const;
  expect(troubleOf(someRule({ trouble: silent }))).toMatchObject({ action: 'check-connection' });
});

test('a failure is over when the rule has gone well since', () => {
  const failure = { code: 'port-silent', detail: '' } as const;
  const lastRun = someRun({ outcome: 'failed', failure, endedAt: 2000 });
  expect(troubleOf(someRule({ lastRun, lastSuccessAt: 1000 }))).not.toBeNull();
  expect(troubleOf(someRule({ lastRun, lastSuccessAt: 3000 }))).toBeNull();
});

test('that another program does the work is no failure', () => {
  const trouble = { code: 'rule-running', detail: '' } as const;
  expect(troubleOf(someRule({ trouble }))).toEqual({ kind: 'elsewhere' });
});

test('files that did not arrive are named, three of them', () => {
  const notes = ['a.hl7: 1', 'b.hl7: 2', 'c.hl7: 3', 'd.hl7: 4', 'e.hl7: 5'];
  const lastRun = someRun({ outcome: 'some-not', notes });
  expect(troubleOf(someRule({ lastRun }))).toEqual({
    kind: 'notes',
    notes: notes.slice(0, 3),
    more: 2,
  });
  expect(troubleOf(someRule({ lastRun: someRun({ notes: notes.slice(0, 1) }) }))).toMatchObject({
    more: 0,
  });
});

test('where all is well there is nothing to say', () => {
  expect(troubleOf(someRule())).toBeNull();
  expect(troubleOf(someRule({ lastRun: someRun() }))).toBeNull();
});
