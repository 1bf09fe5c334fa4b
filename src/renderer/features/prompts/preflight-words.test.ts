import { expect, test } from 'vitest';
import {
  consentFor,
  findingCodes,
  findingLevels,
  type FindingCode,
  type Inspection,
} from '../../../shared/domain/inspection.ts';
import { introWords, matterOf, summaryWords, titleWords } from './preflight-words.ts';

const file = (...codes: readonly FindingCode[]) => {
  const inspection: Inspection = {
    kind: 'hl7',
    messages: 1,
    types: {},
    processingIds: {},
    patients: 0,
    firstDate: null,
    lastDate: null,
    findings: codes.map((code) => ({
      level: findingLevels[code],
      code,
      line: null,
      count: 1,
      facts: {},
    })),
    unlisted: 0,
  };
  return { name: 'a.hl7', inspection, sentBefore: null, copyOf: null };
};
const sent = (outcome: 'accepted' | 'unknown' = 'accepted') => ({
  name: 'a.hl7',
  inspection: null,
  sentBefore: { at: 1, outcome, name: 'a.hl7' },
  copyOf: null,
});
const copy = { ...sent(), sentBefore: null, copyOf: 'b.hl7' };
const times = <Each>(count: number, each: Each) => Array.from({ length: count }, () => each);

test('the title counts the files, and says what it is about', () => {
  expect(titleWords([file('not-hl7')])).toBe('Send this file although it looks unusual?');
  expect(titleWords(times(3, file('not-hl7')))).toBe('Send 3 files that look unusual?');
  expect(titleWords(times(1200, file('not-hl7')))).toBe('Send 1,200 files that look unusual?');
  expect(titleWords([sent()])).toBe('Send the same content again?');
  expect(titleWords([sent(), copy])).toBe('Send the content of 2 files again?');
  expect(titleWords([sent(), file('not-hl7')])).toBe('Send these 2 files anyway?');
});

test('a file of both kinds makes the question one of both kinds', () => {
  expect(matterOf([{ ...file('not-hl7'), copyOf: 'b.hl7' }])).toBe('mixed');
  expect(matterOf([sent(), copy])).toBe('duplicate');
  expect(matterOf([file('not-hl7')])).toBe('unusual');
});

test('what to consider names who has the files', () => {
  expect(introWords([sent()], 'CIIS')).toMatch(/^The same content went to CIIS before/);
  expect(introWords([file('not-hl7')], 'CIIS')).toMatch(/byte for byte/);
  expect(introWords([sent(), file('not-hl7')], 'CIIS')).toMatch(/^Some look unusual/);
});

test('what was sent before is summed up by what became of it', () => {
  expect(summaryWords([...times(3, sent()), ...times(2, copy), sent('unknown')])).toEqual([
    '3 were sent before, and accepted',
    '2 are copies of other files',
    '1 was sent before, end unknown',
  ]);
});

test('many files are summed up, each once, the most frequent kind first', () => {
  expect(
    summaryWords([
      file('version', 'file-cut-off', 'not-utf-8'),
      file('not-hl7'),
      file('binary'),
      file('utf-16'),
    ]),
  ).toEqual(['2 are not HL7 files', '1 may be cut off', '1 is written in UTF-16']);
});

test('each question has words of its own', () => {
  for (const code of findingCodes.filter((each) => consentFor(each, 'upload') === 'question'))
    expect(summaryWords([file(code)])[0]).not.toMatch(/unusual/);
});
