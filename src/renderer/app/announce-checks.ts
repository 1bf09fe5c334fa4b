import { summarizeChecks, checkInBrief } from '../../shared/domain/check-summary.ts';
import type { Check } from '../../shared/domain/check.ts';
import type { Site } from '../../shared/domain/site.ts';
import { announce } from '../ui/announce.ts';
import { useChecks } from './checks-store.ts';
import { useSites } from './sites-store.ts';

type BySite = Readonly<Record<string, Check>>;

/** Of the checks that run or have run together, those that have ended, by site id. */
export interface CheckRun {
  readonly ended: ReadonlySet<string>;
  /** What a screen reader says now; null: nothing. */
  readonly saying: string | null;
}

export const noRun: CheckRun = { ended: new Set(), saying: null };

/**
 * Follows the checks to the next change of them. A run is spoken of once, when its last check has ended:
 * one site by itself, several in one sentence. Steps are not said, nor is what runs by itself in the morning.
 */
export function nextInRun(
  run: CheckRun,
  before: BySite,
  after: BySite,
  sites: readonly Site[],
): CheckRun {
  const asked = Object.values(after).filter(({ scheduled }) => !scheduled);
  const ended = new Set([
    ...run.ended,
    ...asked
      .filter((check) => hasJustEnded(before[check.siteId], check))
      .map(({ siteId }) => siteId),
  ]);
  if (ended.size === 0 || asked.some(({ verdict }) => verdict === null))
    return { ended, saying: null };
  const told = asked.filter(({ siteId, verdict }) => ended.has(siteId) && verdict !== null);
  return { ended: noRun.ended, saying: sayingOf(told, sites) };
}

/** One that is first heard of when it has ended was there before this window. */
const hasJustEnded = (was: Check | undefined, check: Check): boolean =>
  check.verdict !== null && was !== undefined && (was.id !== check.id || was.verdict === null);

function sayingOf(checks: readonly Check[], sites: readonly Site[]): string | null {
  const [check, ...others] = checks;
  const site = sites.find(({ id }) => id === check?.siteId);
  if (check === undefined || site === undefined) return null;
  if (others.length === 0) return `${site.label}: ${checkInBrief(check, site)}.`;
  const { title, text } = summarizeChecks(sites, checks);
  return `${title} ${text}`.trim();
}

/** Returns its undo. */
export function startAnnouncingChecks(): () => void {
  let run = noRun;
  return useChecks.subscribe(({ checks }, before) => {
    if (checks === before.checks) return;
    run = nextInRun(run, before.checks, checks, useSites.getState().sites);
    if (run.saying !== null) announce(run.saying);
  });
}
