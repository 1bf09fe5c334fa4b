import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../shared/domain/rule.ts';
import { nextTime, timesMissed } from './next-time.ts';
import { daily, every } from './testing/some-rules.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const denver = 'America/Denver';

const utc = (text: string) => Date.parse(`${text}Z`);
const written = (time: number) => new Date(time).toISOString().slice(0, 16);
const following = (schedule: Schedule, from: string, count: number, zone = denver) => {
  const times: string[] = [];
  for (let time = utc(from); times.length < count;) {
    time = nextTime(schedule, time, zone);
    times.push(written(time));
  }
  return times;
};

const clocks = new Map<string, Intl.DateTimeFormat>();
/** What the clock on the wall shows: "Sun 2026-03-08 02:30". */
function wall(time: number, zone: string): string {
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('en-CA', clockFace(zone));
  clocks.set(zone, clock);
  const parts = new Map(clock.formatToParts(time).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return `${part('weekday')} ${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}
/** How many minutes the wall has gone on within the last one. */
function jumpBefore(time: number, zone: string): number {
  const [before = 0, after = 0] = [time - minuteMs, time].map((each) => {
    const [hours = 0, minutes = 0] = wall(each, zone).slice(-5).split(':').map(Number);
    return hours * 60 + minutes;
  });
  return (after - before + 1440) % 1440;
}

const clockFace = (timeZone: string): Intl.DateTimeFormatOptions => ({
  timeZone,
  weekday: 'short',
  ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
  ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
});

describe('each day', () => {
  it('comes at the time on the wall, in winter and in summer', () => {
    expect(following(daily('17:30'), '2026-01-10T12:00', 2)).toEqual([
      '2026-01-11T00:30',
      '2026-01-12T00:30',
    ]);
    expect(following(daily('17:30'), '2026-07-10T12:00', 1)).toEqual(['2026-07-10T23:30']);
  });

  it('comes strictly after the time that is given, to the millisecond', () => {
    const due = utc('2026-01-11T00:30');
    expect(nextTime(daily('17:30'), due - 1, denver)).toBe(due);
    expect(nextTime(daily('17:30'), due, denver)).toBe(due + 24 * hourMs);
    expect(nextTime(daily('17:30'), due + 1, denver)).toBe(due + 24 * hourMs);
  });

  it.each([
    ['2026', '2026-03-07T12:00', '2026-03-08T09:00', '2026-03-09T08:30'],
    ['2027', '2027-03-13T12:00', '2027-03-14T09:00', '2027-03-15T08:30'],
  ])('comes after the gap where spring leaves it out: %s', (_year, from, gap, after) => {
    expect(following(daily('02:30'), from, 2)).toEqual([gap, after]);
  });

  it.each([
    ['2026', '2026-10-31T12:00', '2026-11-01T07:30', '2026-11-02T08:30'],
    ['2027', '2027-11-06T12:00', '2027-11-07T07:30', '2027-11-08T08:30'],
  ])('comes once where autumn shows it twice: %s', (_year, from, once, after) => {
    expect(following(daily('01:30'), from, 2)).toEqual([once, after]);
    expect(nextTime(daily('01:30'), utc(once) + 1, denver)).toBe(utc(after));
  });

  it('leaves out Saturday and Sunday where only weekdays are wanted', () => {
    expect(following(daily('17:30', 'weekdays'), '2026-05-07T12:00', 3)).toEqual([
      '2026-05-07T23:30',
      '2026-05-08T23:30',
      '2026-05-11T23:30',
    ]);
  });

  it('follows the zone of this computer when none is given', () => {
    const due = new Date(nextTime(daily('17:30'), utc('2026-05-07T12:00'), undefined));
    expect([due.getHours(), due.getMinutes()]).toEqual([17, 30]);
  });

  it('is the first moment that shows it, wherever and whenever', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: utc('2020-01-01T00:00'), max: utc('2040-01-01T00:00') }),
        fc.integer({ min: 0, max: 1439 }),
        fc.constantFrom('every-day' as const, 'weekdays' as const),
        zones,
        (after, minute, days, zone) => {
          const at = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
          const due = nextTime(daily(at, days), after, zone);
          expect(due).toBeGreaterThan(after);
          const shows = wall(due, zone);
          if (days === 'weekdays') expect(shows).not.toMatch(/^S/);
          if (!shows.endsWith(at)) expect(jumpBefore(due, zone)).toBeGreaterThan(1);
          for (let time = due - minuteMs; time > after; time -= minuteMs) {
            const earlier = wall(time, zone);
            if (!earlier.endsWith(at)) continue;
            const isWeekend = days === 'weekdays' && earlier.startsWith('S');
            const isSecond = [30, 60].some((ago) => wall(time - ago * minuteMs, zone) === earlier);
            expect(isWeekend || isSecond).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('every so many minutes', () => {
  it('counts from midnight, whenever it is asked', () => {
    expect(following(every(90), '2026-05-07T06:40', 3)).toEqual([
      '2026-05-07T07:30',
      '2026-05-07T09:00',
      '2026-05-07T10:30',
    ]);
  });

  it('begins anew each midnight where the day has no whole number of them', () => {
    // 23:20 and 0:00 in Denver.
    expect(following(every(100), '2026-05-08T05:00', 3)).toEqual([
      '2026-05-08T05:20',
      '2026-05-08T06:00',
      '2026-05-08T07:40',
    ]);
  });

  it('comes once a day at midnight with 1440', () => {
    expect(following(every(1440), '2026-03-07T12:00', 3)).toEqual([
      '2026-03-08T07:00',
      '2026-03-09T06:00',
      '2026-03-10T06:00',
    ]);
  });

  it('begins a day that has no midnight, or two, at its first moment', () => {
    expect(following(every(1440), '2026-03-08T04:59', 2, 'America/Havana')).toEqual([
      '2026-03-08T05:00',
      '2026-03-09T04:00',
    ]);
    expect(following(every(60), '2026-10-24T23:30', 3, 'Atlantic/Azores')).toEqual([
      '2026-10-25T00:00',
      '2026-10-25T01:00',
      '2026-10-25T02:00',
    ]);
  });

  it.each([
    ['a day of 23 hours', '2026-03-08T06:59', 23],
    ['a day of 25 hours', '2026-11-01T05:59', 25],
  ])('comes each hour of %s', (_day, from, hours) => {
    const times = following(every(60), from, hours + 1);
    expect(times.map((time) => utc(time) - utc(times[0] ?? ''))).toEqual(
      times.map((_, hour) => hour * hourMs),
    );
    expect(wall(utc(times[hours] ?? ''), denver)).toMatch(/ 00:00$/);
  });

  it('is never further away than that, and never skips a midnight, wherever and whenever', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: utc('2020-01-01T00:00'), max: utc('2040-01-01T00:00') }),
        fc.integer({ min: 1, max: 1440 }),
        zones,
        (after, minutes, zone) => {
          const due = nextTime(every(minutes), after, zone);
          expect(due).toBeGreaterThan(after);
          expect(due - after).toBeLessThanOrEqual(minutes * minuteMs);
          const dayOf = (time: number) => wall(time, zone).split(' ')[1];
          if (dayOf(due) !== dayOf(after)) expect(dayOf(due - 1)).toBe(dayOf(after));
        },
      ),
      { numRuns: 300 },
    );
  });
});

it('tells whether a time lies between two others: after the first, not after the second', () => {
  const due = utc('2026-01-11T00:30');
  const missed = (from: number, to: number) => timesMissed(daily('17:30'), from, to, denver);
  expect(missed(due - 1, due)).toBe(true);
  expect(missed(due - hourMs, due - 1)).toBe(false);
  expect(missed(due, due + hourMs)).toBe(false);
  expect(missed(due - 400 * 24 * hourMs, due)).toBe(true);
  // The clock was set back.
  expect(missed(due + hourMs, due - hourMs)).toBe(false);
});

const zones = fc.constantFrom(
  ...['America/Denver', 'America/Phoenix', 'Europe/Berlin', 'Australia/Lord_Howe', 'UTC'],
  ...['Atlantic/Azores', 'America/Havana', 'America/Santiago', 'Africa/Cairo', 'Asia/Kolkata'],
);
const two = (number: number) => String(number).padStart(2, '0');
