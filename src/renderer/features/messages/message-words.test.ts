import { expect, test } from 'vitest';
import type { MessageRow } from '../../../shared/domain/message-file.ts';
import { rowName, rowState, typeWords } from './message-words.ts';

const row: MessageRow = {
  index: 1,
  line: 9,
  type: 'VXU^V04^VXU_V04',
  controlId: 'RP-2',
  processingId: 'T',
  initials: null,
  state: 'not-sent',
  verdict: null,
  codes: [],
  failure: null,
};

test.each([
  ['VXU^V04^VXU_V04', 'Vaccination update'],
  ['QBP^Q11^QBP_Q11', 'Query'],
  ['ACK', 'Acknowledgement'],
  ['ZZZ^Z01', 'ZZZ'],
  ['', 'No type'],
])('type %s is called %s', (type, words) => {
  expect(typeWords(type)).toBe(words);
});

test('an answered message shows its verdict, any other one its state', () => {
  expect(rowState({ state: 'answered', verdict: 'not-accepted' })).toMatchObject({
    tone: 'bad',
    words: 'Not accepted',
  });
  expect(rowState({ state: 'unknown', verdict: null }).words).toBe('Unknown');
  expect(rowState({ state: 'failed', verdict: null }).words).toBe('Not sent');
});

test('a row is read aloud in one go, initials only where they are shown', () => {
  expect(rowName(row)).toBe('Message 2, RP-2, Vaccination update, training, Not sent yet');
  expect(rowName({ ...row, initials: 'J. S.', controlId: '' })).toBe(
    'Message 2, no control ID, J. S., Vaccination update, training, Not sent yet',
  );
});
