import { expect, test } from 'vitest';
import {
  consentFor,
  findingCodes,
  findingLevels,
  type FindingCode,
  type Inspection,
} from '../../../shared/domain/inspection.ts';
import { summaryWords, titleWords } from './preflight-words.ts';

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
  return { name: 'a.hl7', inspection };
};

test('the title counts the files', () => {
  expect(titleWords(1)).toBe('Send this file although it looks unusual?');
  expect(titleWords(3)).toBe('Send 3 files that look unusual?');
  expect(titleWords(1200)).toBe('Send 1,200 files that look unusual?');
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
