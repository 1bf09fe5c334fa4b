import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { iniLimits, readIni } from './ini.ts';

it('gives sections and values with their lines, whatever the line ends', () => {
  const { sections, oddLines } = readIni('\ufeff[A\\b]\r\nX = 1=2 \r\n\n; remark\n  [C]  \nY=\n');
  expect(sections.map(({ name, line }) => [name, line])).toEqual([
    ['A\\b', 1],
    ['C', 5],
  ]);
  expect([...(sections[0]?.values.values() ?? [])]).toEqual([{ name: 'X', text: '1=2', line: 2 }]);
  expect(sections[1]?.values.get('y')).toEqual({ name: 'Y', text: '', line: 6 });
  expect(oddLines).toEqual([]);
});

it('takes sections and values of one name, in any case, for one, and the first value', () => {
  const { sections } = readIni('[A]\nx=1\n[b]\n[a]\nX=2\ny=3');
  expect(sections.map(({ name }) => name)).toEqual(['A', 'b']);
  expect(sections[0]?.values.get('x')?.text).toBe('1');
  expect(sections[0]?.values.get('y')?.text).toBe('3');
});

it('names lines that are nothing, and reads on', () => {
  const { sections, oddLines } = readIni(
    'x=before any section\n[A]\nnothing\n=nameless\n[cut\nz=1',
  );
  expect(oddLines).toEqual([1, 3, 4, 5]);
  expect(sections[0]?.values.get('z')?.text).toBe('1');
});

it('an empty file is empty', () => {
  expect(readIni(' \r\n;\n').sections).toEqual([]);
});

it.each([
  ['other text', 'Dear reader,\nno sections', 'Line 1: a section'],
  ['bytes', '[A]\nx=\0', 'Line 2: it is not text'],
  ['endless sections', '[a]\n'.repeat(3) + manySections(), 'too many sections'],
])('refuses %s', (_what, text, detail) => {
  expect(() => readIni(text)).toThrow(
    expect.objectContaining({
      code: 'import-unreadable',
      detail: expect.stringContaining(detail) as string,
    }),
  );
});

function manySections(): string {
  return Array.from({ length: iniLimits.sections + 1 }, (_, at) => `[${String(at)}]`).join('\n');
}

it('bears anything', () => {
  const piece = fc.constantFrom('[', ']', '=', '\n', '\r', ';', 'a', ' ', '\0', '\ufeff');
  const text = fc.oneof(
    fc.string(),
    fc.array(piece).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(text, (any) => {
      try {
        readIni(any);
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
      }
    }),
  );
});
