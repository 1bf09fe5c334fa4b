import { expect, test } from 'vitest';
import { someCheck, someSite } from '../../../shared/domain/testing/some-check.ts';
import { verdictChip, verdictChipAsOf } from './verdict-chip.ts';

const sftp = someSite('ciis-sftp');
const web = someSite('ciis-web');

test.each([
  ['Not checked yet', 'neutral', undefined],
  ['Ready', 'good', someCheck(sftp)],
  ['Checking', 'neutral', someCheck(sftp, undefined, { verdict: null })],
  ['Not signed in', 'warn', someCheck(sftp, { kind: 'no-password' })],
  ['Blocked', 'bad', someCheck(sftp, { kind: 'failed', at: 'port', code: 'port-silent' })],
  ['Stopped', 'neutral', someCheck(sftp, { kind: 'stopped', at: 'port' })],
] as const)('"%s" is a %s chip', (words, tone, check) => {
  expect(verdictChip(check, 'sftp')).toMatchObject({ tone, words });
});

test('a service that takes no files is not called ready', () => {
  expect(verdictChip(someCheck(web), 'web').words).toBe('Answers');
});

test.each([
  ['today', 24, 'good'],
  ['on another day', 23, 'neutral'],
] as const)('a site that was ready %s is %s', (_when, day, tone) => {
  const ended = new Date(2026, 10, day, 23, 50).getTime();
  const now = new Date(2026, 10, 24, 23, 55).getTime();
  const check = someCheck(sftp, undefined, { endedAt: ended });
  expect(verdictChipAsOf(check, 'sftp', now)).toMatchObject({ tone, words: 'Ready' });
});
