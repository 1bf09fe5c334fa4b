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
  failure: null,
  selected: new Set(),
  sort: { column: 'changed', direction: 'descending' },
}));

/** Counts requests, so that a slow folder never replaces one that was opened after it. */
let latest = 0;

/** Opens a folder (null: the home folder). One that can't be opened leaves the old one on the screen. */
export async function openLocal(path: string | null): Promise<void> {
  const request = ++latest;
  useLocal.setState({ loading: true, failure: null });
  try {
    const listed = await call('local.list', { path });
    if (request !== latest) return;
    const before = useLocal.getState().folder;
    const same = before?.path === listed.path;
    // The rows of a folder where nothing changed are not built anew.
    const folder = before && same && sameEntries(before, listed) ? before : listed;
    useLocal.setState(({ selected }) => ({
      folder,
      loading: false,
      selected: same ? stillThere(selected, folder.entries) : new Set(),
    }));
    if (!same && useSettings.getState().settings.lastLocalFolder !== folder.path)
      changeSettings({ lastLocalFolder: folder.path }).catch(reportFailure);
  } catch (thrown) {
    if (request === latest) useLocal.setState({ loading: false, failure: failureOf(thrown) });
  }
}

export function refreshLocal(): void {
  void openLocal(useLocal.getState().folder?.path ?? null);
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

/** The same set where nothing is gone: the table's set knows where a range of rows began. */
function stillThere(
  selected: ReadonlySet<string>,
  entries: readonly LocalEntry[],
): ReadonlySet<string> {
  const left = entries.filter(({ path }) => selected.has(path)).map(({ path }) => path);
  return left.length === selected.size ? selected : new Set(left);
}

const sameEntries = (a: LocalFolder, b: LocalFolder): boolean =>
  a.entries.length === b.entries.length &&
  a.entries.every((entry, index) => {
    const other = b.entries[index];
    return (
      other?.path === entry.path &&
      other.kind === entry.kind &&
      other.size === entry.size &&
      other.modifiedAt === entry.modifiedAt
    );
  });
