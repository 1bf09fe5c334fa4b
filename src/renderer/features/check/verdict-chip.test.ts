import { expect, test } from 'vitest';
import { someCheck, someSite } from '../../../shared/domain/testing/some-check.ts';
import { verdictChip } from './verdict-chip.ts';

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
