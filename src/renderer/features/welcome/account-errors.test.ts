import { expect, test } from 'vitest';
import { presets } from '../../../shared/domain/presets.ts';
import { accountErrors } from './account-errors.ts';

const sftp = { ...presets['ciis-sftp'], username: 'riverside' };
const realTime = { ...presets['ciis-realtime-test'], username: 'riverside', facilityId: 'R1' };
const withoutPassword = 'set up without connecting';

test('everything filled in: nothing is wrong', () => {
  expect(accountErrors({ settings: sftp, secret: 'x', withoutPassword })).toEqual({});
  expect(accountErrors({ settings: realTime, secret: 'x', withoutPassword })).toEqual({});
});

test('a missing username is named', () => {
  const settings = { ...sftp, username: '  ' };
  expect(accountErrors({ settings, secret: 'x', withoutPassword })).toEqual({
    username: 'Enter the username that CIIS gave you',
  });
});

test('a real-time account needs its facility ID', () => {
  const settings = { ...realTime, username: '', facilityId: ' ' };
  expect(accountErrors({ settings, secret: 'x', withoutPassword })).toEqual({
    username: 'Enter the username that CIIS gave you',
    facilityId: 'Enter the facility ID that CIIS gave you',
  });
});

test('a missing password is wrong only when it is needed now', () => {
  expect(accountErrors({ settings: sftp, secret: '', withoutPassword })).toEqual({
    secret: 'Enter the password, or set up without connecting',
  });
  expect(accountErrors({ settings: sftp, secret: '', withoutPassword: null })).toEqual({});
});

test('what can not be a username is told in our own words', () => {
  const wrong = (username: string) =>
    accountErrors({ settings: { ...sftp, username }, secret: 'x', withoutPassword }).username;
  expect(wrong('x'.repeat(129))).toBe('Use at most 128 characters');
  expect(wrong('river\tside')).toBe('This has a character that can’t be used here');
});
