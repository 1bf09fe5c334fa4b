import { expect, it, test } from 'vitest';
import { isToldOf, ruleCountWords, ruleFailureText, runInBrief } from './rule-text.ts';
import type { RuleRun } from './rule.ts';
import { someRun } from './testing/some-rule.ts';

const about = { folder: 'C:\\Outbox', label: 'CIIS SFTP' };

test('what did not occur is not counted', () => {
  const none = { sent: 0, known: 0, refused: 0, failed: 0, unknown: 0 };
  expect(ruleCountWords(none)).toBe('');
  expect(ruleCountWords({ ...none, sent: 1200, refused: 1 })).toBe('1,200 sent, 1 refused');
  expect(ruleCountWords({ sent: 1, known: 2, refused: 3, failed: 4, unknown: 5 })).toBe(
    '1 sent, 2 sent before, 3 refused, 4 not sent, 5 unknown',
  );
});

test.each<readonly [Partial<RuleRun>, string]>([
  [{ sent: 12, refused: 1, outcome: 'some-not' }, '12 sent, 1 refused'],
  [{ sent: 0 }, 'no files'],
  [{ sent: 0, outcome: null, endedAt: null }, 'running'],
  [{ sent: 2, outcome: null, endedAt: null }, 'running, 2 sent so far'],
  [{ sent: 2, outcome: 'interrupted' }, 'broken off when the program ended (2 sent)'],
  [
    { sent: 0, outcome: 'failed', failure: { code: 'local-not-found', detail: '' } },
    'The folder C:\\Outbox is not there',
  ],
])('a run is told in brief: %o', (change, words) => {
  expect(runInBrief(someRun(change), about)).toBe(words);
});

it('speaks of the folder where a code speaks of a file, and else as everywhere', () => {
  for (const code of ['local-not-found', 'local-permission', 'local-read-failed'] as const)
    expect(ruleFailureText({ code, detail: '' }, about).sentence).toContain('folder C:\\Outbox');
  expect(ruleFailureText({ code: 'site-not-found', detail: '' }, about).nextStep).toContain('rule');
  expect(ruleFailureText({ code: 'rule-running', detail: '' }, about).sentence).toBe(
    'This rule runs already.',
  );
});

test('people hear of what they wanted to hear of', () => {
  const well = someRun();
  const badly = someRun({ outcome: 'some-not' });
  expect([well, badly].map((run) => isToldOf(run, { notify: 'all' }))).toEqual([true, true]);
  expect([well, badly].map((run) => isToldOf(run, { notify: 'failures' }))).toEqual([false, true]);
  expect([well, badly].map((run) => isToldOf(run, { notify: 'nothing' }))).toEqual([false, false]);
});
