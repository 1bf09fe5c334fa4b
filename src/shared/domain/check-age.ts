import { summarizeChecks, type CheckSummary } from './check-summary.ts';
import type { Check } from './check.ts';
import { takesFiles } from './protocol.ts';
import type { Site } from './site.ts';

/** Whether it ended on the day of `now`, where this computer is, or later: a screen's `now` may lag. One that runs is of now. */
export const isOfToday = ({ endedAt }: Pick<Check, 'endedAt'>, now: number): boolean =>
  endedAt === null || endedAt >= new Date(now).setHours(0, 0, 0, 0);

/**
 * The summary as of `now`: what was found on another day is told as that, and stands beside what was found
 * today. It is no news that an office could send last week.
 */
export function summarizeAsOf(
  sites: readonly Site[],
  checks: readonly Check[],
  now: number,
): CheckSummary {
  const known = checks.filter(({ siteId }) => sites.some(({ id }) => id === siteId));
  const old = known.filter((check) => !isOfToday(check, now));
  if (old.length === 0) return summarizeChecks(sites, known);
  const fresh = known.filter((check) => isOfToday(check, now));
  if (isDecidedBy(fresh, old, sites)) {
    const { text, ...summary } = summarizeChecks(sites, fresh);
    return {
      ...summary,
      text: [text, ...old.map((check) => oldText(check, sites))].join(' ').trim(),
    };
  }
  const { title, text } = summarizeChecks(sites, known);
  const oldest = Math.min(...old.map(endOf));
  return { tone: 'neutral', title: `When last checked (${dayText(oldest)}): ${title}`, text };
}

/** Whether those of today say by themselves whether one can send. */
function isDecidedBy(
  fresh: readonly Check[],
  old: readonly Check[],
  sites: readonly Site[],
): boolean {
  if (fresh.length === 0) return false;
  if (fresh.some(({ verdict }) => verdict === null)) return true;
  const ofFiles = (checks: readonly Check[]): readonly Check[] =>
    checks.filter(({ siteId }) =>
      sites.some(({ id, protocol }) => id === siteId && takesFiles(protocol)),
    );
  const isReady = ({ verdict }: Check): boolean => verdict === 'ready';
  if (ofFiles(fresh).some(isReady)) return true;
  return ofFiles(fresh).length === 0 ? ofFiles(old).length === 0 : !ofFiles(old).some(isReady);
}

function oldText(check: Check, sites: readonly Site[]): string {
  const label = sites.find(({ id }) => id === check.siteId)?.label ?? '';
  return `${label} was last checked on ${dayText(endOf(check))}.`;
}

const endOf = ({ startedAt, endedAt }: Check): number => endedAt ?? startedAt;

const day = new Intl.DateTimeFormat('en-US', { month: 'long', day: 'numeric', year: 'numeric' });
const dayText = (at: number): string => day.format(at);
