import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MessageRow } from '../../../shared/domain/message-file.ts';
import { everyRow, needRows, refreshCounts, refreshCurrent, startRows } from './load-rows.ts';
import { noRows, rowAt, useRows } from './row-store.ts';

const row = (index: number): MessageRow => ({
  index,
  line: index + 1,
  type: 'VXU^V04',
  controlId: `C-${index}`,
  processingId: 'T',
  initials: null,
  state: index % 2 === 0 ? 'unknown' : 'failed',
  verdict: null,
  codes: [],
  failure: null,
});

const query = { fileId: 'file-1', filter: 'all', search: '' } as const;
let asked: { from: number; count: number }[] = [];
let total = 1200;

beforeEach(() => {
  asked = [];
  total = 1200;
  useRows.setState(noRows);
  const invoke = (_name: string, input: { from: number; count: number }) => {
    asked.push(input);
    const count = Math.max(0, Math.min(input.count, total - input.from));
    const rows = Array.from({ length: count }, (_, at) => row(input.from + at));
    return Promise.resolve({ ok: true, value: { total, rows } });
  };
  vi.stubGlobal('window', { ciis: { invoke } });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('rows that were scrolled past are never asked for', async () => {
  startRows(query);
  for (let from = 0; from <= 1000; from += 20) needRows({ from, to: from + 30 });
  await vi.waitFor(() => expect(rowAt(1029)(useRows.getState())?.index).toBe(1029));
  expect(asked.map(({ from }) => from)).toEqual([0, 1000]);
  expect(useRows.getState().total).toBe(1200);
});

test('an answer to an older search is dropped', async () => {
  startRows(query);
  total = 7;
  startRows({ ...query, search: 'c' });
  await vi.waitFor(() => expect(useRows.getState().total).toBe(7));
  expect(useRows.getState().query?.search).toBe('c');
});

test('a range is collected in pages that main gives', async () => {
  expect(await everyRow(query)).toHaveLength(1200);
  expect(asked.map(({ count }) => count)).toEqual([500, 500, 500]);
  asked = [];
  const some = await everyRow(query, { from: 490, to: 1010 });
  expect([some[0]?.index, some.at(-1)?.index]).toEqual([490, 1009]);
});

test('the message that is shown is looked at again, whatever is filtered', async () => {
  startRows({ ...query, filter: 'refused' });
  useRows.setState({ current: { ...row(3), state: 'sending' } });
  await refreshCurrent();
  expect(useRows.getState().current?.state).toBe('failed');
});

test('those with trouble are told apart: not sent, and in doubt', async () => {
  total = 5;
  startRows(query);
  await refreshCounts('file-1');
  const { failed, doubtful, counts } = useRows.getState();
  expect(counts.trouble).toBe(5);
  expect(failed).toBe(2);
  expect(doubtful).toEqual([0, 2, 4]);
});
