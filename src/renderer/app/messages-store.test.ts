import { expect, test } from 'vitest';
import type { MessageFile } from '../../shared/domain/message-file.ts';
import { fileById, runOf, withFiles } from './messages-store.ts';

const file = (id: string, messages = 0): MessageFile => ({
  id,
  path: `/outbox/${id}`,
  name: id,
  size: 1,
  inspection: null,
  failure: null,
  messages,
  letters: 'utf-8',
});

test('a file that is read further stays in its place, a new one comes last', () => {
  const files = withFiles([file('a'), file('b')], [file('c'), file('a', 7)]);
  expect(files.map(({ id, messages }) => [id, messages])).toEqual([
    ['a', 7],
    ['b', 0],
    ['c', 0],
  ]);
});

test('no file has no run', () => {
  const state = { files: [file('a')], runs: {} };
  expect(fileById('a')(state)?.name).toBe('a');
  expect(fileById(null)(state)).toBeUndefined();
  expect(runOf(null)(state)).toBeUndefined();
});
