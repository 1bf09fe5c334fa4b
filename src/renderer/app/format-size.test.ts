import { expect, test } from 'vitest';
import { formatSize, formatSpeed, formatTimeLeft } from './format-size.ts';

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [1023, '1023 bytes'],
  [1024, '1 KB'],
  [348_160, '340 KB'],
  [1_048_300, '1.0 MB'],
  [1_468_006, '1.4 MB'],
  [5 * 1024 ** 3, '5.0 GB'],
  [3 * 1024 ** 5, '3072.0 TB'],
])('%d bytes read "%s"', (bytes, words) => {
  expect(formatSize(bytes)).toBe(words);
});

test('speed is a size a second', () => {
  expect(formatSpeed(419_840.4)).toBe('410 KB/s');
});

test.each([
  [0.2, '1 s left'],
  [59, '59 s left'],
  [61, '1 min left'],
  [3600, '1 h left'],
  [4800, '1 h 20 min left'],
])('%d seconds read "%s"', (seconds, words) => {
  expect(formatTimeLeft(seconds)).toBe(words);
});
