import { expect, test } from 'vitest';
import type { SegmentView } from '../../../shared/domain/message-file.ts';
import { fieldCount, messageText, openAtFirst, sentenceCase, splitHits } from './segment-words.ts';

const segment = (name: string, ...values: readonly string[]): SegmentView => ({
  name,
  title: null,
  line: 1,
  sequence: 1,
  fields: values.map((value, index) => ({ position: index + 1, name: null, value })),
});
const message = [
  segment('MSH', '|', '^~\\&', 'EHR'),
  segment('PID', '1', '', 'A-1'),
  segment('NK1', '1'),
  segment('ORC', 'RE'),
  segment('RXA', '0', '1'),
];

test.each([
  ['Date/Time of Birth', 'Date/time of birth'],
  ['Message Control ID', 'Message control ID'],
  ['Administered-at Location', 'Administered-at location'],
  ['Set ID - PID', 'Set ID - PID'],
])('%s is shown as %s', (name, words) => {
  expect(sentenceCase(name)).toBe(words);
});

test('a message is put together as it was', () => {
  expect(messageText(message)).toBe('MSH|^~\\&|EHR\nPID|1||A-1\nNK1|1\nORC|RE\nRXA|0|1');
});

test('empty fields are not counted', () => {
  expect(fieldCount(segment('PID', '1', '', 'A-1'))).toBe('2 fields');
  expect(fieldCount(segment('PID', '1'))).toBe('1 field');
});

test('patient and vaccination are open at first, and what is pointed at or was searched', () => {
  expect([...openAtFirst(message, new Set(), '')]).toEqual([1, 4]);
  expect(openAtFirst(message, new Set([2]), 're')).toEqual(new Set([1, 2, 3, 4]));
  expect([...openAtFirst(message.slice(0, 3), new Set(), '')]).toEqual([1, 2]);
});

test('hits are marked whatever their case, all of them', () => {
  expect(splitHits('SAMPLE^Sam', 'sam')).toEqual([
    { text: 'SAM', hit: true },
    { text: 'PLE^', hit: false },
    { text: 'Sam', hit: true },
  ]);
  expect(splitHits('A', '')).toEqual([{ text: 'A', hit: false }]);
  expect(splitHits('', 'a')).toEqual([{ text: '', hit: false }]);
});
