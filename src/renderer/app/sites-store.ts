import { create } from 'zustand';
import type { SitesSnapshot, SiteView } from '../../shared/ipc/contract.ts';
import { call, listen } from './api.ts';

interface Sites extends SitesSnapshot {
  readonly loaded: boolean;
}

/** Every site and folder, as main last told. */
export const useSites = create<Sites>(() => ({ loaded: false, sites: [], folders: [] }));

export const siteById =
  (id: string | null): ((state: Sites) => SiteView | undefined) =>
  (state) =>
    state.sites.find((site) => site.id === id);

/** Fills the store and keeps it fresh; returns its undo. */
export async function startSites(): Promise<() => void> {
  const stop = listen('sites.changed', (snapshot) =>
    useSites.setState({ ...snapshot, loaded: true }),
  );
  useSites.setState({ ...(await call('sites.list')), loaded: true });
  return stop;
}
