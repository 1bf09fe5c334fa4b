import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { readFileZilla } from './filezilla.ts';
import { file, pass, server } from './testing/filezilla-file.ts';

function why(text: string): string {
  try {
    readFileZilla(text);
  } catch (error) {
    if (error instanceof AppError && error.code === 'import-unreadable') return error.detail;
    throw error;
  }
  throw new Error('it was read');
}

it('says where a file is cut or damaged, and tells nothing of what stands there', () => {
  const text = file(server({}, '<Pass>Spring<2026!</Pass>'));
  expect(why(text)).toBe('Line 16: the file is damaged, in <Pass>.');
  expect(why(file(server({}, '<Pass>a<Spring></Pass>')))).toBe(
    'Line 16: the file is damaged, in <Pass>.',
  );
  const whole = file(server({}, pass('x')));
  expect(why(whole.slice(0, whole.indexOf('riverside') + 4))).toBe(
    'Line 9: the file ends too early, in <User>.',
  );
  expect(why('')).toBe('Line 1: the file ends too early.');
});

it('never gives a part of a file that is cut, wherever it is cut', () => {
  const whole = file(`<Folder>A${server({}, pass('secret'))}</Folder>`).trimEnd();
  for (let end = 0; end < whole.length; end += 1) {
    expect(why(whole.slice(0, end))).toMatch(/^Line \d+: /);
  }
});

it.each([
  ['<FileZilla><Sites/></FileZilla>', 'this is not a file of FileZilla 3.'],
  ['<constructor/>', 'this is not a file of FileZilla 3.'],
  [
    '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><FileZilla3>&b;</FileZilla3>',
    'it has a document type',
  ],
  ['<FileZilla3>&b;</FileZilla3>', 'the file is damaged'],
  [file('&constructor;'), 'the file is damaged, in <Servers>'],
  [file('<Folder>'.repeat(100_000)), 'it is nested too deep.'],
  [file('<Server/>'.repeat(10_001)), 'it has more than 10,000 sites.'],
])('refuses %.60j', (text, detail) => {
  expect(why(text)).toContain(detail);
});

it('bears long texts and many fields', () => {
  const long = 'x'.repeat(1_000_000);
  const many = Array.from({ length: 5000 }, (_, at) => `<F${String(at)}/>`).join('');
  const { sites } = readFileZilla(
    file(`<Folder>${long}${server({ Comments: long }, many)}</Folder>`),
  );
  expect(sites[0]?.folder).toEqual(['x'.repeat(80)]);
  expect(sites[0]?.settings.comments).toHaveLength(4000);
});

it('refuses any other text in the same way', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '<FileZilla3>',
      '<Servers>',
      '</Servers>',
      '<Folder>',
      '</Folder>',
      '</FileZilla3>',
    ),
    fc.constantFrom(
      '<Server>',
      '</Server>',
      '<Host>',
      '</Host>',
      '<Pass encoding="',
      '">',
      '&amp;',
      '<![CDATA[',
    ),
    fc
      .tuple(
        fc.constantFrom('Protocol', 'Port', 'Logontype', 'RemoteDir', 'Pass', 'LocalDir', 'Name'),
        fc.string({ unit: 'binary', maxLength: 12 }),
      )
      .map(([name, text]) => server({ [name]: text.replace(/[<&]/g, '') })),
    fc.string({ unit: 'binary', maxLength: 10 }),
  );
  const texts = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(fc.oneof(texts, texts.map(file)), (text) => {
      try {
        readFileZilla(text);
      } catch (error) {
        expect(error).toMatchObject({ name: 'AppError', code: 'import-unreadable' });
      }
    }),
  );
});
