import { expect, it } from 'vitest';
import { someSite } from '../../shared/domain/testing/some-check.ts';
import { someRule, someRun } from '../../shared/domain/testing/some-rule.ts';
import { ruleNotice } from './rule-notice.ts';

const site = someSite('ciis-sftp');

it('tells how many files arrived, and names none', () => {
  const notes = ['smith.hl7: it is cut off.'];
  const run = someRun({ sent: 12, refused: 1, outcome: 'some-not', notes });
  expect(ruleNotice(someRule(), run, site)).toEqual({
    title: 'Outbox',
    body: '12 sent, 1 refused.',
  });
});

it('says why nothing was done and what to do', () => {
  const failure = { code: 'local-not-found', detail: '' } as const;
  const run = someRun({ sent: 0, outcome: 'failed', failure });
  expect(ruleNotice(someRule(), run, undefined)?.body).toMatch(
    /^The folder C:\\Outbox is not there\. Make it again/,
  );
});

it('tells of a broken-off run in a whole sentence', () => {
  const run = someRun({ sent: 0, outcome: 'interrupted' });
  expect(ruleNotice(someRule(), run, site)?.body).toBe('Broken off when the program ended.');
});

it('is silent where the rule wants it so', () => {
  expect(ruleNotice(someRule(), someRun(), site)).toBeNull();
  expect(ruleNotice(someRule({ notify: 'all' }), someRun(), site)).not.toBeNull();
  const badly = someRun({ outcome: 'some-not', sent: 0, failed: 1 });
  expect(ruleNotice(someRule({ notify: 'nothing' }), badly, site)).toBeNull();
});
