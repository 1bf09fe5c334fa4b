import { expect, test } from 'vitest';
import { goOnWords } from './go-on-words.ts';

test.each([
  [{ interrupted: 0, waiting: 5 }, 'Go on'],
  [{ interrupted: 1, waiting: 0 }, 'Go on with 1 interrupted file'],
  [{ interrupted: 1200, waiting: 0 }, 'Go on with 1,200 interrupted files'],
  [{ interrupted: 12, waiting: 30 }, 'Go on with all 42 files'],
])('%o: %s', (counts, words) => {
  expect(goOnWords(counts)).toBe(words);
});
