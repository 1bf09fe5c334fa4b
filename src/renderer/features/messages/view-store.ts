import { create } from 'zustand';
import type { RowFilter } from '../../../shared/domain/message-file.ts';
import type { Place } from './message-places.ts';

export interface Target extends Place {
  /** A person followed a link: the focus goes there too. */
  readonly focus: boolean;
}

/** What the Messages screen shows that is nobody else's business. */
export interface MessagesView {
  /** The real-time site; null: the first there is. */
  readonly siteId: string | null;
  readonly fileId: string | null;
  readonly filter: RowFilter;
  readonly search: string;
  /** Row of the list that has the focus, and the one a range begins at; -1: none yet. */
  readonly focused: number;
  readonly anchor: number;
  /** Indexes of the chosen messages. */
  readonly chosen: ReadonlySet<number>;
  /** Index of the message that is shown. */
  readonly current: number | null;
  /** The field that a link leads to. A new object each time, so that the same link works again. */
  readonly target: Target | null;
  /** Files are dragged over the window; how many. */
  readonly dragged: number | null;
  readonly asText: boolean;
  /** The run whose last words the person has put away. */
  readonly closedRun: string | null;
  /** Shares of the first side of each divider; null: as they come. */
  readonly listShare: number | null;
  readonly answerShare: number | null;
  readonly stackShare: number | null;
}

const nothingChosen = {
  focused: -1,
  anchor: -1,
  chosen: new Set<number>(),
} satisfies Partial<MessagesView>;

export const useView = create<MessagesView>(() => ({
  siteId: null,
  fileId: null,
  filter: 'all',
  search: '',
  ...nothingChosen,
  current: null,
  target: null,
  dragged: null,
  asText: false,
  closedRun: null,
  listShare: null,
  answerShare: null,
  stackShare: null,
}));

export function showFile(fileId: string | null): void {
  useView.setState({
    fileId,
    filter: 'all',
    search: '',
    ...nothingChosen,
    current: null,
    target: null,
  });
}

/** Nothing stays chosen that the list may not show any more: it could be sent unseen. */
export function setFilter(filter: RowFilter): void {
  useView.setState({ filter, ...nothingChosen });
}

export function setSearch(search: string): void {
  useView.setState({ search, ...nothingChosen });
}

export const setDragged = (dragged: number | null): void => useView.setState({ dragged });

/** Shows a field of the message that is shown. */
export const scrollToPlace = (place: Place): void =>
  useView.setState({ target: { ...place, focus: false } });

/** Leads to a field, as a link does. */
export const goTo = (place: Place): void => useView.setState({ target: { ...place, focus: true } });
