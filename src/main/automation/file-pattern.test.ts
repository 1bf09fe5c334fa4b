import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filePattern } from './file-pattern.ts';

describe('which files a rule means', () => {
  it.each([
    ['*.hl7', 'vax.hl7', true],
    ['*.hl7', 'VAX.HL7', true],
    ['*.HL7', 'vax.hl7', true],
    ['*.hl7', 'vax.hl7.bak', false],
    ['*.hl7', '.hl7', false],
    ['*.hl7', 'hl7', false],
    ['vax?.hl7', 'vax1.hl7', true],
    ['vax?.hl7', 'vax.hl7', false],
    ['vax?.hl7', 'vax12.hl7', false],
    ['vax?.hl7', 'vax😀.hl7', true],
    ['*.hl7;*.txt', 'a.txt', true],
    [' *.hl7 ; *.txt ;', 'a.txt', true],
    ['*.hl7;*.txt', 'a.csv', false],
    [';;', 'a.hl7', false],
    ['*', 'no ending', true],
    ['*.*', 'no ending', true],
    ['*a*b*c*', 'xxaxxbxxcxx', true],
    ['*a*b*c*', 'xxaxxcxxbxx', false],
    ['Müller*.hl7', 'MÜLLER 1.hl7', true],
    ['Mu\u0308ller.hl7', 'müller.hl7', true],
    ['a[1].hl7', 'a[1].hl7', true],
    ['a.c', 'abc', false],
    ['(a+)+', '(a+)+', true],
  ])('%j and %j: %s', (pattern, name, expected) => {
    expect(filePattern(pattern)(name)).toBe(expected);
  });

  it.each([
    '.hidden',
    '.vax.hl7',
    '~$vax.hl7',
    'vax.hl7.part',
    'vax.hl7.filepart',
    'vax.hl7.ciis-part',
    'vax.TMP',
    'vax.hl7.crdownload',
    'Thumbs.db',
    'desktop.ini',
  ])('leaves out %j, unless it is named', (name) => {
    expect(filePattern('*')(name)).toBe(false);
    expect(filePattern(`?${name.slice(1)}`)(name)).toBe(false);
    expect(filePattern(`*.hl7;${name.toUpperCase()}`)(name)).toBe(true);
  });

  it('answers soon, whatever pattern and name are', () => {
    const matches = filePattern(`${'*a'.repeat(99)}*b`);
    const begun = performance.now();
    expect(matches('a'.repeat(255))).toBe(false);
    expect(performance.now() - begun).toBeLessThan(500);
  });

  const character = fc.constantFrom('a', 'B', 'ß', 'é', '.', ' ', '[', '\\', '$', '(', '+');
  const text = fc.array(character, { maxLength: 12 }).map((all) => all.join(''));

  it('takes any name for itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
        fc.pre(!/[*?;]/.test(name) && name.trim() === name);
        expect(filePattern(name)(name)).toBe(true);
      }),
    );
  });

  it('means what a regular expression of it would', () => {
    const part = fc.oneof(text, fc.constantFrom('*', '?'));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), text, (parts, rest) => {
        const pattern = parts.join('').trim();
        const name = `n${rest}`;
        fc.pre(pattern !== '' && pattern !== '*.*');
        const escaped = pattern.replace(/[\\.[\]$()+]/g, '\\$&');
        const expression = escaped.replace(/\*/g, '.*').replace(/\?/g, '.');
        expect(filePattern(pattern)(name)).toBe(new RegExp(`^${expression}$`, 'iu').test(name));
      }),
    );
  });
});
