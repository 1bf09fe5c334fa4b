import { expect, test } from 'vitest';
import type { MessageFile } from '../../../shared/domain/message-file.ts';
import { footWords, isReading, isUnreadable } from './open-file.ts';
import { noCounts } from './row-store.ts';

const file: MessageFile = {
  id: 'file-1',
  path: '/outbox/a.hl7',
  name: 'a.hl7',
  size: 10,
  inspection: null,
  failure: null,
  messages: 0,
  letters: 'utf-8',
};

test('a file is read until main has looked at all of it, or could not', () => {
  expect(isReading(file)).toBe(true);
  expect(isUnreadable(file)).toBe(false);
  const failed: MessageFile = { ...file, failure: { code: 'local-not-found', detail: '' } };
  expect(isReading(failed)).toBe(false);
  expect(isUnreadable(failed)).toBe(true);
});

test('the foot of the list says how far sending is, and what needs a look', () => {
  expect(footWords({ ...noCounts, all: 212, 'not-sent': 212 }, 1, false)).toBe('212 messages');
  expect(footWords({ ...noCounts, all: 9, 'not-sent': 3, refused: 1, trouble: 1 }, 3, false)).toBe(
    '6 of 9 sent, 2 need a look, 3 chosen',
  );
});
