import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../../shared/domain/error.ts';
import { someSite, someStep } from '../../../shared/domain/testing/some-check.ts';
import { troubleOf } from './step-trouble.ts';

const sftp = someSite('ciis-sftp');
const failedWith = (code: ErrorCode) =>
  troubleOf(
    someStep('port', { outcome: 'failed', finding: null, failure: { code, detail: '' } }),
    sftp,
  );

describe('below a step that failed', () => {
  test('stands what happened, what it means and what to ask IT for', () => {
    expect(failedWith('port-silent')).toEqual({
      tone: 'bad',
      sentence: 'Port 22 did not answer.',
      meaning: 'Your firewall may be closing it.',
      toDo: '',
      ask: 'Ask IT',
      request: 'Please open outgoing TCP 22 to sshftp.cohealthnet.com.',
      action: null,
    });
  });

  test.each([
    ['login-refused', 'change-password'],
    ['identity-changed', 'open-site'],
    ['certificate-wrong-name', 'open-site'],
    ['host-not-found', 'open-site'],
    ['port-silent', null],
    ['no-network', null],
  ] as const)('%s leads to: %s', (code, action) => {
    expect(failedWith(code)?.action).toBe(action);
  });
});

test('a step that passed with a remark has a small note if the remark has a code', () => {
  const warned = someStep('description', {
    outcome: 'warn',
    failure: { code: 'gateway-page', detail: '' },
  });
  expect(troubleOf(warned, sftp)?.tone).toBe('warn');
  expect(troubleOf({ ...warned, failure: null }, sftp)).toBeNull();
});

test('an authority that is not public has advice, and a page that is forbidden', () => {
  const about = (finding: NonNullable<Parameters<typeof troubleOf>[0]['finding']>) =>
    troubleOf(someStep('identity', { outcome: 'warn', finding }), someSite('ciis-web'));
  expect(about({ kind: 'private-authority', issuer: 'CN=Clinic root' })).toMatchObject({
    tone: 'warn',
    sentence: 'The certificate comes from an authority that is not public.',
    ask: 'Ask IT',
    action: null,
  });
  expect(about({ kind: 'page', status: 403, title: null })?.meaning).toMatch(/web filter/);
});

test('without a password it says that it works so far, and offers to enter it', () => {
  const skipped = someStep('sign-in', { outcome: 'skipped', finding: { kind: 'no-password' } });
  expect(troubleOf(skipped, sftp)).toMatchObject({
    tone: 'warn',
    toDo: 'It works up to here. Enter the password, then check again.',
    action: 'enter-password',
  });
});

test('where signing in is held back it says why', () => {
  const held = someStep('sign-in', {
    outcome: 'skipped',
    finding: { kind: 'sign-in-held-back', refused: 2 },
  });
  expect(troubleOf(held, sftp)?.toDo).toMatch(/^Six wrong tries lock the account/);
});

test('a step that passed needs no words', () => {
  expect(troubleOf(someStep('port'), sftp)).toBeNull();
});
