import { create } from 'zustand';
import type { Failure } from '../../../shared/domain/error.ts';
import type { RemoteEntry } from '../../../shared/domain/remote-entry.ts';
import { call } from '../../app/api.ts';
import { failureOf } from '../../app/call-error.ts';
import type { Sort } from './sort-entries.ts';

/** The folder of the site that the Upload screen shows. */
export interface SiteFolderState {
  readonly siteId: string | null;
  /** The connection it belongs to: its start. A new connection opens its own folder again. */
  readonly since: number | null;
  readonly path: string;
  /** Null: not listed yet, or it may not be listed. */
  readonly entries: readonly RemoteEntry[] | null;
  readonly loading: boolean;
  readonly failure: Failure | null;
  /** Names. */
  readonly selected: ReadonlySet<string>;
  readonly sort: Sort;
  /** A line above the list: what looking for a file came to. */
  readonly finding: string | null;
}

const closed = {
  siteId: null,
  since: null,
  path: '/',
  entries: null,
  loading: false,
  failure: null,
  selected: new Set<string>(),
  finding: null,
} as const;

export const useSiteFolder = create<SiteFolderState>(() => ({
  ...closed,
  sort: { column: 'name', direction: 'ascending' },
}));

export const closeSiteFolder = (): void => useSiteFolder.setState(closed);

/** Shows the folder that a new connection opened. */
export function showHome(siteId: string, since: number, home: string): void {
  const state = useSiteFolder.getState();
  if (state.siteId === siteId && state.since === since) return;
  useSiteFolder.setState({ ...closed, siteId, since });
  void openRemote(siteId, home);
}

let latest = 0;

/** Lists a folder. One that may not be listed can still be sent to: it becomes the open one. */
export async function openRemote(siteId: string, path: string): Promise<void> {
  const request = ++latest;
  const before = useSiteFolder.getState();
  const same = before.siteId === siteId && before.path === path;
  useSiteFolder.setState({
    siteId,
    loading: true,
    failure: null,
    finding: null,
    ...(same ? {} : { path, entries: null, selected: new Set<string>() }),
  });
  try {
    const entries = await call('remote.list', { siteId, path });
    if (request !== latest) return;
    const names = new Set(entries.map(({ name }) => name));
    useSiteFolder.setState(({ selected }) => ({
      entries,
      loading: false,
      selected: [...selected].every((name) => names.has(name)) ? selected : new Set(),
    }));
  } catch (thrown) {
    if (request === latest)
      useSiteFolder.setState({ entries: null, loading: false, failure: failureOf(thrown) });
  }
}

export async function refreshRemote(): Promise<void> {
  const { siteId, path } = useSiteFolder.getState();
  if (siteId !== null) await openRemote(siteId, path);
}
