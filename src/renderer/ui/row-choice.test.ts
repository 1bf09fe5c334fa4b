import { describe, expect, test } from 'vitest';
import { choose, howOfPress, inOrderOfRows, placeOf, rowOfTyping } from './row-choice.ts';
import type { ChooseHow, RowChoice } from './row-choice.ts';

const keys = ['a', 'b', 'c', 'd', 'e'];
const nothing: RowChoice = { selected: new Set(), focused: null, anchor: null };
const after = (...steps: readonly (readonly [string, ChooseHow])[]) =>
  steps.reduce((choice, [key, how]) => choose(choice, keys, key, how), nothing);
const selected = (choice: RowChoice) => [...choice.selected];

describe('choosing rows', () => {
  test('a press chooses one, with Ctrl one more or one less', () => {
    expect(selected(after(['a', 'only'], ['c', 'only']))).toEqual(['c']);
    expect(selected(after(['a', 'only'], ['c', 'toggle']))).toEqual(['a', 'c']);
    expect(selected(after(['a', 'only'], ['c', 'toggle'], ['a', 'toggle']))).toEqual(['c']);
  });

  test('with Shift all from where it began, in either direction', () => {
    expect(selected(after(['b', 'only'], ['d', 'range']))).toEqual(['b', 'c', 'd']);
    expect(selected(after(['b', 'only'], ['d', 'range'], ['a', 'range']))).toEqual(['a', 'b']);
    expect(selected(after(['d', 'range']))).toEqual(['d']);
  });

  test('the keyboard can move without choosing', () => {
    const moved = after(['b', 'only'], ['d', 'focus']);
    expect(selected(moved)).toEqual(['b']);
    expect(moved.focused).toBe('d');
  });

  test('what began a range and is gone begins none', () => {
    const choice = choose({ ...nothing, anchor: 'gone' }, keys, 'c', 'range');
    expect(selected(choice)).toEqual(['c']);
  });

  test('the keys that are held say how', () => {
    const press = { shiftKey: false, ctrlKey: false, metaKey: false };
    expect(howOfPress(press)).toBe('only');
    expect(howOfPress({ ...press, metaKey: true })).toBe('toggle');
    expect(howOfPress({ ...press, ctrlKey: true, shiftKey: true })).toBe('range');
  });
});

test('selected ones are listed in the order of their rows', () => {
  expect(inOrderOfRows(keys, new Set(['d', 'gone', 'a']))).toEqual(['a', 'd']);
});

test('a row that moved is found, one that is gone is not', () => {
  expect(placeOf(keys, 'c', 2)).toBe(2);
  expect(placeOf(keys, 'c', 4)).toBe(2);
  expect(placeOf(keys, 'gone', 2)).toBe(-1);
});

test('typing leads to the next name that begins so, and around to the first', () => {
  const names = ['Archive', 'batch', 'Bulk', 'walk-in'];
  const find = (typed: string, from: number) => rowOfTyping(names, (name) => name, typed, from);
  expect(find('b', 0)).toBe(1);
  expect(find('b', 2)).toBe(2);
  expect(find('bu', 1)).toBe(2);
  expect(find('a', 3)).toBe(0);
  expect(find('x', 0)).toBe(-1);
});
