import { expect, test } from 'vitest';
import type { SentFile } from '../../../shared/domain/receipt.ts';
import { sentWords } from './sent-words.ts';

const now = new Date('2026-11-20T12:00:00').getTime();
const entry = { size: 100, modifiedAt: 5 };
const sent = (at: string, change: Partial<SentFile> = {}): SentFile => ({
  at: new Date(at).getTime(),
  outcome: 'verified',
  name: 'a.hl7',
  size: 100,
  modifiedAt: 5,
  ...change,
});
const read = (file: SentFile | undefined) => sentWords(entry, file, now)?.text;

test('says the day on which a file was sent', () => {
  expect(read(sent('2026-11-20T10:32:00'))).toBe('Today');
  expect(read(sent('2026-11-19T10:32:00'))).toBe('Yesterday');
  expect(read(sent('2026-11-16T10:32:00'))).toBe('Nov 16');
  expect(read(sent('2025-11-16T10:32:00'))).toBe('Nov 16, 2025');
});

test('where nobody knows whether it arrived it says so', () => {
  expect(sentWords(entry, sent('2026-11-20T10:32:00', { outcome: 'unknown' }), now)).toEqual({
    tone: 'warn',
    text: 'Unknown',
  });
});

test('says nothing of a file that was not sent, or has changed since', () => {
  expect(read(undefined)).toBeUndefined();
  expect(read(sent('2026-11-20T10:32:00', { size: 99 }))).toBeUndefined();
  expect(read(sent('2026-11-20T10:32:00', { modifiedAt: 6 }))).toBeUndefined();
});
