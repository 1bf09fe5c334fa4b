import fc from 'fast-check';
import { AppError } from '../../../shared/domain/error.ts';
import { newRuleSettings, type Rule, type Schedule } from '../../../shared/domain/rule.ts';

const ruleOf = (start: Rule['start'], name = 'Evening'): Rule => ({
  ...newRuleSettings(),
  ...{ id: 'r-1', position: 0, name, siteId: 's', folder: '/out', start },
});
export const scheduled = (schedule: Schedule, runMissed = true, name = 'Evening') =>
  ruleOf({ kind: 'schedule', schedule, runMissed }, name);
export const daily = (at: string, days: 'every-day' | 'weekdays' = 'every-day'): Schedule => ({
  kind: 'daily',
  at,
  days,
});
export const every = (minutes: number): Schedule => ({ kind: 'every', minutes });
export const watch = ruleOf({ kind: 'watch' });

/** Which AppError it throws; 'none': none. */
export const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.code;
    throw thrown;
  }
  return 'none';
};

export const anySchedule: fc.Arbitrary<Schedule> = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), fc.boolean())
    .map(([hours, minutes, weekdays]) =>
      daily(
        [hours, minutes].map((part) => String(part).padStart(2, '0')).join(':'),
        weekdays ? 'weekdays' : 'every-day',
      ),
    ),
  fc.integer({ min: 1, max: 1440 }).map(every),
);
