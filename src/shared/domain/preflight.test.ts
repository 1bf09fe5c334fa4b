import { expect, test } from 'vitest';
import type { Finding } from './inspection.ts';
import { consentOf, findingWords } from './preflight.ts';

const finding = (change: Partial<Finding> = {}): Finding => ({
  level: 'warn',
  code: 'version',
  line: 3,
  count: 2,
  facts: { value: '2.3.1' },
  ...change,
});

test('the most that a finding calls for is what it takes', () => {
  const warning = finding();
  const question = finding({ code: 'file-cut-off' });
  const refused = finding({ code: 'broken-line' });
  expect(consentOf({ findings: [] }, 'upload')).toBe('nothing');
  expect(consentOf({ findings: [warning] }, 'upload')).toBe('nothing');
  expect(consentOf({ findings: [question, warning] }, 'upload')).toBe('question');
  expect(consentOf({ findings: [question, refused, warning] }, 'upload')).toBe('refused');
});

test('what it takes depends on what the file is for', () => {
  const findings = [finding({ code: 'not-hl7', line: null })];
  expect(consentOf({ findings }, 'upload')).toBe('question');
  expect(consentOf({ findings }, 'gateway-test')).toBe('refused');
});

test('a line is said once', () => {
  expect(findingWords(finding())).toBe(
    '2 messages are not HL7 version 2.5.1: MSH-12 is 2.3.1. (line 3)',
  );
  expect(findingWords(finding({ code: 'junk-line', line: 14 }))).toBe(
    'Line 14 belongs to no message.',
  );
  expect(findingWords(finding({ code: 'not-hl7', line: null }))).toBe(
    'This file holds no HL7 messages.',
  );
});
