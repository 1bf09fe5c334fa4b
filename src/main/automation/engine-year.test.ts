import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newRuleSettings, type Rule, type Schedule } from '../../shared/domain/rule.ts';
import { daily, every } from './testing/some-rules.ts';
import { SimulatedOffice, type Happening } from './testing/simulated-office.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const zone = 'America/Denver';

const ruleOf = (id: string, start: Rule['start']): Rule => ({
  ...newRuleSettings(),
  ...{ id, position: 0, name: `Rule ${id}`, siteId: 's', folder: '/out', start },
});
const scheduled = (id: string, schedule: Schedule, runMissed: boolean): Rule =>
  ruleOf(id, { kind: 'schedule', schedule, runMissed });

/** A year and a month: March, November, and March again. */
const from = Date.UTC(2026, 2, 1, 7);
const to = Date.UTC(2027, 2, 31, 6);
const days = Math.round((to - from) / dayMs);

const twenty: readonly Rule[] = [
  ...['00:00', '01:30', '02:00', '02:30', '06:45', '12:00', '17:30', '23:59'].flatMap((at) => [
    scheduled(`${at} late`, daily(at), true),
    scheduled(`${at} or not`, daily(at, 'weekdays'), false),
  ]),
  scheduled('240', every(240), true),
  scheduled('500', every(500), false),
  ruleOf('watch 1', { kind: 'watch' }),
  ruleOf('watch 2', { kind: 'watch' }),
];

describe('a year of twenty rules', () => {
  it('awake: each runs at each of its times, and at no other', () => {
    const office = new SimulatedOffice({
      ...{ rules: twenty, zone, from, to, happenings: [] },
      runOf: () => ({ ms: 40_000, retryInMs: null }),
    });
    office.live();
    for (const rule of twenty) {
      const seen = office.seenTimes(rule);
      const runs = office.runs.filter(({ ruleId }) => ruleId === rule.id);
      expect(runs.map(({ at }) => at)).toEqual(seen.map(({ at }) => at));
      expect(new Set(runs.map(({ why }) => why)).size).toBeLessThanOrEqual(1);
      if (rule.id.endsWith('late')) expect(runs).toHaveLength(days);
    }
    const night = office.runs.filter(({ ruleId }) => ruleId === '02:30 late');
    const gaps = night.map(({ at }, index) => at - (night[index - 1]?.at ?? at - dayMs));
    // In March at three, and the day after at half past two again.
    expect(gaps.filter((gap) => gap === 23.5 * hourMs)).toHaveLength(4);
    expect(gaps.filter((gap) => gap === 25 * hourMs)).toHaveLength(1);
  });

  it('with nights asleep, a clock that is set, and links that fail: each time is seen to once', () => {
    const office = new SimulatedOffice({
      ...{ rules: twenty, zone, from, to, happenings: troubledYear() },
      runOf: (n) => ({ ms: (n % 7) * 3 * minuteMs, retryInMs: n % 11 === 0 ? 5 * minuteMs : null }),
    });
    office.live();
    const ends = twenty.flatMap((rule) => office.seenTimes(rule).map(({ end }) => end));
    const whys = office.runs.map(({ why }) => why);
    const count = <T>(all: readonly T[], one: T) => all.filter((each) => each === one).length;
    expect(count(ends, 'run')).toBeGreaterThan(4000);
    expect(count(ends, 'left out')).toBeGreaterThan(500);
    for (const why of ['schedule', 'missed', 'files', 'asked', 'again'] as const)
      expect(count(whys, why)).toBeGreaterThan(10);
    for (const rule of twenty.filter(({ id }) => id.endsWith('late')))
      expect(office.seenTimes(rule).every(({ end }) => end === 'run')).toBe(true);
  });
});

