import { arrivedOutcomes, type Outcome, type SentBefore } from './receipt.ts';

const clock = new Intl.DateTimeFormat('en-US', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat('en-US', { month: 'long', day: 'numeric' });
const dayOfYear = new Intl.DateTimeFormat('en-US', {
  month: 'long',
  day: 'numeric',
  year: 'numeric',
});

/** That the same content went to a site before, or is on its way to it. */
export interface Duplicate {
  readonly sentBefore: SentBefore | null;
  /** The name of the other file that waits or is being sent. */
  readonly copyOf: string | null;
}

export const isDuplicate = ({ sentBefore, copyOf }: Duplicate): boolean =>
  sentBefore !== null || copyOf !== null;

/**
 * "Sent on November 3 at 10:32, accepted."; under another name than `name` it says which. `now` (ms since
 * 1970): for "today" and "yesterday"; null: always with day and year. Empty where it is no duplicate.
 */
export function duplicateWords(
  { sentBefore, copyOf }: Duplicate,
  name: string,
  now: number | null,
): string {
  if (sentBefore !== null) {
    const under = sentBefore.name === name ? '' : ` as ${sentBefore.name}`;
    return `Sent ${whenSent(sentBefore.at, now)}${under}, ${outcomeWords(sentBefore.outcome)}.`;
  }
  if (copyOf === null) return '';
  return `The same content as ${copyOf === name ? 'another file of this name' : copyOf}, which waits or is being sent.`;
}

/** "today at 10:32", "yesterday at 17:42", "on November 3 at 10:32", "on November 3, 2025 at 10:32". */
function whenSent(at: number, now: number | null): string {
  const time = clock.format(at);
  if (now === null) return `on ${dayOfYear.format(at)} at ${time}`;
  const days = daysBetween(at, now);
  if (days === 0) return `today at ${time}`;
  if (days === 1) return `yesterday at ${time}`;
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return `on ${(sameYear ? day : dayOfYear).format(at)} at ${time}`;
}

const outcomeWords = (outcome: Outcome): string =>
  hasArrivedBefore(outcome) ? 'accepted' : 'and its end is unknown: it may have arrived';

/** Whether the site surely has it. */
export const hasArrivedBefore = (outcome: Outcome): boolean =>
  arrivedOutcomes.some((each) => each === outcome);

/** Whole calendar days from one time to a later one, where this computer is. */
function daysBetween(at: number, now: number): number {
  const midnight = (ms: number) => {
    const date = new Date(ms);
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  };
  return (midnight(now) - midnight(at)) / 86_400_000;
}
