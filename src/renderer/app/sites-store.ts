import { create } from 'zustand';
import { takesFiles } from '../../shared/domain/protocol.ts';
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

/** Those that files can be sent to: the Upload screen knows no others. */
export const fileSites = (sites: readonly SiteView[]): readonly SiteView[] =>
  sites.filter(({ protocol }) => takesFiles(protocol));

export const fileSiteById =
  (id: string | null): ((state: Sites) => SiteView | undefined) =>
  (state) => {
    const site = siteById(id)(state);
    return site !== undefined && takesFiles(site.protocol) ? site : undefined;
  };

/** Fills the store and keeps it fresh; returns its undo. */
export async function startSites(): Promise<() => void> {
  const stop = listen('sites.changed', (snapshot) =>
    useSites.setState({ ...snapshot, loaded: true }),
  );
  useSites.setState({ ...(await call('sites.list')), loaded: true });
  return stop;
}
