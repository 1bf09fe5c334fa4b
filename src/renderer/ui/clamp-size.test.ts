import { expect, test } from 'vitest';
import { clampSize } from './clamp-size.ts';

const room = { total: 800, leastFirst: 100, leastSecond: 200 };

test('a size that fits stays', () => {
  expect(clampSize(300.4, room)).toBe(300);
});

test('neither side gets smaller than its least size', () => {
  expect(clampSize(20, room)).toBe(100);
  expect(clampSize(790, room)).toBe(600);
});

test('the first side keeps its least size where both do not fit', () => {
  expect(clampSize(150, { ...room, total: 250 })).toBe(100);
});
