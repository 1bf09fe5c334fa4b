import { create } from 'zustand';
import type { Failure } from '../../../shared/domain/error.ts';
import type { LocalEntry, LocalFolder, LocalRoot } from '../../../shared/domain/remote-entry.ts';
import { call } from '../../app/api.ts';
import { failureOf } from '../../app/call-error.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { changeSettings, useSettings } from '../../app/settings-store.ts';
import type { Sort } from './sort-entries.ts';

/** Local Drives: the folder that is open, what is selected in it, and the drives. */
export interface LocalState {
  readonly folder: LocalFolder | null;
  readonly roots: readonly LocalRoot[];
  readonly loading: boolean;
  /** How many entries of it are there, while there are more to come; null: all are. */
  readonly soFar: number | null;
  /** Why the folder that was asked for could not be opened. */
  readonly failure: Failure | null;
  /** Paths. */
  readonly selected: ReadonlySet<string>;
  readonly sort: Sort;
}

export const useLocal = create<LocalState>(() => ({
  folder: null,
  roots: [],
  loading: false,
  soFar: null,
  failure: null,
  selected: new Set(),
  sort: { column: 'changed', direction: 'descending' },
}));

/** Counts requests, so that a slow folder never replaces one that was opened after it. */
let latest = 0;

/** Opens a folder (null: the home folder). One that can't be opened leaves the old one on the screen. */
export async function openLocal(path: string | null): Promise<void> {
  const request = ++latest;
  const isWanted = () => request === latest;
  useLocal.setState({ loading: true, failure: null, soFar: null });
  try {
    const listed = await call('local.list', { path });
    if (!isWanted()) return;
    const before = useLocal.getState().folder;
    if (before?.path === listed.path) await showAgain(before, listed, isWanted);
    else await showAnew(listed, isWanted);
  } catch (thrown) {
    if (isWanted()) useLocal.setState({ loading: false, soFar: null, failure: failureOf(thrown) });
  }
}

/** What is there first is shown first; a large folder fills while one looks at it. */
async function showAnew(listed: LocalFolder, isWanted: () => boolean): Promise<void> {
  const show = (entries: readonly LocalEntry[]) =>
    useLocal.setState({ folder: { ...listed, entries }, soFar: entries.length });
  show(listed.entries);
  useLocal.setState({ selected: new Set() });
  if (useSettings.getState().settings.lastLocalFolder !== listed.path)
    changeSettings({ lastLocalFolder: listed.path }).catch(reportFailure);
  const entries = await allEntries(listed, isWanted, show);
  if (entries === null) return;
  show(entries);
  useLocal.setState({ loading: false, soFar: null });
}

/** The rows of a folder where nothing changed are not built anew. */
async function showAgain(
  before: LocalFolder,
  listed: LocalFolder,
  isWanted: () => boolean,
): Promise<void> {
  const entries = await allEntries(listed, isWanted, () => undefined);
  if (entries === null) return;
  const same = sameEntries(before.entries, entries);
  useLocal.setState(({ selected }) => ({
    ...(same ? {} : { folder: { ...listed, entries } }),
    loading: false,
    selected: stillThere(selected, entries),
  }));
}

/** Each time that more rows are shown costs the window something. */
const showEveryMs = 500;

/** Null: another folder is wanted by now. */
async function allEntries(
  listed: LocalFolder,
  isWanted: () => boolean,
  onMore: (entries: readonly LocalEntry[]) => void,
): Promise<readonly LocalEntry[] | null> {
  let { entries, more } = listed;
  let shownAt = performance.now();
  while (more !== null) {
    const part = await call('local.more', { more });
    if (!isWanted()) return null;
    entries = entries.concat(part.entries);
    more = part.more;
    if (more === null || performance.now() - shownAt < showEveryMs) continue;
    onMore(entries);
    shownAt = performance.now();
  }
  return entries;
}

export function refreshLocal(): void {
  void openLocal(useLocal.getState().folder?.path ?? null);
}

/** The record system may have exported a file while the person was there. */
export function refreshLocalIfIdle(): void {
  if (!useLocal.getState().loading) refreshLocal();
}

/** The last folder, or the home folder where that is gone; and the drives. */
export async function startLocal(): Promise<void> {
  const { lastLocalFolder } = useSettings.getState().settings;
  await openLocal(lastLocalFolder);
  if (lastLocalFolder !== null && useLocal.getState().failure !== null) await openLocal(null);
  await loadRoots();
}

/** Asked for again each time the list of drives is opened: sticks come and go. */
export async function loadRoots(): Promise<void> {
  try {
    useLocal.setState({ roots: await call('local.roots') });
  } catch (thrown) {
    reportFailure(thrown);
  }
}

/** The entries that are selected, in no order. */
export const selectedEntries = ({ folder, selected }: LocalState): readonly LocalEntry[] =>
  folder === null ? [] : folder.entries.filter((entry) => selected.has(entry.path));

/** The same set where nothing is gone. */
function stillThere(
  selected: ReadonlySet<string>,
  entries: readonly LocalEntry[],
): ReadonlySet<string> {
  if (selected.size === 0) return selected;
  const left = entries.filter(({ path }) => selected.has(path)).map(({ path }) => path);
  return left.length === selected.size ? selected : new Set(left);
}

const sameEntries = (all: readonly LocalEntry[], others: readonly LocalEntry[]): boolean =>
  all.length === others.length &&
  all.every((entry, index) => {
    const other = others[index];
    return (
      other?.path === entry.path &&
      other.kind === entry.kind &&
      other.size === entry.size &&
      other.modifiedAt === entry.modifiedAt
    );
  });
