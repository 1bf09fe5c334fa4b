import { expect, test } from 'vitest';
import type { SessionLogLine } from '../../shared/domain/session.ts';
import { appendLog } from './sessions-store.ts';

const line = (id: number): SessionLogLine => ({ id, siteId: 's', at: id, kind: 'info', text: '' });

test('lines that were heard while the log was on its way are not shown twice', () => {
  const log = [line(1), line(2), line(3)];
  expect(appendLog(log, [line(3), line(4)])).toEqual([line(1), line(2), line(3), line(4)]);
  expect(appendLog(log, [line(2)])).toBe(log);
});

test('a long log keeps its newest lines', () => {
  const log = Array.from({ length: 5000 }, (_, id) => line(id));
  const grown = appendLog(log, [line(5000)]);
  expect(grown).toHaveLength(5000);
  expect(grown.at(-1)?.id).toBe(5000);
  expect(grown[0]?.id).toBe(1);
});
