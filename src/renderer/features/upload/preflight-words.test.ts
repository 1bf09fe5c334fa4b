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
  sentBefore: null,
  failure: null,
});
const now = new Date(2026, 10, 24, 12).getTime();
const line = (files: readonly InspectedFile[]) => preflightLine(files, now);
const sent = (
  daysAgo: number,
  outcome: 'accepted' | 'unknown' = 'accepted',
  one = file(),
): InspectedFile => ({
  ...one,
  sentBefore: { at: now - daysAgo * 86_400_000, outcome, name: 'a.hl7' },
});
const locked: InspectedFile = {
  ...file(),
  inspection: null,
  failure: { code: 'local-locked', detail: 'EBUSY' },
};

test('a clean file is ready, and complete', () => {
  expect(line([file('contents', 'line-ends')])).toEqual({
    strong: 'Ready to send:',
    rest: '168 messages, complete',
    tone: 'good',
  });
});

test('a file whose last line does not end is not called complete', () => {
  expect(line([file('no-last-line-end')])?.rest).toBe('168 messages');
});

test('remarks are counted, and do not stop it', () => {
  expect(line([file('version', 'facility')])).toEqual({
    strong: 'Ready to send:',
    rest: '168 messages, 2 remarks',
    tone: 'warn',
  });
});

test('what is asked about says so in few words', () => {
  expect(line([file('file-cut-off', 'version')])).toEqual({
    strong: 'This file may be cut off',
    rest: '',
    tone: 'warn',
  });
  expect(line([file('not-hl7')])?.strong).toBe('Not an HL7 file');
  for (const code of findingCodes.filter((each) => consentFor(each, 'upload') === 'question'))
    expect(line([file(code)])?.strong).not.toBe('Unusual');
});

test('what has to be put right says what and where', () => {
  expect(line([file('not-utf-8', 'broken-line')])).toEqual({
    strong: "Can't be sent as it is:",
    rest: 'Line 14 begins with no segment name: the line before it looks broken in two.',
    tone: 'bad',
  });
});

test('a file that can not be looked at says why', () => {
  expect(line([locked])).toMatchObject({
    strong: 'Another program is using a.hl7.',
    tone: 'bad',
  });
});

test('many files are summed up', () => {
  expect(line([file(), file('version')])).toEqual({
    strong: 'Ready to send:',
    rest: '2 files, 336 messages',
    tone: 'good',
  });
  expect(line([file(), file('not-hl7'), file('utf-16')])).toEqual({
    strong: '3 files:',
    rest: '504 messages, 2 need a look',
    tone: 'warn',
  });
  expect(line([file(), locked])).toMatchObject({
    rest: '168 messages, 1 needs a look',
    tone: 'bad',
  });
});

test('nothing selected, nothing said', () => {
  expect(line([])).toBeNull();
});

test('a file that was sent says so first', () => {
  expect(line([sent(21)])).toEqual({
    strong: 'Sent on Nov 3, accepted.',
    rest: 'Ready to send again: 168 messages',
    tone: 'warn',
  });
  expect(line([sent(0)])?.strong).toBe('Sent today, accepted.');
  expect(line([sent(1, 'unknown')])?.strong).toBe('Sent yesterday, may have arrived.');
  expect(line([sent(400)])?.strong).toBe('Sent on Oct 20, 2025, accepted.');
  expect(line([sent(21, 'accepted', file('file-cut-off'))])).toEqual({
    strong: 'This file may be cut off:',
    rest: 'Sent on Nov 3, accepted',
    tone: 'warn',
  });
});

test('of many files those that were sent are counted', () => {
  expect(line([file(), sent(2), sent(3)])).toEqual({
    strong: 'Ready to send:',
    rest: '3 files, 504 messages, 2 sent before',
    tone: 'warn',
  });
  expect(line([file('not-hl7'), sent(2)])?.rest).toBe(
    '336 messages, 1 needs a look, 1 sent before',
  );
});
