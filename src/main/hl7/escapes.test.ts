import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText, unescapeText } from './escapes.ts';
import { separatorsOf, usualSeparators } from './separators.ts';

const read = (text: string): string => unescapeText(text, usualSeparators);

describe('escapes', () => {
  it.each([
    ['Smith \\T\\ Sons', 'Smith & Sons'],
    ['\\F\\ \\S\\ \\R\\ \\E\\', '| ^ ~ \\'],
    ['first\\.br\\second', 'first\nsecond'],
    ['\\H\\loud\\N\\', 'loud'],
    ['\\X0D0A\\', '\r\n'],
    ['caf\\XC3A9\\', 'café'],
    ['caf\\XE9\\', 'café'],
  ])('%s is read as %s', (text, meaning) => expect(read(text)).toBe(meaning));

  it.each(['C:\\data', 'a \\Q\\ b', '\\X0\\', '\\Z1\\', '\\', '\\\\'])(
    'what is none stays as it is: %s',
    (text) => expect(read(text)).toBe(text),
  );

  it('an escaped backslash begins nothing', () => expect(read('\\E\\F\\E\\')).toBe('\\F\\'));

  it("are those of the message's own MSH", () => {
    const own = separatorsOf('MSH|^~$&|');
    expect(unescapeText('$T$ \\T\\', own)).toBe('& \\T\\');
    expect(unescapeText('\\T\\', separatorsOf('MSH|^~|'))).toBe('\\T\\');
  });

  it.each(['MSH|^~\\&|', 'MSH#!$.+#', 'MSH|^~'])('any text there and back, with %s', (header) => {
    const separators = separatorsOf(header);
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('|^~\\&#!$.+FSTREHNX0Abr\r\né€')) }),
        (text) => {
          expect(unescapeText(escapeText(text, separators), separators)).toBe(text);
        },
      ),
    );
  });
});
