import { expect, test } from 'vitest';
import type { ErrorCode } from '../../../shared/domain/error.ts';
import type { SessionState } from '../../../shared/domain/session.ts';
import { sendBlock, sessionChip } from './session-words.ts';

const failed = (code: ErrorCode): SessionState => ({
  status: 'failed',
  failure: { code, detail: '' },
});

test('a refused sign-in is named, and stops sending until the person acts', () => {
  expect(sessionChip(failed('login-refused')).text).toBe('Sign-in refused');
  expect(sendBlock(failed('login-refused'))).toBe('sign-in');
});

test('a changed identity stops sending', () => {
  expect(sendBlock(failed('identity-changed'))).toBe('identity');
});

test('a network failure and no connection do not stop sending: it connects first', () => {
  expect(sendBlock(failed('port-silent'))).toBeNull();
  expect(sendBlock({ status: 'disconnected' })).toBeNull();
});
