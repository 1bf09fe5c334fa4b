import { describe, expect, it } from 'vitest';
import { newRuleSettings, type Rule, type RuleSettings } from '../../shared/domain/rule.ts';
import { noRules, step, type EngineEvent, type EngineState } from './engine.ts';

const denver = 'America/Denver';
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** By the clock on the wall of Denver, in summer. */
const at = (day: number, hours: number, minutes = 0) => Date.UTC(2026, 6, day, hours + 6, minutes);

const ruleOf = (id: string, more: Partial<RuleSettings>): Rule => ({
  ...newRuleSettings(),
  ...{ id, position: 0, name: `Rule ${id}`, siteId: 's', folder: '/out' },
  ...more,
});
const scheduled = (
  schedule: Extract<Rule['start'], { kind: 'schedule' }>['schedule'],
  runMissed = true,
): Pick<Rule, 'start'> => ({ start: { kind: 'schedule', schedule, runMissed } });
const evening = (id = 'a', runMissed = true) =>
  ruleOf(id, scheduled({ kind: 'daily', at: '17:30', days: 'every-day' }, runMissed));
const watching = (id = 'w') => ruleOf(id, { start: { kind: 'watch' } });

/** Steps after each other, and what each of them asked for. */
function engine(zone = denver) {
  let state: EngineState = noRules;
  const send = (event: EngineEvent): readonly string[] => {
    const done = step(state, event, zone);
    state = done.state;
    return done.actions.flatMap((action) =>
      action.kind === 'run' ? [`${action.ruleId} ${action.why}`] : [],
    );
  };
  return {
    send,
    rules: (
      now: number,
      rules: readonly Rule[],
      lastLookAt: Readonly<Record<string, number | null>> = {},
    ) => send({ kind: 'rules', rules, lastLookAt, now }),
    time: (now: number) => send({ kind: 'time', now }),
    ready: (now: number, ruleId = 'w') => send({ kind: 'ready', ruleId, now }),
    ended: (now: number, ruleId: string, retryInMs: number | null = null) =>
      send({ kind: 'ended', ruleId, now, retryInMs }),
    runNow: (now: number, ruleId: string) => send({ kind: 'run-now', ruleId, now }),
    of: (id: string) => state.rules.get(id),
    wake: (now: number) =>
      step(state, { kind: 'time', now }, zone).actions.filter(({ kind }) => kind === 'wake'),
    moveTo: (newZone: string) => (zone = newZone),
  };
}

