import fc from 'fast-check';
import { expect, it } from 'vitest';
import { serverWords } from './server-words.ts';

const message = 'MSH|^~\\&|MADEUP|X|||20260101||VXU^V04^VXU_V04\rPID|1||777^^^X^MR||Nobody^Made^Up';

it.each([
  [`Bad message: ${message}`, 'Bad message: [left out]'],
  ['Line 2: PID|1||777||Nobody', 'Line 2: [left out]'],
  ['Line 2: PID&#124;1&#124;777', 'Line 2: [left out]'],
  ['Line 2: PID%7C1%7C777', 'Line 2: [left out]'],
  ['Field 3||777~~MR||Nobody', 'Field 3[left out]'],
  ['Field 3%7c%7c777', 'Field 3[left out]'],
  [String.raw`Got "PID\|1\|777"`, 'Got "PID[left out]'],
  ['Odd: MSH#^~\\&#Nobody', 'Odd: [left out]'],
  [`Got ${Buffer.from(message).toString('base64')}`, 'Got [left out]'],
  ['<u>nobody</u><i:password>Made-up', '<u>nobody</u>[left out]'],
  ['Name Nobody^Made^Up is too long', 'Name [left out] is too long'],
])('cuts messages and passwords out of %j', (text, words) => {
  expect(serverWords(text)).toBe(words);
});

it.each([
  'MSH-3 is missing; see PID.5',
  'CIIS | Maintenance',
  '<MSH> expected',
  'Wrong username, password or facility',
])('leaves %j alone', (text) => expect(serverWords(text)).toBe(text));

it('makes one line of it, without control characters', () => {
  expect(serverWords('  one\r\n\ttwo\u0007\u202ethree ')).toBe('one two\ufffd\ufffdthree');
});

it('never says more than 300 characters, and takes no time for endless text', () => {
  expect(serverWords('x'.repeat(5_000_000))).toHaveLength(300);
});

it('never says what is in a segment, wherever it stands', () => {
  const segment = fc.constantFrom('MSH', 'PID', 'NK1', 'PV1', 'OBX', 'RXA', 'ZZ9');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), segment, fc.string(), (before, id, after) => {
      const words = serverWords(`${before} ${id}|Nobody-Made-Up|${after}`);
      expect(words).not.toContain('Nobody-Made-Up');
    }),
  );
});
