import { expect, test } from 'vitest';
import { nameProblem } from './name-problem.ts';

test.each([
  ['', 'Enter a name'],
  ['  ', 'Enter a name'],
  ['a/b', 'A name has no slashes'],
  ['a\\b', 'A name has no slashes'],
  ['..', 'Enter another name'],
  ['old', 'This name is there already'],
  ['x'.repeat(256), 'This name is too long'],
  ['new', undefined],
])('the name "%s": %s', (name, problem) => {
  expect(nameProblem(name, new Set(['old']))).toBe(problem);
});
