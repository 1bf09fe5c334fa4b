import fc from 'fast-check';
import { expect, it } from 'vitest';
import { remoteSafePath } from './remote-safe-path.ts';

it.each([
  ['1 0 8 incoming 3 hl7', '/incoming/hl7'],
  ['0 0 4 data', '/data'],
  ['1 0', '/'],
  ['1 0 9 my folder 1 x', '/my folder/x'],
  ['1 0 3 3 a 1 b', '/3 a/b'],
  ['1 0 4 fööd', '/fööd'],
  ['1 0 2 😀 1 x', '/😀/x'],
  ['1 0 1 😀 1 x', '/😀/x'],
])('reads %j', (text, path) => {
  expect(remoteSafePath(text)).toBe(path);
});

it.each([
  '',
  '1',
  '1 ',
  '/incoming',
  '1 0 ',
  '1 0 8',
  '1 0 8 incom',
  '1 0 2 abc',
  '1 0 0 ',
  '1 0 2 ..',
  '1 0 3 a/b',
  '1 2 C: 3 hl7',
  '3 0 3 hl7',
  '1 0 -1 a',
  '1 0 999999 a',
  `1 0 9000 ${'a'.repeat(9000)}`,
])('gives nothing for %.30j', (text) => {
  expect(remoteSafePath(text)).toBeNull();
});

it('reads whatever FileZilla writes, counted either way', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .filter((text) => !text.includes('/') && text !== '.' && text !== '..');
  fc.assert(
    fc.property(fc.array(name, { maxLength: 5 }), (names) => {
      const written = names.map((each) => ` ${String(each.length)} ${each}`).join('');
      expect(remoteSafePath(`1 0${written}`)).toBe(`/${names.join('/')}`);
    }),
  );
});

it('bears any text', () => {
  const piece = fc.constantFrom('0', '1', ' ', 'a', '/', '😀', '12');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const path = remoteSafePath(pieces.join(''));
      expect(path === null || path.startsWith('/')).toBe(true);
    }),
  );
});
