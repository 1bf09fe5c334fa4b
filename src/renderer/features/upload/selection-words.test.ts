import { expect, test } from 'vitest';
import { countWords, sendWords, sizeWords } from './selection-words.ts';

const file = { kind: 'file', size: 600_000 } as const;
const folder = { kind: 'folder', size: 0 } as const;

test('files and folders are counted apart', () => {
  expect(countWords([file])).toBe('1 file');
  expect(countWords([file, file, folder])).toBe('2 files and 1 folder');
  expect(countWords([folder, folder])).toBe('2 folders');
});

test('the button says what it sends', () => {
  expect(sendWords([])).toBe('Send');
  expect(sendWords([file, file, file])).toBe('Send 3 files');
  expect(sendWords([folder])).toBe('Send 1 folder');
  expect(sendWords([file, folder])).toBe('Send 2 items');
});

test('the size is told only where it is known', () => {
  expect(sizeWords([file, file])).toBe('1.1 MB');
  expect(sizeWords([file, folder])).toBeNull();
  expect(sizeWords([])).toBeNull();
});
