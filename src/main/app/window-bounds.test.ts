import { expect, it } from 'vitest';
import { windowBounds } from './window-bounds.ts';

const left = { x: 0, y: 0, width: 1920, height: 1040 };
const right = { x: 1920, y: 0, width: 1920, height: 1080 };

it('opens in the middle the first time', () => {
  expect(windowBounds(null, [left])).toEqual({ width: 1280, height: 800 });
});

it('opens where it was, on the second display too', () => {
  const saved = { x: 2000, y: 50, width: 1400, height: 900 };
  expect(windowBounds(saved, [left, right])).toEqual(saved);
});

it('comes back to the middle when its display is gone', () => {
  const saved = { x: 2000, y: 50, width: 1400, height: 900 };
  expect(windowBounds(saved, [left])).toEqual({ width: 1280, height: 800 });
});

it('comes back to the middle when its title bar is out of reach', () => {
  const saved = { x: 100, y: -200, width: 1400, height: 900 };
  expect(windowBounds(saved, [left])).toEqual({ width: 1280, height: 800 });
});

it('is never smaller than it can be used, nor larger than its display', () => {
  const tiny = { x: 10, y: 10, width: 5, height: 5 };
  expect(windowBounds(tiny, [{ ...left, width: 1920 }])).toEqual({ width: 1280, height: 800 });
  const small = { x: 10, y: 10, width: 300, height: 5 };
  expect(windowBounds(small, [left])).toEqual({ x: 10, y: 10, width: 900, height: 600 });
  const huge = { x: 0, y: 0, width: 9000, height: 9000 };
  expect(windowBounds(huge, [left])).toEqual({ x: 0, y: 0, width: 1920, height: 1040 });
});
