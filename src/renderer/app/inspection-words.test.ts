import { expect, test } from 'vitest';
import {
  findingLevels,
  type Finding,
  type FindingCode,
  type Inspection,
} from '../../shared/domain/inspection.ts';
import { contentsWords, findingGroups, markedWords } from './inspection-words.ts';

const finding = (code: FindingCode, more: Partial<Finding> = {}): Finding => ({
  level: findingLevels[code],
  code,
  line: null,
  count: 1,
  facts: {},
  ...more,
});

const inspection = (change: Partial<Inspection> = {}): Inspection => ({
  kind: 'hl7',
  messages: 212,
  types: { 'VXU^V04': 212 },
  processingIds: { P: 212 },
  patients: 198,
  firstDate: null,
  lastDate: null,
  findings: [],
  unlisted: 0,
  ...change,
});

test('the findings are told by what they mean for an upload, the gravest first', () => {
  const findings = [
    finding('not-hl7'),
    finding('line-ends', { facts: { value: 'LF' } }),
    finding('version', { line: 3, count: 2, facts: { value: '2.3.1' } }),
    finding('broken-line', { line: 14 }),
    finding('contents'),
    finding('too-many-to-compare'),
  ];
  expect(findingGroups({ findings })).toEqual([
    {
      weight: 'refused',
      sentences: ['Line 14 begins with no segment name: the line before it looks broken in two.'],
    },
    { weight: 'question', sentences: ['This file holds no HL7 messages.'] },
    {
      weight: 'remark',
      sentences: ['2 messages are not HL7 version 2.5.1: MSH-12 is 2.3.1. (line 3)'],
    },
    {
      weight: 'fact',
      sentences: ['The file is too large to count all patients and compare all control IDs.'],
    },
    {
      weight: 'harmless',
      sentences: [
        'Lines end in LF, not CR. This is put right on the way to the real-time gateway; an upload is sent as it is.',
      ],
    },
  ]);
});

test('what a file holds', () => {
  const facts = { messages: 212, updates: 212, patients: 198 };
  expect(contentsWords(inspection({ findings: [finding('contents', { facts })] }))).toBe(
    '212 vaccination updates, 198 patients',
  );
  expect(contentsWords(inspection({ kind: 'not-hl7' }))).toBe('Not an HL7 file');
  expect(contentsWords(inspection({ kind: 'empty' }))).toBe('No messages');
  expect(contentsWords(inspection({ kind: 'unreadable' }))).toBe('Not readable as HL7');
});

test('what it is marked as', () => {
  expect(markedWords(inspection())).toBe('Marked production');
  expect(markedWords(inspection({ processingIds: { T: 2, D: 1 } }))).toBe('Marked test');
  expect(markedWords(inspection({ processingIds: { P: 2, T: 1 } }))).toBe(
    'Marked production and test, mixed',
  );
  expect(markedWords(inspection({ processingIds: { missing: 1 } }))).toBe(
    'Marked neither production nor test',
  );
  expect(markedWords(inspection({ processingIds: {} }))).toBeNull();
});
