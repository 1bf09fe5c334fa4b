import { create } from 'zustand';
import { isOfSettings, type Check, type Sweep } from '../../shared/domain/check.ts';
import type { HeldBack, SiteView } from '../../shared/ipc/contract.ts';
import { call, listen } from './api.ts';
import { reportFailure } from './report-failure.ts';
import { useSites } from './sites-store.ts';

export interface Checks {
  /** The last check of each site, or the one that runs, by site id. */
  readonly checks: Readonly<Record<string, Check>>;
  /** The last sweep over the data ports of each site, or the one that runs, by site id. */
  readonly sweeps: Readonly<Record<string, Sweep>>;
  /** Sites whose check waits until the person says whether to sign in once more. */
  readonly heldBack: readonly HeldBack[];
}

export const noChecks: Checks = { checks: {}, sweeps: {}, heldBack: [] };

export const useChecks = create<Checks>(() => noChecks);

export const checkOf =
  (siteId: string | null): ((state: Checks) => Check | undefined) =>
  (state) =>
    siteId === null ? undefined : state.checks[siteId];

export const sweepOf =
  (siteId: string): ((state: Checks) => Sweep | undefined) =>
  (state) =>
    state.sweeps[siteId];

const bySite = <Item extends { readonly siteId: string }>(
  items: readonly Item[],
): Readonly<Record<string, Item>> => Object.fromEntries(items.map((item) => [item.siteId, item]));

/** Without those of sites that are gone or are set up in another way now. The same object when nothing is left out. */
export function stillTrue<Result extends Pick<Check, 'siteId' | 'settings'>>(
  results: Readonly<Record<string, Result>>,
  sites: readonly SiteView[],
): Readonly<Record<string, Result>> {
  const kept = Object.values(results).filter((result) =>
    sites.some((site) => site.id === result.siteId && isOfSettings(result, site)),
  );
  return kept.length === Object.keys(results).length ? results : bySite(kept);
}

/** The later word on a site wins; both lists may name the same one. */
export const withHeldBack = (
  before: readonly HeldBack[],
  more: readonly HeldBack[],
): readonly HeldBack[] =>
  more.length === 0 ? before : Object.values({ ...bySite(before), ...bySite(more) });

/** Of one that was begun before its site was set up in another way. */
function isOutdated(result: Pick<Check, 'siteId' | 'settings'>): boolean {
  const site = useSites.getState().sites.find(({ id }) => id === result.siteId);
  return site !== undefined && !isOfSettings(result, site);
}

/** Fills the store and keeps it fresh; returns its undo. */
export async function startChecks(): Promise<() => void> {
  const stop = [
    listen('checks.changed', ({ check }) => {
      if (isOutdated(check)) return;
      useChecks.setState(({ checks }) => ({ checks: { ...checks, [check.siteId]: check } }));
    }),
    listen('checks.swept', ({ sweep }) => {
      if (isOutdated(sweep)) return;
      useChecks.setState(({ sweeps }) => ({ sweeps: { ...sweeps, [sweep.siteId]: sweep } }));
    }),
  ];
  stop.push(
    useSites.subscribe(({ sites }) =>
      useChecks.setState(({ checks, sweeps }) => ({
        checks: stillTrue(checks, sites),
        sweeps: stillTrue(sweeps, sites),
      })),
    ),
  );
  const { checks, sweeps } = await call('checks.list');
  // What was heard while the list was on its way is newer.
  useChecks.setState((state) => ({
    checks: { ...bySite(checks), ...state.checks },
    sweeps: { ...bySite(sweeps), ...state.sweeps },
  }));
  return () => stop.forEach((undo) => undo());
}

/** Starts a check of each. What main holds back goes to `heldBack`. A failure becomes a notice. */
export const runChecks = (siteIds: readonly string[]): Promise<void> => run(siteIds, false);

/** Starts a check of each, also where signing in was refused lately: the person said so. */
export const insistOn = (siteIds: readonly string[]): Promise<void> => run(siteIds, true);

async function run(siteIds: readonly string[], insist: boolean): Promise<void> {
  useChecks.setState(({ heldBack }) => ({
    heldBack: heldBack.filter(({ siteId }) => !siteIds.includes(siteId)),
  }));
  if (siteIds.length === 0) return;
  try {
    const held = await call('checks.run', { siteIds: [...siteIds], insist });
    useChecks.setState(({ heldBack }) => ({ heldBack: withHeldBack(heldBack, held) }));
  } catch (thrown) {
    reportFailure(thrown);
  }
}

/** The person does not want to sign in once more. */
export function dismissHeldBack(): void {
  useChecks.setState({ heldBack: [] });
}

/** Stops their checks and their sweeps. A failure becomes a notice. */
export async function stopChecks(siteIds: readonly string[]): Promise<void> {
  await call('checks.stop', { siteIds: [...siteIds] }).catch(reportFailure);
}

/** Tries every data port of a site once. A failure becomes a notice. */
export async function startSweep(siteId: string): Promise<void> {
  await call('checks.sweep', { siteId }).catch(reportFailure);
}
