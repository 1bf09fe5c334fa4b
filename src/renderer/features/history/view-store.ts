import { create } from 'zustand';
import { anything, type HistoryChoice } from './history-filter.ts';

/** What the History screen shows that is nobody else's business. */
export interface HistoryView {
  readonly choice: HistoryChoice;
  /** Number of the receipt whose row has the focus of the list; null: none yet. */
  readonly focused: number | null;
  /** Number of the receipt that is shown beside the list. */
  readonly open: number | null;
  /** The focus goes to that receipt as soon as it is there. */
  readonly leadsToReceipt: boolean;
}

export const useView = create<HistoryView>(() => ({
  choice: anything,
  focused: null,
  open: null,
  leadsToReceipt: false,
}));

export function choose(change: Partial<HistoryChoice>): void {
  useView.setState(({ choice }) => ({ choice: { ...choice, ...change } }));
}

export const setSearch = (search: string): void => choose({ search });

/** Shows everything again. */
export const chooseAnything = (): void => useView.setState({ choice: anything });

/** Moves the focus of the list; a receipt that is shown is left for that of the row. */
export function focusRow(id: number): void {
  useView.setState(({ open }) => ({ focused: id, open: open === null ? null : id }));
}

export const openRow = (id: number): void => useView.setState({ focused: id, open: id });

/** Shows a receipt, and goes there. */
export const goToReceipt = (id: number): void =>
  useView.setState({ focused: id, open: id, leadsToReceipt: true });

export const closeReceipt = (): void => useView.setState({ open: null, leadsToReceipt: false });

/** Shows a receipt that another screen leads to: the list hides nothing, so that its row is there, too. */
export const showReceipt = (id: number): void =>
  useView.setState({ choice: anything, focused: id, open: id, leadsToReceipt: true });
