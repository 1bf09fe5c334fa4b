import type { HistoryFilter, HistoryPage } from '../../../shared/domain/receipt.ts';
import { call } from '../../app/api.ts';
import { failureOf } from '../../app/call-error.ts';
import type { RowRange } from '../../ui/list-window.ts';
import { noRows, rowOf, useRows, withNewest, type HistoryRow } from './row-store.ts';

/** More of them at a time would hold up the window while they come over from main. */
const pageSize = 100;
/** So many pages of new ones are taken in; where more have come the list begins anew. */
const mostNewPages = 20;

/* How many rows are wanted. While an answer is on its way only the newest wish is remembered. */
let wanted = 0;
let asking = false;

/** Starts the list anew. What was shown stays until the first rows are there; the newest filter wins. */
export async function startRows(filter: HistoryFilter): Promise<void> {
  wanted = 0;
  useRows.setState({ filter, failure: null });
  try {
    const [page, count] = await Promise.all([firstPage(filter), call('history.count', { filter })]);
    if (useRows.getState().filter !== filter) return;
    useRows.setState({ ...noRows, filter, rows: page.receipts.map(rowOf), next: page.next, count });
  } catch (thrown) {
    if (useRows.getState().filter === filter) useRows.setState({ failure: failureOf(thrown) });
  }
}

/** The first that has rows, or the last there is: a page of a short text may be empty. */
async function firstPage(filter: HistoryFilter): Promise<HistoryPage> {
  let page = await call('history.list', { filter, before: null, count: pageSize });
  while (page.receipts.length === 0 && page.next !== null && useRows.getState().filter === filter)
    page = await call('history.list', { filter, before: page.next, count: pageSize });
  return page;
}

/** Makes sure that the rows of a range are there: those before them come, too. */
export function needRows({ to }: RowRange): void {
  wanted = to;
  void loadMore();
}

async function loadMore(): Promise<void> {
  if (asking) return;
  asking = true;
  try {
    for (;;) {
      const { filter, rows, next, failure } = useRows.getState();
      if (filter === null || rows === null || next === null || failure !== null) return;
      if (rows.length >= wanted) return;
      await loadPage(filter, next);
    }
  } finally {
    asking = false;
  }
}

async function loadPage(filter: HistoryFilter, before: number): Promise<void> {
  const isWanted = () => {
    const now = useRows.getState();
    return now.filter === filter && now.next === before;
  };
  try {
    const page = await call('history.list', { filter, before, count: pageSize });
    if (!isWanted()) return;
    useRows.setState(({ rows }) => ({
      rows: [...(rows ?? []), ...page.receipts.map(rowOf)],
      next: page.next,
    }));
  } catch (thrown) {
    if (isWanted()) useRows.setState({ failure: failureOf(thrown) });
  }
}

let refreshing = false;
let again = false;
const askedAgain = (): boolean => again;

/** Receipts were added or removed: takes the newest ones in, and leaves the others as they are. */
export async function refreshRows(): Promise<void> {
  if (refreshing) {
    again = true;
    return;
  }
  refreshing = true;
  try {
    do {
      again = false;
      await takeNewest();
    } while (askedAgain());
  } finally {
    refreshing = false;
  }
}

async function takeNewest(): Promise<void> {
  const { filter, rows: known, failure } = useRows.getState();
  if (filter === null) return;
  if (known === null || known.length === 0 || failure !== null) {
    await startRows(filter);
    return;
  }
  try {
    const [newest, count] = await Promise.all([
      newestDownTo(filter, known[0]?.id ?? 0),
      call('history.count', { filter }),
    ]);
    const { filter: filterNow, rows, next, added } = useRows.getState();
    if (filterNow !== filter || rows === null) return;
    const joined = withNewest(rows, newest);
    if (joined === null) {
      await startRows(filter);
      return;
    }
    // The oldest ones may have been kept long enough, and be gone.
    const isWhole = next === null && count.kind === 'exactly';
    useRows.setState({
      rows: isWhole ? joined.rows.slice(0, count.count) : joined.rows,
      added: added + joined.added,
      count,
    });
  } catch (thrown) {
    if (useRows.getState().filter === filter) useRows.setState({ failure: failureOf(thrown) });
  }
}

/** The newest rows down to one that is known, or as many as may be. */
async function newestDownTo(filter: HistoryFilter, id: number): Promise<readonly HistoryRow[]> {
  const newest: HistoryRow[] = [];
  let before: number | null = null;
  for (let page = 0; page < mostNewPages; page += 1) {
    const { receipts, next }: HistoryPage = await call('history.list', {
      filter,
      before,
      count: pageSize,
    });
    newest.push(...receipts.map(rowOf));
    if (next === null || receipts.some((one) => one.id <= id)) break;
    before = next;
  }
  return newest;
}
