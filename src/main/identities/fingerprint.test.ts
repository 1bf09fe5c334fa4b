import { expect, test } from 'vitest';
import { normalFingerprint, sameFingerprint } from './fingerprint.ts';

const base64 = 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ';
const hex = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
const pairs = (hex.toUpperCase().match(/../g) ?? []).join(':');

test.each([
  `SHA256:${base64}`,
  `sha256:${base64}=`,
  ` ${base64} `,
  `SHA-256: ${base64}`,
  pairs,
  `SHA256:${pairs}`,
  `SHA256=${hex}`,
  hex.toUpperCase(),
  pairs.replaceAll(':', ' '),
])('%s stands for one digest', (text) => {
  expect(normalFingerprint(text)).toBe(hex);
});

test.each([
  '',
  'SHA256:',
  'MD5:aa:bb',
  hex.slice(1),
  `${hex}0`,
  base64.slice(1),
  `${base64}A`,
  '*',
])('"%s" is no SHA-256 fingerprint', (text) => {
  expect(normalFingerprint(text)).toBeNull();
});

test('forms of one digest are the same, digests that differ in the case of base64 are not', () => {
  expect(sameFingerprint(`SHA256:${base64}`, pairs)).toBe(true);
  expect(sameFingerprint(base64, base64.toLowerCase())).toBe(false);
});

test('what is no fingerprint is only the same as itself', () => {
  expect(sameFingerprint('x', 'x')).toBe(true);
  expect(sameFingerprint('x', 'y')).toBe(false);
  expect(sameFingerprint(hex, 'y')).toBe(false);
});
