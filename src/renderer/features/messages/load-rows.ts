import type { MessageRow, RowFilter } from '../../../shared/domain/message-file.ts';
import { rowFilterSchema } from '../../../shared/domain/message-file.ts';
import { call } from '../../app/api.ts';
import { failureOf } from '../../app/call-error.ts';
import type { RowRange } from '../../ui/list-window.ts';
import { missingPages, noRows, pageSize, useRows, withPage, type RowQuery } from './row-store.ts';

const mostRows = 500;

/* What is in sight now. While an answer is on its way only the newest range is remembered: rows that
   were scrolled past are never asked for. */
let wanted: RowRange = { from: 0, to: 0 };
let asking = false;

/** Starts a list anew. What was shown of the same file stays until its first rows are there. */
export function startRows(query: RowQuery): void {
  const { query: before } = useRows.getState();
  if (before?.fileId === query.fileId) useRows.setState({ query, total: null, pages: {} });
  else useRows.setState({ ...noRows, query });
  wanted = { from: 0, to: pageSize };
  void ask();
}

/** Makes sure that the rows of a range are there. */
export function needRows(range: RowRange): void {
  wanted = range;
  void ask();
}

async function ask(): Promise<void> {
  if (asking) return;
  asking = true;
  try {
    for (;;) {
      const { query, pages, total, failure } = useRows.getState();
      const [page] = missingPages(pages, wanted);
      const behindEnd = total !== null && page !== undefined && page * pageSize >= total;
      if (query === null || page === undefined || behindEnd || failure !== null) return;
      await loadPage(query, page);
    }
  } finally {
    asking = false;
  }
}

async function loadPage(query: RowQuery, page: number): Promise<void> {
  try {
    const answer = await call('messages.rows', {
      ...query,
      from: page * pageSize,
      count: pageSize,
    });
    if (useRows.getState().query !== query) return;
    useRows.setState((state) => ({
      total: answer.total,
      pages: withPage(state.pages, page, answer.rows),
    }));
  } catch (thrown) {
    if (useRows.getState().query === query) useRows.setState({ failure: failureOf(thrown) });
  }
}

/** Asks again for what is in sight: messages have come or changed, and other ones may fit now. */
export async function refreshRows(): Promise<void> {
  const { query } = useRows.getState();
  if (query === null) return;
  const first = Math.floor(wanted.from / pageSize);
  const count = Math.min(mostRows, Math.ceil(wanted.to / pageSize) * pageSize - first * pageSize);
  if (count <= 0) return;
  try {
    const answer = await call('messages.rows', { ...query, from: first * pageSize, count });
    if (useRows.getState().query !== query) return;
    const pages: Record<number, readonly MessageRow[]> = {};
    for (let at = 0; at < count; at += pageSize)
      pages[first + at / pageSize] = answer.rows.slice(at, at + pageSize);
    useRows.setState({ total: answer.total, pages, failure: null });
    void ask();
  } catch (thrown) {
    if (useRows.getState().query === query) useRows.setState({ failure: failureOf(thrown) });
  }
}

/** Counts what each filter lets through, and looks at those with trouble one by one. */
export async function refreshCounts(fileId: string): Promise<void> {
  try {
    const totals = await Promise.all(
      rowFilterSchema.options.map(async (filter): Promise<readonly [RowFilter, number]> => {
        const { total } = await call('messages.rows', {
          fileId,
          filter,
          search: '',
          from: 0,
          count: 1,
        });
        return [filter, total];
      }),
    );
    const counts = { ...noRows.counts, ...Object.fromEntries(totals) };
    const trouble =
      counts.trouble === 0 ? [] : await everyRow({ fileId, filter: 'trouble', search: '' });
    if (useRows.getState().query?.fileId !== fileId) return;
    useRows.setState({
      counts,
      failed: trouble.filter(({ state }) => state === 'failed').length,
      doubtful: trouble.filter(isDoubtful).map(({ index }) => index),
    });
  } catch (thrown) {
    if (useRows.getState().query?.fileId === fileId)
      useRows.setState({ failure: failureOf(thrown) });
  }
}

/** Looks at the message that is shown: it may have been answered while another screen was there. */
export async function refreshCurrent(): Promise<void> {
  const { query, current } = useRows.getState();
  if (query === null || current === null) return;
  const whole: RowQuery = { fileId: query.fileId, filter: 'all', search: '' };
  try {
    const [row] = await everyRow(whole, { from: current.index, to: current.index + 1 });
    if (row !== undefined && useRows.getState().current === current)
      useRows.setState({ current: row });
  } catch (thrown) {
    if (useRows.getState().query === query) useRows.setState({ failure: failureOf(thrown) });
  }
}

/** The registry may or may not have it. */
export const isDoubtful = ({ state, verdict }: MessageRow): boolean =>
  state === 'unknown' || (state === 'answered' && verdict === 'no-proper-answer');

/** Every row that fits, or those of a range. */
export async function everyRow(
  query: RowQuery,
  { from, to }: RowRange = { from: 0, to: Number.MAX_SAFE_INTEGER },
): Promise<readonly MessageRow[]> {
  const rows: MessageRow[] = [];
  for (let at = from; at < to; at += mostRows) {
    const count = Math.min(mostRows, to - at);
    const answer = await call('messages.rows', { ...query, from: at, count });
    rows.push(...answer.rows);
    if (at + count >= answer.total || answer.rows.length === 0) break;
  }
  return rows;
}
