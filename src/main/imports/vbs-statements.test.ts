import fc from 'fast-check';
import { expect, it } from 'vitest';
import { vbsStatements } from './vbs-statements.ts';

const read = (text: string) =>
  [...vbsStatements(text)].map(({ line, tokens }) => [
    line,
    tokens.map((token) => (token.kind === 'text' ? `"${token.text}"` : token.text)).join(' '),
  ]);

it('gives statements without remarks, and words in small letters', () => {
  expect(
    read(
      '\ufeff\' remark\r\nREM another: one\r\nX.Host = "a""b\'c:d" \' why\r\nDim A: B = 2 : \' end',
    ),
  ).toEqual([
    [3, 'x . host = "a"b\'c:d"'],
    [4, 'dim a'],
    [4, 'b = 2'],
  ]);
});

it('goes on after a line that ends in "_"', () => {
  expect(read('X.Upload _\n  "a", _\n  "b_"\ny_ = 1\nz = 2 _')).toEqual([
    [1, 'x . upload "a" , "b_"'],
    [4, 'y_ = 1'],
    [5, 'z = 2'],
  ]);
});

it('takes a quote that is not closed to the end of its line', () => {
  expect(read('a = "b\nc = 1')).toEqual([
    [1, 'a = "b"'],
    [2, 'c = 1'],
  ]);
});

it('bears anything, in reasonable time', () => {
  fc.assert(fc.property(fc.string(), (text) => void read(text)));
  for (const mark of ['"', '"x', 'x', '1', ':']) void read(mark.repeat(5_000_000));
  expect(read('a _\n'.repeat(100_000))[0]?.[1]).toHaveLength(1_999);
});
