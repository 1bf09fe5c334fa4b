import { expect, test } from 'vitest';
import {
  findingLevels,
  type Finding,
  type FindingCode,
} from '../../../shared/domain/inspection.ts';
import { consentQuestion, isTyped } from './consent.ts';

const finding = (code: FindingCode, more: Partial<Finding> = {}): Finding => ({
  level: findingLevels[code],
  code,
  line: 3,
  count: 2,
  facts: {},
  ...more,
});

test('a clean file, and one with warnings only, costs no click', () => {
  expect(consentQuestion([], 'gateway-test')).toEqual({ kind: 'none' });
  const warned = [finding('version'), finding('line-ends'), finding('contents')];
  expect(consentQuestion(warned, 'gateway-production').kind).toBe('none');
});

test('what only needs an answer is asked, and its codes are what is agreed to', () => {
  const asked = consentQuestion([finding('not-utf-8'), finding('file-cut-off')], 'gateway-test');
  expect(asked).toMatchObject({ kind: 'question', codes: ['not-utf-8', 'file-cut-off'] });
});

test('test messages on the way to production take the word PRODUCTION', () => {
  const mixed = [finding('file-cut-off'), finding('test-to-production', { facts: { value: 'T' } })];
  expect(consentQuestion(mixed, 'gateway-production')).toEqual({
    kind: 'explicit',
    word: 'PRODUCTION',
    codes: ['file-cut-off', 'test-to-production'],
    sentences: [
      'The file has a header (FHS) and no trailer (FTS): it may be cut off.',
      '2 messages are marked training (T), and this is the production registry.',
    ],
  });
  expect(consentQuestion([finding('production-to-test')], 'gateway-test')).toMatchObject({
    word: 'TEST',
  });
});

test('what can not be sent is refused, whatever else was found', () => {
  const broken = [finding('test-to-production'), finding('broken-line', { line: 14 })];
  expect(consentQuestion(broken, 'gateway-production')).toEqual({
    kind: 'refused',
    sentences: ['Line 14 begins with no segment name: the line before it looks broken in two.'],
  });
});

test('the word may be typed in small letters, and nothing less', () => {
  expect(isTyped(' production ', 'PRODUCTION')).toBe(true);
  expect(isTyped('produc', 'PRODUCTION')).toBe(false);
});