/** Asleep four nights of the week, three weeks in summer; the clock is set every 13 days. */
function troubledYear(): readonly Happening[] {
  const offsets = [40 * minuteMs, 0, -3 * hourMs, 11 * hourMs, -minuteMs, 0];
  return Array.from({ length: days }, (_, day): readonly Happening[] => {
    const began = from + day * dayMs;
    const evening = began + 19 * hourMs;
    const asleep = day === 130 ? 21 * dayMs : 11.5 * hourMs;
    return [
      { kind: 'ready', ruleId: 'watch 1', at: began + 8 * hourMs },
      { kind: 'ready', ruleId: 'watch 1', at: began + 8 * hourMs + minuteMs },
      { kind: 'run-now', ruleId: '12:00 late', at: began + 12 * hourMs + (day % 5) * minuteMs },
      { kind: 'ready', ruleId: 'watch 2', at: began + 15 * hourMs },
      ...(day % 13 === 6
        ? [
            {
              kind: 'clock' as const,
              offset: offsets[Math.floor(day / 13) % offsets.length] ?? 0,
              at: began + 16 * hourMs,
            },
          ]
        : []),
      ...(day % 7 < 4 ? [{ kind: 'sleep' as const, ms: asleep, at: evening }] : []),
    ];
  }).flat();
}

const schedules: fc.Arbitrary<Schedule> = fc.oneof(
  fc
    .record({ minute: fc.integer({ min: 0, max: 1439 }), weekdays: fc.boolean() })
    .map(({ minute, weekdays }) => {
      const [hours, minutes] = [Math.floor(minute / 60), minute % 60];
      const at = [hours, minutes].map((part) => String(part).padStart(2, '0')).join(':');
      return daily(at, weekdays ? 'weekdays' : 'every-day');
    }),
  fc.integer({ min: 10, max: 1440 }).map(every),
);

const happenings = (ids: readonly string[], span: number): fc.Arbitrary<readonly Happening[]> => {
  const at = fc.integer({ min: from, max: from + span });
  const ruleId = fc.constantFrom(...ids);
  const one: fc.Arbitrary<Happening> = fc.oneof(
    fc.record({ kind: fc.constant('sleep' as const), ms: fc.nat(3 * dayMs), at }),
    // Never more than a day between two of them: what a clock that was further off has seen does not count.
    fc.record({
      kind: fc.constant('clock' as const),
      offset: fc.integer({ min: -11 * hourMs, max: 11 * hourMs }),
      at,
    }),
    fc.record({ kind: fc.constantFrom('ready' as const, 'run-now' as const), ruleId, at }),
  );
  return fc
    .array(one, { maxLength: 40 })
    .map((all) => all.toSorted((first, second) => first.at - second.at));
};

it('whatever happens: never two runs at once, and each time is run or left out, once', () => {
  const span = 8 * dayMs;
  const rules = fc
    .array(fc.tuple(schedules, fc.boolean()), { minLength: 1, maxLength: 4 })
    .map((all) => all.map(([schedule, late], n) => scheduled(`r${n}`, schedule, late)));
  fc.assert(
    fc.property(
      rules,
      happenings(['r0', 'r1', 'w'], span),
      fc.array(fc.nat(5 * hourMs), { minLength: 1, maxLength: 5 }),
      fc.array(fc.option(fc.nat(hourMs)), { minLength: 1, maxLength: 5 }),
      (scheduledOnes, happened, lengths, retries) => {
        const all = [...scheduledOnes, ruleOf('w', { kind: 'watch' })];
        const office = new SimulatedOffice({
          ...{ rules: all, zone, from, to: from + span, happenings: happened },
          runOf: (n) => ({
            // No run is over as soon as it has begun: trying again at once would never end.
            ms: 1000 + (lengths[n % lengths.length] ?? 0),
            retryInMs: retries[n % retries.length] ?? null,
          }),
        });
        office.live();
        for (const rule of all) office.seenTimes(rule);
      },
    ),
    { numRuns: 30 },
  );
});