describe('a schedule', () => {
  it('runs at its time, and says when to wake for the next', () => {
    const { rules, time, ended, wake } = engine();
    expect(rules(at(1, 12), [evening()])).toEqual([]);
    expect(wake(at(1, 12))).toEqual([{ kind: 'wake', at: at(1, 17, 30) }]);
    expect(time(at(1, 17, 30))).toEqual(['a schedule']);
    expect(ended(at(1, 17, 31), 'a')).toEqual([]);
    expect(wake(at(1, 17, 31))).toEqual([{ kind: 'wake', at: at(2, 17, 30) }]);
  });

  it('has missed nothing when it is new', () => {
    const { rules } = engine();
    expect(rules(at(1, 18), [evening()])).toEqual([]);
  });

  it('does once what was missed while nobody looked', () => {
    const { rules, time } = engine();
    expect(rules(at(9, 8), [evening()], { a: at(1, 17, 30) })).toEqual(['a missed']);
    expect(time(at(9, 9))).toEqual([]);
  });

  it('does nothing late where that is not wanted', () => {
    const { rules, of } = engine();
    expect(rules(at(9, 8), [evening('a', false)], { a: at(1, 17, 30) })).toEqual([]);
    expect(of('a')?.dueAt).toBe(at(9, 17, 30));
  });

  it.each([
    ['runs it once', true, ['a missed']],
    ['leaves it out', false, []],
  ])('that the computer slept through: %s', (_what, runMissed, runs) => {
    const { rules, time } = engine();
    rules(at(1, 12), [evening('a', runMissed)]);
    expect(time(at(4, 8))).toEqual(runs);
    expect(time(at(4, 8, 1))).toEqual([]);
  });

  it('takes a timer that is a little late for no miss', () => {
    const { rules, time } = engine();
    rules(at(1, 12), [evening('a', false)]);
    expect(time(at(1, 17, 30) + 59_999)).toEqual(['a schedule']);
  });

  it('does not repeat a time to which the clock was set back', () => {
    const { rules, time, ended } = engine();
    rules(at(1, 12), [evening()]);
    time(at(1, 17, 30));
    ended(at(1, 17, 31), 'a');
    expect(time(at(1, 17, 20))).toEqual([]);
    expect(time(at(1, 17, 30))).toEqual([]);
    expect(time(at(1, 20))).toEqual([]);
    expect(time(at(2, 17, 30))).toEqual(['a schedule']);
  });

  it('does not wait for years because the clock was once wrong', () => {
    const { rules, time, ended } = engine();
    rules(at(1, 12), [evening()]);
    expect(time(Date.UTC(2061, 0))).toEqual(['a missed']);
    ended(at(1, 12, 1), 'a');
    expect(time(at(1, 17, 30))).toEqual(['a schedule']);

    const other = engine();
    other.rules(at(1, 12), [evening()], { a: Date.UTC(2061, 0) });
    expect(other.time(at(1, 17, 30))).toEqual(['a schedule']);
  });

  it('runs once more for a time that comes while it runs', () => {
    const { rules, time, ended, runNow } = engine();
    rules(at(1, 12), [evening('a', false)]);
    expect(runNow(at(1, 17, 29), 'a')).toEqual(['a asked']);
    expect(time(at(1, 17, 30))).toEqual([]);
    expect(ended(at(1, 18), 'a')).toEqual(['a again']);
    expect(ended(at(1, 18, 1), 'a')).toEqual([]);
  });

  it('begins anew when it is changed, and keeps its time when something else is', () => {
    const { rules, of } = engine();
    rules(at(1, 12), [evening()]);
    rules(at(1, 13), [{ ...evening(), name: 'Renamed' }]);
    expect(of('a')?.dueAt).toBe(at(1, 17, 30));
    expect(of('a')?.rule.name).toBe('Renamed');
    const hourly = scheduled({ kind: 'every', minutes: 60 });
    expect(rules(at(1, 13, 10), [{ ...evening(), ...hourly }])).toEqual([]);
    expect(of('a')?.dueAt).toBe(at(1, 14));
    expect(rules(at(1, 13, 20), [watching('a')])).toEqual([]);
    expect(of('a')?.dueAt).toBe(null);
  });

  it('does what is due before it hears of a change', () => {
    const { rules } = engine();
    rules(at(1, 12), [evening()]);
    const later = scheduled({ kind: 'daily', at: '20:00', days: 'every-day' });
    expect(rules(at(1, 17, 30), [{ ...evening(), ...later }])).toEqual(['a schedule']);
  });

  it('goes with the clock on the wall where the computer travels', () => {
    const { rules, time, of, moveTo } = engine();
    rules(at(1, 12), [evening()]);
    moveTo('America/New_York');
    expect(time(at(1, 13))).toEqual([]);
    expect(of('a')?.dueAt).toBe(at(1, 15, 30));
    time(at(1, 15, 30));
    moveTo('America/Los_Angeles');
    // Half past five comes a second time that day.
    time(at(1, 16));
    expect(of('a')?.dueAt).toBe(at(1, 18, 30));
  });

  it('has nothing to do with files that are ready', () => {
    const { rules, ready } = engine();
    rules(at(1, 12), [evening()]);
    expect(ready(at(1, 13), 'a')).toEqual([]);
  });
});

describe('a watch', () => {
  it('runs when files are ready, and once more for those that come while it runs', () => {
    const { rules, ready, ended, wake } = engine();
    expect(rules(at(1, 12), [watching()])).toEqual([]);
    expect(wake(at(1, 12))).toEqual([]);
    expect(ready(at(1, 13))).toEqual(['w files']);
    expect([...ready(at(1, 13, 1)), ...ready(at(1, 13, 2))]).toEqual([]);
    expect(ended(at(1, 13, 3), 'w')).toEqual(['w again']);
    expect(ended(at(1, 13, 4), 'w')).toEqual([]);
    expect(ready(at(1, 13, 5))).toEqual(['w files']);
  });

  it('tries again after the time that is given, with all that has come since', () => {
    const { rules, ready, ended, time, wake } = engine();
    rules(at(1, 12), [watching()]);
    ready(at(1, 13));
    ready(at(1, 13));
    expect(ended(at(1, 13), 'w', 10 * minuteMs)).toEqual([]);
    expect(ready(at(1, 13, 1))).toEqual([]);
    expect(wake(at(1, 13, 1))).toEqual([{ kind: 'wake', at: at(1, 13, 10) }]);
    expect(time(at(1, 13, 10))).toEqual(['w again']);
    expect(ended(at(1, 13, 11), 'w')).toEqual([]);
  });

  it('does not wait longer for another try because the clock was set back', () => {
    const { rules, ready, ended, time } = engine();
    rules(at(9, 12), [watching()]);
    ready(at(9, 13));
    ended(at(9, 13), 'w', 10 * minuteMs);
    expect(time(at(2, 13))).toEqual([]);
    expect(time(at(2, 13, 9))).toEqual([]);
    expect(time(at(2, 13, 10))).toEqual(['w again']);
  });

  it('tries at once where no time lies between', () => {
    const { rules, ready, ended } = engine();
    rules(at(1, 12), [watching()]);
    ready(at(1, 13));
    expect(ended(at(1, 13), 'w', 0)).toEqual(['w again']);
  });
});

