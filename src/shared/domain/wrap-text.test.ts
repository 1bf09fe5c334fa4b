import { expect, it } from 'vitest';
import { wrapText } from './wrap-text.ts';

it('breaks at spaces, and keeps the line ends that are there', () => {
  expect(wrapText('one two three\nfour', 8)).toEqual(['one two', 'three', 'four']);
  expect(wrapText('', 8)).toEqual(['']);
});

it('breaks a fingerprint behind a colon, and what has neither anywhere', () => {
  expect(wrapText('AB:CD:EF:01:23', 7)).toEqual(['AB:CD:', 'EF:01:', '23']);
  expect(wrapText('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
});

it('never cuts a character in two', () => {
  expect(wrapText('aaa💉bbb', 4)).toEqual(['aaa', '💉bb', 'b']);
});

it('has no line that is too long, and loses nothing but spaces', () => {
  const text =
    'The certificate AA:BB:CC:DD:EE of a-very-long-host-name.example was not accepted. '.repeat(3);
  for (const width of [2, 7, 20, 100]) {
    const lines = wrapText(text, width);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  }
});
