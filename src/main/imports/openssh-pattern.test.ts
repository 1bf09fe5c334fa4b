import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitsPattern, isPattern } from './openssh-pattern.ts';

const fits = (name: string, pattern: string): boolean =>
  fitsPattern(name, pattern, () => undefined);

test('a star is any text, a question mark one character', () => {
  for (const [name, pattern, expected] of [
    ['', '', true],
    ['', '*', true],
    ['', '?', false],
    ['a', '', false],
    ['lab-1.example.org', '*.example.org', true],
    ['example.org', '*.example.org', false],
    ['aXbXc', 'a*X?', true],
    ['aXbX', 'a*X?', false],
    ['abcabd', '*ab?', true],
    ['ABC', 'abc', false],
  ] as const) {
    expect([name, pattern, fits(name, pattern)]).toEqual([name, pattern, expected]);
  }
  expect([isPattern('a*'), isPattern('?'), isPattern('a.b')]).toEqual([true, true, false]);
});

test('what is found is what a regular expression finds', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
  fc.assert(
    fc.property(letters, pattern, (name, each) => {
      const expression = each.replaceAll('*', '.*').replaceAll('?', '.');
      expect(fits(name, each)).toBe(new RegExp(`^${expression}$`).test(name));
    }),
  );
});

test('who counts the comparisons can end them', () => {
  const stop = (): void => {
    throw new Error('enough');
  };
  expect(() => fitsPattern('a', 'b', stop)).toThrow('enough');
});