describe('a person', () => {
  it('may run a rule that is paused, and nothing else does', () => {
    const { rules, ready, time, runNow, ended, of } = engine();
    const paused = [evening(), watching()].map((rule) => ({ ...rule, paused: true }));
    rules(at(1, 12), paused, { a: at(1, 0) - dayMs });
    expect(of('a')?.dueAt).toBe(null);
    expect([...ready(at(1, 13)), ...time(at(3, 0))]).toEqual([]);
    expect(runNow(at(3, 1), 'a')).toEqual(['a asked']);
    expect(ready(at(3, 1))).toEqual([]);
    expect(ended(at(3, 2), 'a', minuteMs)).toEqual([]);
    expect(time(at(3, 3))).toEqual([]);
  });

  it('pauses a rule that runs: it goes on to its end, and no further', () => {
    const { rules, ready, ended, time } = engine();
    rules(at(1, 12), [watching()]);
    ready(at(1, 13));
    ready(at(1, 13, 1));
    rules(at(1, 13, 2), [{ ...watching(), paused: true }]);
    expect(ended(at(1, 13, 3), 'w', minuteMs)).toEqual([]);
    expect(time(at(1, 14))).toEqual([]);
  });

  it('lets a rule go on: what its pause left out is not missed', () => {
    const { rules, of } = engine();
    rules(at(1, 12), [{ ...evening(), paused: true }]);
    expect(rules(at(5, 12), [evening()])).toEqual([]);
    expect(of('a')?.dueAt).toBe(at(5, 17, 30));
  });

  it('is too late or mistaken: it runs already, or is not there', () => {
    const { rules, runNow, ended } = engine();
    rules(at(1, 12), [watching()]);
    expect(runNow(at(1, 13), 'w')).toEqual(['w asked']);
    expect(runNow(at(1, 13), 'w')).toEqual([]);
    expect(runNow(at(1, 13), 'nobody')).toEqual([]);
    expect(ended(at(1, 14), 'nobody', 1)).toEqual([]);
    expect(ended(at(1, 14), 'w')).toEqual([]);
    expect(ended(at(1, 14), 'w', 1)).toEqual([]);
  });

  it('asks for what waits for another try: it is not tried twice', () => {
    const { rules, ready, ended, runNow, time } = engine();
    rules(at(1, 12), [watching()]);
    ready(at(1, 13));
    ended(at(1, 13), 'w', hourMs);
    expect(runNow(at(1, 13, 1), 'w')).toEqual(['w asked']);
    ended(at(1, 13, 2), 'w');
    expect(time(at(1, 15))).toEqual([]);
  });

  it('removes a rule that runs, and even takes it back: it still never runs twice at once', () => {
    const { rules, ready, ended, runNow, of } = engine();
    rules(at(1, 12), [watching()]);
    ready(at(1, 13));
    rules(at(1, 13, 1), []);
    expect(of('w')).toMatchObject({ gone: true, running: true });
    expect([...ready(at(1, 13, 2)), ...runNow(at(1, 13, 2), 'w')]).toEqual([]);
    rules(at(1, 13, 3), [watching()]);
    expect(ready(at(1, 13, 4))).toEqual([]);
    expect(ended(at(1, 13, 5), 'w')).toEqual(['w again']);
    rules(at(1, 13, 6), []);
    ended(at(1, 13, 7), 'w');
    expect(of('w')).toBeUndefined();
  });
});

it('asks for one wake at the most, the earliest, and never for one that is past', () => {
  const { rules, wake } = engine();
  const hourly = ruleOf('h', scheduled({ kind: 'every', minutes: 60 }));
  rules(at(1, 12, 10), [evening(), hourly, watching()]);
  expect(wake(at(1, 12, 10))).toEqual([{ kind: 'wake', at: at(1, 13) }]);
});

it('leaves the state it was given as it was', () => {
  const first = step(
    noRules,
    { kind: 'rules', rules: [watching()], lastLookAt: {}, now: at(1, 12) },
    denver,
  ).state;
  const before = structuredClone(first);
  step(first, { kind: 'ready', ruleId: 'w', now: at(1, 13) }, denver);
  expect(first).toEqual(before);
  expect(noRules.rules.size).toBe(0);
});
