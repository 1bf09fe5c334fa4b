import { describe, expect, it, test } from 'vitest';
import { consentFor, describeFinding, findingCodes, findingLevels } from './inspection.ts';

describe.each(findingCodes)('%s', (code) => {
  it.each([
    ['once', 1, { field: 'ZXX-1', messages: 1 }],
    [
      'often',
      1200,
      {
        messages: 1200,
        value: 'X',
        expected: 'Y',
        field: 'PID-5',
        name: 'Patient Name',
        controlId: 'RS-1',
      },
    ],
  ])('has a sentence, %s', (_, count, facts) => {
    const text = describeFinding({ code, line: 14, count, facts });
    expect(text).toMatch(/^\S.*[.?]$/);
    expect(text).not.toMatch(/undefined|null|NaN|\$\{/);
  });
});

describe('in words', () => {
  it.each([
    [
      'contents',
      1,
      {
        messages: 212,
        updates: 212,
        queries: 0,
        patients: 198,
        from: '2026-01-02',
        to: '2026-01-09',
      },
      '212 vaccination updates, 198 patients, given 2026-01-02 to 2026-01-09.',
    ],
    [
      'contents',
      1,
      { messages: 4, updates: 1, queries: 1, patients: 1, from: '2026-01-02', to: '2026-01-02' },
      '1 vaccination update, 1 query, 2 other messages, 1 patient, given 2026-01-02.',
    ],
    ['batch-count', 1, { said: 5, counted: 2 }, 'The trailer says 5 messages, the batch has 2.'],
    [
      'broken-line',
      1,
      {},
      'Line 14 begins with no segment name: the line before it looks broken in two.',
    ],
    [
      'field-empty',
      3,
      { field: 'PID-8', name: 'Administrative Sex' },
      'PID-8 (Administrative Sex) is empty, 3 times.',
    ],
    [
      'facility',
      1,
      { value: 'FAC2', expected: 'FAC1' },
      '1 message is from facility FAC2, and the site is FAC1.',
    ],
    [
      'test-to-production',
      2,
      { value: 'T' },
      '2 messages are marked training (T), and this is the production registry.',
    ],
    [
      'not-marked-production',
      2,
      { value: '' },
      '2 messages are not marked production (MSH-11 is empty), and this is the production registry.',
    ],
    [
      'control-id-sent',
      1,
      { controlId: 'RS-1', outcome: 'accepted' },
      'Control ID RS-1 was sent before, and accepted.',
    ],
    [
      'control-id-doubtful',
      1,
      { controlId: 'RS-1', outcome: 'unknown' },
      'Control ID RS-1 was sent before and may have arrived. Look in the registry first.',
    ],
    [
      'answer',
      1,
      { value: 'ACK^V04' },
      '1 message (ACK^V04) is an answer of a registry, not an update.',
    ],
  ] as const)('%s', (code, count, facts, text) => {
    expect(describeFinding({ code, line: 14, count, facts })).toBe(text);
  });
});

test('an uploaded file that is no HL7 takes one question, and never goes to the gateway', () => {
  for (const code of ['file-empty', 'no-messages', 'not-hl7', 'binary', 'utf-16'] as const) {
    expect(consentFor(code, 'upload')).toBe('question');
    expect(consentFor(code, 'gateway-test')).toBe('refused');
  }
});

test('what does not stop takes no consent', () => {
  for (const code of findingCodes) {
    const consent = consentFor(code, 'gateway-production');
    const level: string = findingLevels[code];
    expect(consent === 'nothing').toBe(level !== 'stop' && level !== 'ask');
  }
  expect(consentFor('not-utf-8', 'upload')).toBe('question');
  expect(consentFor('broken-line', 'upload')).toBe('refused');
});
