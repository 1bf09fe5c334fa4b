import { expect, test } from 'vitest';
import { someCheck, someSite, someStep } from '../../../shared/domain/testing/some-check.ts';
import { checkDetails, checkDetailsText, stepDetailsText } from './check-details.ts';

const sftp = someSite('ciis-sftp');
const check = someCheck(
  sftp,
  { kind: 'failed', at: 'port', code: 'port-silent', detail: 'connect ETIMEDOUT' },
  { startedAt: new Date(2026, 10, 24, 10, 31, 7).getTime() },
);

test('every step that was run has its facts, and a failed one its code and technical words', () => {
  expect(checkDetails(check)).toEqual([
    { id: 'name', title: 'Name found: passed, 12 ms', facts: [] },
    {
      id: 'port',
      title: 'Port open: failed, 10.0 s',
      facts: [
        { name: 'Code', value: 'port-silent' },
        { name: 'Detail', value: 'connect ETIMEDOUT' },
      ],
    },
  ]);
});

test('the details can be copied as text', () => {
  expect(checkDetailsText(check, sftp)).toBe(
    [
      'CIIS SFTP (sshftp.cohealthnet.com, port 22), November 24, 2026, 10:31:07',
      'Name found: passed, 12 ms',
      'Port open: failed, 10.0 s',
      '  Code: port-silent',
      '  Detail: connect ETIMEDOUT',
    ].join('\n'),
  );
  const step = someStep('identity', { facts: [{ name: 'Fingerprint', value: 'SHA256:q0Rnn' }] });
  expect(stepDetailsText(step, sftp)).toBe(
    'CIIS SFTP (sshftp.cohealthnet.com, port 22), Identity\n  Fingerprint: SHA256:q0Rnn',
  );
});
