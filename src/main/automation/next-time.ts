import { Cron } from 'croner';
import { AppError } from '../../shared/domain/error.ts';
import type { Schedule } from '../../shared/domain/rule.ts';

const minuteMs = 60_000;

/**
 * The first time of a schedule after `after`, in ms since 1970. `zone`: such as America/Denver; undefined: that
 * of this computer. A time that the clock on the wall leaves out comes at the first moment after the gap; one
 * that it shows twice comes once, the first time. `every` counts minutes that have passed since the day began,
 * and begins anew each day.
 */
export function nextTime(schedule: Schedule, after: number, zone: string | undefined): number {
  switch (schedule.kind) {
    case 'daily': {
      const [hour, minute] = schedule.at.split(':').map(Number);
      const days = schedule.days === 'weekdays' ? '1-5' : '*';
      return next(patternOf(`${minute} ${hour} * * ${days}`, zone), after);
    }
    case 'every': {
      const midnights = patternOf('0 0 * * *', zone);
      const stepMs = schedule.minutes * minuteMs;
      const dayBegan = latest(midnights, after);
      const steps = Math.floor((after - dayBegan) / stepMs) + 1;
      return Math.min(dayBegan + steps * stepMs, next(midnights, after));
    }
  }
}

/** Whether a time of the schedule lies after `from`, and not after `to`. */
export const timesMissed = (
  schedule: Schedule,
  from: number,
  to: number,
  zone: string | undefined,
): boolean => from < to && nextTime(schedule, from, zone) <= to;

/** Reading a pattern takes longer than finding its next time. */
const patterns = new Map<string, Cron>();
const mostPatterns = 500;

function patternOf(pattern: string, zone: string | undefined): Cron {
  const key = `${pattern} ${zone ?? ''}`;
  const known = patterns.get(key);
  if (known !== undefined) return known;
  const read = new Cron(pattern, {
    mode: '5-part',
    ...(zone === undefined ? {} : { timezone: zone }),
  });
  if (patterns.size >= mostPatterns) patterns.clear();
  patterns.set(key, read);
  return read;
}

const next = (pattern: Cron, after: number): number => found(pattern.nextRun(new Date(after)));

/** Not after `at`. */
function latest(pattern: Cron, at: number): number {
  const nextSecond = (Math.floor(at / 1000) + 1) * 1000;
  return found(pattern.previousRuns(1, new Date(nextSecond))[0]);
}

function found(date: Date | null | undefined): number {
  if (date == null) throw new AppError('internal', 'The clock shows a time that has no next one');
  return date.getTime();
}
