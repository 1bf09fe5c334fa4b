import { create } from 'zustand';
import type { Failure } from '../../../shared/domain/error.ts';
import type { HistoryCount, HistoryFilter, Receipt } from '../../../shared/domain/receipt.ts';

/** What the list shows of a receipt: it may hold very many. */
export type HistoryRow = Readonly<
  Pick<Receipt, 'id' | 'kind' | 'direction' | 'outcome' | 'endedAt' | 'siteLabel' | 'host'> &
    Pick<Receipt, 'name' | 'messages'>
>;

export interface Rows {
  readonly filter: HistoryFilter | null;
  /** Newest first, without a gap; null until main has said. */
  readonly rows: readonly HistoryRow[] | null;
  /** What to ask for to get those that follow; null: there are no more. */
  readonly next: number | null;
  readonly count: HistoryCount | null;
  /** How many rows came in front of those that were there: whoever has scrolled stays where they are. */
  readonly added: number;
  readonly failure: Failure | null;
}

export const noRows: Rows = {
  filter: null,
  rows: null,
  next: null,
  count: null,
  added: 0,
  failure: null,
};

export const useRows = create<Rows>(() => noRows);

export const rowOf = ({
  id,
  kind,
  direction,
  outcome,
  endedAt,
  siteLabel,
  host,
  name,
  messages,
}: Receipt): HistoryRow => ({
  id,
  kind,
  direction,
  outcome,
  endedAt,
  siteLabel,
  host,
  name,
  messages,
});

/** How many more are made room for where nobody has counted them. */
const someMore = 500;

/** How many rows the list has room for, those that have not come yet among them. */
export function roomFor({ rows, next, count }: Rows): number {
  const loaded = rows?.length ?? 0;
  if (next === null) return loaded;
  return count?.kind === 'exactly'
    ? Math.max(count.count, loaded + 1)
    : Math.max(count?.count ?? 0, loaded + someMore);
}

/** The newest rows put in front of those that are there. Null where they don't meet: too many have come. */
export function withNewest(
  rows: readonly HistoryRow[],
  newest: readonly HistoryRow[],
): { readonly rows: readonly HistoryRow[]; readonly added: number } | null {
  const [first] = rows;
  if (first === undefined) return null;
  const at = newest.findIndex(({ id }) => id === first.id);
  if (at === 0) return { rows, added: 0 };
  return at < 0 ? null : { rows: [...newest.slice(0, at), ...rows], added: at };
}
