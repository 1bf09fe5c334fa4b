import { expect, test } from 'vitest';
import { accountErrors } from './account-errors.ts';

test('both fields filled in: nothing is wrong', () => {
  expect(accountErrors({ username: 'riverside', secret: 'x', needsPassword: true })).toEqual({});
});

test('a missing username is named', () => {
  expect(accountErrors({ username: '  ', secret: 'x', needsPassword: true }).username).toBe(
    'Enter the username that CIIS gave you',
  );
});

test('a missing password is wrong only when connecting now', () => {
  expect(accountErrors({ username: 'a', secret: '', needsPassword: true }).secret).toBeDefined();
  expect(accountErrors({ username: 'a', secret: '', needsPassword: false })).toEqual({});
});
