import { checkInBrief } from '../../shared/domain/check-summary.ts';
import type { Check } from '../../shared/domain/check.ts';
import type { Site } from '../../shared/domain/site.ts';
import { announce } from '../ui/announce.ts';
import { useChecks } from './checks-store.ts';
import { useSites } from './sites-store.ts';

type BySite = Readonly<Record<string, Check>>;

/**
 * What a screen reader says about a change of the checks: one sentence for each site whose check has
 * ended. Steps are not said, nor is what runs by itself in the morning.
 */
export function checkSayings(
  before: BySite,
  after: BySite,
  sites: readonly Site[],
): readonly string[] {
  return sites.flatMap((site) => {
    const check = after[site.id];
    const was = before[site.id];
    if (check === undefined || check.verdict === null || check.scheduled) return [];
    // One that is first heard of when it has ended was there before this window.
    if (was === undefined || (was.id === check.id && was.verdict !== null)) return [];
    return [`${site.label}: ${checkInBrief(check, site)}.`];
  });
}

/** Returns its undo. */
export function startAnnouncingChecks(): () => void {
  return useChecks.subscribe(({ checks }, before) => {
    if (checks === before.checks) return;
    for (const saying of checkSayings(before.checks, checks, useSites.getState().sites))
      announce(saying);
  });
}
