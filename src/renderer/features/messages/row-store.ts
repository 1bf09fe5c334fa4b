import { create } from 'zustand';
import type { Failure } from '../../../shared/domain/error.ts';
import type { MessageRow, RowFilter } from '../../../shared/domain/message-file.ts';
import type { RowRange } from '../../ui/list-window.ts';
import type { FilterCounts } from './send-choice.ts';

export const pageSize = 100;
const mostPages = 40;

/** Which rows: those of a file that fit. */
export interface RowQuery {
  readonly fileId: string;
  readonly filter: RowFilter;
  readonly search: string;
}

export interface Rows {
  readonly query: RowQuery | null;
  /** That fit; null until main has said. */
  readonly total: number | null;
  /** By the number of the page. Only those that were in sight lately. */
  readonly pages: Readonly<Record<number, readonly MessageRow[]>>;
  readonly failure: Failure | null;
  /** Of the whole file, whatever is searched. */
  readonly counts: FilterCounts;
  /** Of those with trouble: surely not sent, and those that the registry may or may not have. */
  readonly failed: number;
  readonly doubtful: readonly number[];
  /** The message that is shown, as it stands. */
  readonly current: MessageRow | null;
}

export const noCounts: FilterCounts = {
  all: 0,
  'not-sent': 0,
  remarks: 0,
  refused: 0,
  trouble: 0,
};

export const noRows: Rows = {
  query: null,
  total: null,
  pages: {},
  failure: null,
  counts: noCounts,
  failed: 0,
  doubtful: [],
  current: null,
};

export const useRows = create<Rows>(() => noRows);

export const rowAt =
  (position: number): ((state: Rows) => MessageRow | undefined) =>
  ({ pages }) =>
    pages[Math.floor(position / pageSize)]?.[position % pageSize];

/** Pages of a range that are not there yet. */
export function missingPages(pages: Rows['pages'], { from, to }: RowRange): readonly number[] {
  const missing: number[] = [];
  for (let page = Math.floor(from / pageSize); page * pageSize < to; page += 1)
    if (pages[page] === undefined) missing.push(page);
  return missing;
}

/** With one page more; pages far from it go when there are too many. */
export function withPage(
  pages: Rows['pages'],
  page: number,
  rows: readonly MessageRow[],
): Rows['pages'] {
  const all = { ...pages, [page]: rows };
  const numbers = Object.keys(all).map(Number);
  if (numbers.length <= mostPages) return all;
  const near = numbers.toSorted((a, b) => Math.abs(a - page) - Math.abs(b - page));
  return Object.fromEntries(near.slice(0, mostPages).map((number) => [number, all[number] ?? []]));
}

/** With the rows that have changed; a page without any of them stays the same object. */
export function withRows(pages: Rows['pages'], rows: readonly MessageRow[]): Rows['pages'] {
  const changed = new Map(rows.map((row) => [row.index, row]));
  const touched = Object.entries(pages).filter(([, page]) =>
    page.some(({ index }) => changed.has(index)),
  );
  if (touched.length === 0) return pages;
  return {
    ...pages,
    ...Object.fromEntries(
      touched.map(([number, page]) => [number, page.map((row) => changed.get(row.index) ?? row)]),
    ),
  };
}
