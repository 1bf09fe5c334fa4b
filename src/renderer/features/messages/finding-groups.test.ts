import { expect, test } from 'vitest';
import {
  findingLevels,
  type Finding,
  type FindingCode,
  type Inspection,
} from '../../../shared/domain/inspection.ts';
import { findingGroups, readinessWords } from './finding-groups.ts';

const finding = (code: FindingCode, line = 1): Finding => ({
  level: findingLevels[code],
  code,
  line,
  count: 1,
  facts: {},
});
const looked = (...codes: readonly FindingCode[]): Inspection => ({
  kind: 'hl7',
  messages: 1,
  types: {},
  processingIds: {},
  patients: 1,
  firstDate: null,
  lastDate: null,
  findings: codes.map((code) => finding(code)),
  unlisted: 0,
});

test('the gravest findings come first, and nothing is said twice', () => {
  const groups = findingGroups([
    finding('line-ends'),
    finding('file-cut-off'),
    finding('file-cut-off', 2),
    finding('version'),
  ]);
  expect(groups.map(({ level }) => level)).toEqual(['stop', 'warn', 'fixed']);
  expect(groups[0]?.sentences).toHaveLength(1);
});

test.each([
  [[], 'Ready to send'],
  [['line-ends', 'contents'], 'Ready to send'],
  [['version'], 'Ready, with remarks'],
  [['version', 'not-utf-8'], 'One thing to decide'],
  [['not-utf-8', 'broken-line'], 'Not ready to send'],
] as const)('%s: %s', (codes, title) => {
  expect(readinessWords(looked(...codes)).title).toBe(title);
});
