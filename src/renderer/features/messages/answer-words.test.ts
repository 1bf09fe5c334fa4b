import { expect, test } from 'vitest';
import type { Acknowledgement, ReportedError } from '../../../shared/domain/message.ts';
import { answerNotes, answerWords, codeWords, errorWords } from './answer-words.ts';

const answer: Acknowledgement = {
  verdict: 'accepted',
  problem: null,
  code: 'AA',
  controlId: 'RP-2',
  controlIdMatches: true,
  queryStatus: null,
  texts: [],
  errors: [],
  form: 'plain',
};
const error: ReportedError = {
  severity: 'W',
  code: '103',
  applicationCode: null,
  text: 'Manufacturer XYZ is not in the list',
  locations: [],
};

test('a verdict comes with a sentence about the registry', () => {
  expect(answerWords(answer, 'CIIS').sentence).toBe('CIIS took this message.');
  const remarked: Acknowledgement = {
    ...answer,
    verdict: 'accepted-with-remarks',
    errors: [error, error],
  };
  expect(answerWords(remarked, 'CIIS')).toMatchObject({
    tone: 'warn',
    sentence: 'CIIS took this message and made 2 remarks. Look at the warnings first.',
  });
});

test('a query without a match is no error', () => {
  const none = answerWords({ ...answer, queryStatus: 'NF' }, 'CIIS');
  expect(none).toMatchObject({ tone: 'good', sentence: 'CIIS answered: it has no such patient.' });
});

test('what is no answer is never called a refusal', () => {
  const odd: Acknowledgement = { ...answer, verdict: 'no-proper-answer', problem: 'empty' };
  expect(answerWords(odd, 'CIIS').sentence).toMatch(/may or may not have this message/);
});

test('an error says its severity and the meaning of its code', () => {
  expect(errorWords(error)).toEqual({
    tone: 'warn',
    title: 'Table value not found',
    text: 'Manufacturer XYZ is not in the list',
    caption: 'Warning, 103 Table value not found',
  });
});

test('an error without code and severity still says something', () => {
  expect(errorWords({ ...error, severity: null, code: null, text: null })).toEqual({
    tone: 'bad',
    title: 'No reason given',
    text: null,
    caption: 'Error, severity not given',
  });
  expect(errorWords({ ...error, code: null }).title).toBe('Manufacturer XYZ is not in the list');
});

test('unusual answers are noted', () => {
  expect(answerNotes(answer, 'RP-2')).toEqual([]);
  const odd: Acknowledgement = { ...answer, controlId: null, controlIdMatches: false };
  expect(answerNotes({ ...odd, form: 'url-encoded' }, 'RP-2')).toHaveLength(2);
  expect(answerNotes({ ...odd, controlId: 'X-9' }, 'RP-2')[0]).toBe(
    'The answer names control ID X-9, and this message is RP-2.',
  );
});

test('the code of the acknowledgement is explained', () => {
  expect(codeWords(answer)).toBe('AA, taken');
  expect(codeWords({ ...answer, code: null })).toBe('None');
});
