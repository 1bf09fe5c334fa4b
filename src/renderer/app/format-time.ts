const time = new Intl.DateTimeFormat('en-US', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const seconds = new Intl.DateTimeFormat('en-US', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const dayOfYear = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric' });
const fullDay = new Intl.DateTimeFormat('en-US', {
  month: 'long',
  day: 'numeric',
  year: 'numeric',
});
const shortDay = new Intl.DateTimeFormat('en-US', {
  month: 'short',
  day: 'numeric',
  year: 'numeric',
});

/** "10:32" */
export const formatClock = (at: number): string => time.format(at);

/** "10:32:07" */
export const formatClockSeconds = (at: number): string => seconds.format(at);

/** "March 12, 2026" */
export const formatDay = (at: number): string => fullDay.format(at);

/** "Today, 10:32", "Yesterday, 17:42", "Nov 18, 10:03"; of another year "Nov 18, 2025". Times: ms since 1970. */
export function formatWhen(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return `Today, ${time.format(at)}`;
  if (days === 1) return `Yesterday, ${time.format(at)}`;
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return sameYear ? `${dayOfYear.format(at)}, ${time.format(at)}` : shortDay.format(at);
}

/** "Today", "Yesterday", "Nov 16"; of another year "Nov 16, 2025". */
export function formatDayOf(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayOfYear : shortDay).format(at);
}

/** The same inside a sentence: "today, 10:32". */
export function formatWhenInside(at: number, now: number): string {
  const words = formatWhen(at, now);
  return words.replace(/^(Today|Yesterday)/, (day) => day.toLowerCase());
}

/** "November 18, 2026, 10:03:07", for details. */
export const formatExactly = (at: number): string => `${fullDay.format(at)}, ${seconds.format(at)}`;

/** Whole calendar days from one time to a later one, where this computer is. */
function daysBetween(at: number, now: number): number {
  const midnight = (ms: number) => {
    const date = new Date(ms);
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  };
  return (midnight(now) - midnight(at)) / 86_400_000;
}
