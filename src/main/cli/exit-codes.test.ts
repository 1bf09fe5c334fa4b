import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../shared/domain/error.ts';
import type { TransferStatus } from '../../shared/domain/transfer.ts';
import { someCheck, someSite } from '../../shared/domain/testing/some-check.ts';
import {
  exitCodeOfChecks,
  exitCodeOfConnecting,
  exitCodeOfSending,
  exitCodeOfTransfers,
} from './exit-codes.ts';

const ended = (status: TransferStatus, code?: ErrorCode) => ({
  status,
  failure: code === undefined ? null : { code, detail: '' },
});

describe('the exit code of a run', () => {
  it('is 0 only when the server has every file', () => {
    expect(exitCodeOfTransfers([ended('verified'), ended('accepted')])).toBe(0);
    for (const status of ['unknown', 'failed', 'cancelled', 'skipped', 'interrupted'] as const) {
      expect(exitCodeOfTransfers([ended('verified'), ended(status)])).toBe(1);
    }
  });

  it('is 0 also where one was skipped, if that was chosen', () => {
    expect(exitCodeOfTransfers([ended('verified'), ended('skipped')], true)).toBe(0);
    expect(exitCodeOfTransfers([ended('skipped'), ended('failed')], true)).toBe(1);
  });

  it('is 3 when a file was left because sign-in was refused under way, 4 when the identity changed', () => {
    expect(exitCodeOfTransfers([ended('verified'), ended('failed', 'login-refused')])).toBe(3);
    expect(
      exitCodeOfTransfers([ended('failed', 'port-refused'), ended('failed', 'identity-changed')]),
    ).toBe(4);
    expect(exitCodeOfTransfers([ended('failed', 'remote-permission')])).toBe(1);
  });

  it('is that of the connection when there was none', () => {
    expect(exitCodeOfConnecting('port-silent')).toBe(3);
    expect(exitCodeOfConnecting('link-lost')).toBe(3);
    expect(exitCodeOfConnecting('password-missing')).toBe(3);
    expect(exitCodeOfConnecting('identity-unknown')).toBe(4);
    expect(exitCodeOfConnecting('storage-failed')).toBe(1);
  });
});

describe('the exit code of sending messages', () => {
  it('is that of the reason that a person must act on first', () => {
    expect(exitCodeOfSending(true, [])).toBe(0);
    expect(exitCodeOfSending(false, [])).toBe(1);
    expect(exitCodeOfSending(false, ['reply-lost', 'preflight-stopped'])).toBe(1);
    expect(exitCodeOfSending(false, ['gateway-fault', 'login-refused'])).toBe(3);
    expect(exitCodeOfSending(false, ['gateway-page'])).toBe(3);
    expect(exitCodeOfSending(false, ['login-refused', 'identity-changed'])).toBe(4);
  });
});

describe('the exit code of checks', () => {
  const site = someSite('ciis-ftps');
  const well = someCheck(site);
  const failed = (at: 'port' | 'identity' | 'sign-in', code: ErrorCode) =>
    someCheck(site, { kind: 'failed', at, code });

  it('is 0 only when every site is ready and no data port was dropped', () => {
    expect(exitCodeOfChecks([well, well], true)).toBe(0);
    expect(exitCodeOfChecks([well], false)).toBe(3);
    expect(exitCodeOfChecks([well, failed('port', 'port-silent')], true)).toBe(3);
    expect(exitCodeOfChecks([someCheck(site, { kind: 'no-password' })], true)).toBe(3);
    expect(exitCodeOfChecks([someCheck(site, { kind: 'stopped', at: 'port' })], true)).toBe(3);
  });

  it('is 4 when a server is not who it should be, whatever else is wrong', () => {
    expect(exitCodeOfChecks([failed('identity', 'identity-unknown')], true)).toBe(4);
    expect(
      exitCodeOfChecks(
        [failed('sign-in', 'login-refused'), failed('identity', 'tls-inspected')],
        false,
      ),
    ).toBe(4);
  });
});
