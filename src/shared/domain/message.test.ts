import { expect, test } from 'vitest';
import { verdictNames, verdictSchema } from './message.ts';

test('every verdict has its name', () => {
  expect(verdictSchema.options.map((verdict) => verdictNames[verdict])).toEqual([
    'Accepted',
    'Accepted with remarks',
    'Not accepted',
    'No proper answer',
  ]);
});
