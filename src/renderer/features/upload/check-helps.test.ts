import { expect, test } from 'vitest';
import { errorCodes } from '../../../shared/domain/error.ts';
import { checkHelps } from './check-helps.ts';

test('a check is offered for what lies between this computer and the sign-in', () => {
  expect(checkHelps('port-silent')).toBe(true);
  expect(checkHelps('tls-cut')).toBe(true);
  expect(checkHelps('certificate-expired')).toBe(true);
  expect(checkHelps('data-port-dropped')).toBe(true);
});

test('a check is never offered where it would try a password that was refused', () => {
  const signIn = errorCodes.filter((code) => /^(login|password|key)-/.test(code));
  expect(signIn.length).toBeGreaterThan(4);
  expect(signIn.filter(checkHelps)).toEqual([]);
});

test('a check is not offered for what is wrong with a file or this computer', () => {
  expect(errorCodes.filter((code) => /^(local|remote)-/.test(code)).filter(checkHelps)).toEqual([]);
});
