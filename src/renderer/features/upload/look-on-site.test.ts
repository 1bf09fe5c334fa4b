import { expect, test } from 'vitest';
import { findingWords } from './look-on-site.ts';

const file = { name: 'VXU.hl7', size: 1_003_520 };

test('a file that is there in full is said to be there in full', () => {
  expect(findingWords(file, 'CIIS', { size: file.size })).toBe(
    'VXU.hl7 is there, with all of its 980 KB.',
  );
});

test('a part of a file is not taken for the file', () => {
  expect(findingWords(file, 'CIIS', { size: 512 })).toContain('it is not complete');
});

test('that CIIS does not show a file is no proof that it does not have it', () => {
  expect(findingWords(file, 'CIIS', 'absent')).toContain('may have it all the same');
  expect(findingWords(file, 'CIIS', 'not-listable')).toContain("can't be seen here");
});
