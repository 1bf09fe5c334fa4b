import { expect, test } from 'vitest';
import { failureWords } from './failure-words.ts';

const text = { sentence: 'The link broke.', nextStep: 'Try again.' };

test('a message that may be there is never called failed', () => {
  expect(failureWords('unknown', 'CIIS', text).sentence).toMatch(/^CIIS may or may not have/);
  expect(failureWords('failed', 'CIIS', text)).toBe(text);
});
