import { stepNames, stepText, stepTime } from '../../../shared/domain/check-text.ts';
import { failedStep, type Check } from '../../../shared/domain/check.ts';
import { formatWhen, formatWhenInside } from '../../app/format-time.ts';
import type { HeldBack } from '../../../shared/ipc/contract.ts';
import type { Site } from '../../../shared/domain/site.ts';
import { serverName } from '../../app/site-words.ts';

/** "Last run today at 10:31"; empty where nothing was ever run. */
export function lastRunWords(checks: readonly Check[], now: number): string {
  if (checks.some(({ verdict }) => verdict === null)) return 'Checking now';
  const last = Math.max(...checks.map(({ endedAt }) => endedAt ?? 0));
  return checks.length === 0 ? '' : `Last run ${atTime(formatWhenInside(last, now))}`;
}

/** "Checked today at 10:31"; empty while it runs and where it never ran. */
export function checkedWhen(check: Check | undefined, now: number): string {
  if (check === undefined || check.endedAt === null) return '';
  return `Checked ${atTime(formatWhenInside(check.endedAt, now))}`;
}

const atTime = (when: string): string => when.replace(/, (\d\d:\d\d)$/, ' at $1');

/** A check in the list of past ones. */
export interface PastCheck {
  readonly when: string;
  /** Where it ended, or that all went well. */
  readonly text: string;
}

export const pastCheck = (check: Check, now: number): PastCheck => ({
  when: formatWhen(check.startedAt, now),
  text: `${pastText(check)}${check.scheduled ? ' (the morning check)' : ''}`,
});

function pastText(check: Check): string {
  const { steps } = check;
  switch (check.verdict) {
    case null:
      return 'Running now';
    case 'ready': {
      const took = stepTime(steps.reduce((sum, { ms }) => sum + (ms ?? 0), 0));
      const noted = steps
        .filter(({ outcome }) => outcome === 'warn')
        .map(({ id }) => stepNames[id]);
      const remark = noted.length === 0 ? '' : `, with a remark: ${noted.join(', ')}`;
      return `All ${steps.length} steps passed in ${took}${remark}`;
    }
    case 'incomplete':
      return 'Signing in was not tried';
    case 'stopped': {
      const next = steps.find(({ outcome }) => outcome === 'not-reached');
      return next === undefined ? 'Stopped' : `Stopped before: ${stepNames[next.id]}`;
    }
    case 'failed': {
      const step = failedStep(check);
      if (step === undefined) return 'Failed';
      const text = stepText(step);
      return text === '' ? stepNames[step.id] : `${stepNames[step.id]}: ${lowerFirst(text)}`;
    }
  }
}

const lowerFirst = (text: string): string =>
  text.replace(/^[A-Z](?=[a-z ])/, (c) => c.toLowerCase());

/** Why a check is held back, one sentence for each site. */
export const heldBackWords = (
  heldBack: readonly HeldBack[],
  sites: readonly Site[],
): readonly string[] =>
  heldBack.flatMap(({ siteId, refused }) => {
    const site = sites.find(({ id }) => id === siteId);
    if (site === undefined) return [];
    const times = refused === 1 ? 'once' : `${refused} times`;
    const who = serverName(site);
    return [
      `${who} refused the username or password${who === site.label ? '' : ` of ${site.label}`} ${times} in the last five minutes.`,
    ];
  });
