import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainPassword } from './winscp-password.ts';
import { obfuscated } from './testing/obfuscated.ts';

const user = 'clinic-7';
const host = 'ciis.example.org';

it('reads what WinSCP wrote', () => {
  // Made by hand from the description of the format: user "u", host "h", password "p", two bytes of padding.
  expect(plainPassword('A35C5F5E0000' + '2934' + '2C', 'u', 'h')).toBe('p');
});

it('gives back any password, with any padding', () => {
  const password = fc.string({ unit: 'grapheme', maxLength: 80 });
  fc.assert(
    fc.property(password, fc.nat({ max: 40 }), (text, padding) => {
      // eslint-disable-next-line no-control-regex -- no password has these
      fc.pre(!/[\u0000-\u001f\u007f\ufffd]/.test(text));
      expect(plainPassword(obfuscated(text, user, host, padding), user, host)).toBe(text);
    }),
  );
});

it('reads one that is longer than 255 bytes', () => {
  const text = 'x'.repeat(500);
  expect(plainPassword(obfuscated(text, user, host), user, host)).toBe(text);
});

it('reads the oldest form, with neither flag nor user', () => {
  expect(plainPassword('5F5DFF3D3E3F', user, host)).toBe('abc');
});

it.each([
  ['of another user', obfuscated('secret', 'other', host)],
  ['of another host', obfuscated('secret', user, 'other.example.org')],
  ['encrypted with a master password', `A35D${'0123456789ABCDEF'.repeat(4)}`],
  ['cut', obfuscated('secret', user, host).slice(0, 40)],
  ['no hex', 'not hex at all'],
  ['an odd number of digits', 'A35'],
  ['nothing', ''],
  ['endless', 'A3'.repeat(50_000)],
])('%s: none', (_what, hex) => {
  expect(plainPassword(hex, user, host)).toBeNull();
});

it('bears anything', () => {
  const hex = fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes).toString('hex'));
  fc.assert(
    fc.property(fc.oneof(hex, fc.string()), (text) => void plainPassword(text, user, host)),
  );
});
