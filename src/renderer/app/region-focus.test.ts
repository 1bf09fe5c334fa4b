import { expect, test } from 'vitest';
import { nextRegion } from './region-focus.ts';

test('F6 goes round the regions, Shift+F6 the other way', () => {
  expect(nextRegion(-1, 3, false)).toBe(0);
  expect(nextRegion(2, 3, false)).toBe(0);
  expect(nextRegion(0, 3, true)).toBe(2);
  expect(nextRegion(-1, 3, true)).toBe(2);
});
