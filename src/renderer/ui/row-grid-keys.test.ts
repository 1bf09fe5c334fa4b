import { expect, test } from 'vitest';
import { gridKey } from './row-grid-keys.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const press = (key: string, held: Partial<typeof none> = {}) => gridKey({ key, ...none, ...held });

test('arrows and pages move, with Shift over a range, with Ctrl without choosing', () => {
  expect(press('ArrowDown')).toEqual({ kind: 'move', key: 'ArrowDown', how: 'only' });
  expect(press('End', { shiftKey: true })).toEqual({ kind: 'move', key: 'End', how: 'range' });
  expect(press('PageUp', { ctrlKey: true })).toEqual({ kind: 'move', key: 'PageUp', how: 'focus' });
});

test('Ctrl+A chooses all, Escape none, Space the row, Enter opens it', () => {
  expect(press('a', { metaKey: true })).toEqual({ kind: 'all' });
  expect(press('Escape')).toEqual({ kind: 'none' });
  expect(press(' ')).toEqual({ kind: 'choose', how: 'only' });
  expect(press(' ', { ctrlKey: true })).toEqual({ kind: 'choose', how: 'toggle' });
  expect(press('Enter')).toEqual({ kind: 'open' });
});

test('letters are typed; what is held with Alt or Ctrl is for others', () => {
  expect(press('w')).toEqual({ kind: 'type', text: 'w' });
  expect(press('W', { shiftKey: true })).toEqual({ kind: 'type', text: 'W' });
  expect(press('u', { ctrlKey: true })).toBeNull();
  expect(press('Enter', { altKey: true })).toBeNull();
  expect(press('ArrowUp', { altKey: true })).toBeNull();
  expect(press('F5')).toBeNull();
});
