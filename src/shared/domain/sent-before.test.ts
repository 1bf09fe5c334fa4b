import { expect, test } from 'vitest';
import { duplicateWords } from './sent-before.ts';

const now = new Date(2026, 10, 24, 15, 0).getTime();
const at = (...when: readonly [number, number, number]) =>
  new Date(when[0], when[1], when[2], 10, 32).getTime();
const sent = (when: number, outcome: 'accepted' | 'verified' | 'unknown' = 'accepted') => ({
  sentBefore: { at: when, outcome, name: 'a.hl7' },
  copyOf: null,
});

test('when it was sent is said as a person would', () => {
  const words = (when: number) => duplicateWords(sent(when), 'a.hl7', now);
  expect(words(at(2026, 10, 24))).toBe('Sent today at 10:32, accepted.');
  expect(words(at(2026, 10, 23))).toBe('Sent yesterday at 10:32, accepted.');
  expect(words(at(2026, 10, 3))).toBe('Sent on November 3 at 10:32, accepted.');
  expect(words(at(2025, 10, 3))).toBe('Sent on November 3, 2025 at 10:32, accepted.');
});

test('what is kept says the year also of this one', () => {
  expect(duplicateWords(sent(at(2026, 10, 24)), 'a.hl7', null)).toBe(
    'Sent on November 24, 2026 at 10:32, accepted.',
  );
});

test('another name is said', () => {
  expect(duplicateWords(sent(at(2026, 10, 3), 'verified'), 'b.hl7', now)).toBe(
    'Sent on November 3 at 10:32 as a.hl7, accepted.',
  );
});

test('an end that is unknown is never called accepted', () => {
  expect(duplicateWords(sent(at(2026, 10, 3), 'unknown'), 'a.hl7', now)).toBe(
    'Sent on November 3 at 10:32, and its end is unknown: it may have arrived.',
  );
});

test('a copy that is on its way is named', () => {
  const copy = (copyOf: string | null) =>
    duplicateWords({ sentBefore: null, copyOf }, 'a.hl7', now);
  expect(copy('b.hl7')).toBe('The same content as b.hl7, which waits or is being sent.');
  expect(copy('a.hl7')).toContain('another file of this name');
  expect(copy(null)).toBe('');
});
