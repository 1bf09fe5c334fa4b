import { expect, test } from 'vitest';
import {
  consentFor,
  findingCodes,
  findingLevels,
  type FindingCode,
} from '../../../shared/domain/inspection.ts';
import type { InspectedFile } from '../../../shared/ipc/contract.ts';
import { preflightLine } from './preflight-words.ts';

const file = (...codes: readonly FindingCode[]): InspectedFile => ({
  path: 'C:\\Outbox\\a.hl7',
  inspection: {
    kind: 'hl7',
    messages: 168,
    types: {},
    processingIds: {},
    patients: 0,
    firstDate: null,
    lastDate: null,
    findings: codes.map((code) => ({
      level: findingLevels[code],
      code,
      line: 14,
      count: 1,
      facts: {},
    })),
    unlisted: 0,
  },
  failure: null,
});
const locked: InspectedFile = {
  ...file(),
  inspection: null,
  failure: { code: 'local-locked', detail: 'EBUSY' },
};

test('a clean file is ready, and complete', () => {
  expect(preflightLine([file('contents', 'line-ends')])).toEqual({
    strong: 'Ready to send:',
    rest: '168 messages, complete',
    tone: 'good',
  });
});

test('a file whose last line does not end is not called complete', () => {
  expect(preflightLine([file('no-last-line-end')])?.rest).toBe('168 messages');
});

test('remarks are counted, and do not stop it', () => {
  expect(preflightLine([file('version', 'facility')])).toEqual({
    strong: 'Ready to send:',
    rest: '168 messages, 2 remarks',
    tone: 'warn',
  });
});

test('what is asked about says so in few words', () => {
  expect(preflightLine([file('file-cut-off', 'version')])).toEqual({
    strong: 'This file may be cut off',
    rest: '',
    tone: 'warn',
  });
  expect(preflightLine([file('not-hl7')])?.strong).toBe('Not an HL7 file');
  for (const code of findingCodes.filter((each) => consentFor(each, 'upload') === 'question'))
    expect(preflightLine([file(code)])?.strong).not.toBe('Unusual');
});

test('what has to be put right says what and where', () => {
  expect(preflightLine([file('not-utf-8', 'broken-line')])).toEqual({
    strong: "Can't be sent as it is:",
    rest: 'Line 14 begins with no segment name: the line before it looks broken in two.',
    tone: 'bad',
  });
});

test('a file that can not be looked at says why', () => {
  expect(preflightLine([locked])).toMatchObject({
    strong: 'Another program is using a.hl7.',
    tone: 'bad',
  });
});

test('many files are summed up', () => {
  expect(preflightLine([file(), file('version')])).toEqual({
    strong: 'Ready to send:',
    rest: '2 files, 336 messages',
    tone: 'good',
  });
  expect(preflightLine([file(), file('not-hl7'), file('utf-16')])).toEqual({
    strong: '3 files:',
    rest: '504 messages, 2 need a look',
    tone: 'warn',
  });
  expect(preflightLine([file(), locked])).toMatchObject({
    rest: '168 messages, 1 needs a look',
    tone: 'bad',
  });
});

test('nothing selected, nothing said', () => {
  expect(preflightLine([])).toBeNull();
});
