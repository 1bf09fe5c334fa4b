import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Check } from '../../shared/domain/check.ts';
import type { Failure } from '../../shared/domain/error.ts';
import type { Site } from '../../shared/domain/site.ts';
import { testSite } from '../transfer/testing/desk.ts';
import type { Clock } from '../clock.ts';
import { dueAt, EveryMorning, type MorningNotice } from './every-morning.ts';
import { begun } from './testing/walk.ts';

const minute = 60_000;
const hour = 60 * minute;
/** By the clock on the wall, wherever the test runs. */
const at = (day: number, hours: number, minutes = 0) =>
  new Date(2026, 10, day, hours, minutes).getTime();

describe('when a morning check is due', () => {
  it.each([
    ['at seven, when there never was one', null, at(24, 6), at(24, 7)],
    ['at once, when the program was started later', null, at(24, 15), at(24, 7)],
    ['at once, when the computer slept through it', at(23, 7), at(24, 9), at(24, 7)],
    ['at seven, after that of yesterday', at(23, 7), at(24, 0, 1), at(24, 7)],
    ['tomorrow, after that of today', at(24, 7), at(24, 7, 1), at(25, 7)],
    ['tomorrow, although the clock went back a little', at(24, 7), at(24, 6, 59), at(25, 7)],
    [
      'today, when the last one was made by a clock that was wrong',
      at(30, 7),
      at(24, 8),
      at(24, 7),
    ],
  ])('%s', (_when, last, now, due) => {
    expect(dueAt(last, now)).toBe(due);
  });

  it('is at seven o’clock on the day or the day after, whatever summer time does', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) }),
        fc.option(fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) })),
        (now, last) => {
          const due = new Date(dueAt(last, now));
          expect([due.getHours(), due.getMinutes()]).toEqual([7, 0]);
          expect(due.getTime() - now).toBeLessThan(33 * hour);
          expect(now - due.getTime()).toBeLessThan(18 * hour);
          // Once it was begun it is not due again on that day.
          expect(dueAt(now, now)).toBeGreaterThan(now);
        },
      ),
    );
  });
});

/** A clock on the wall; `passing` fires what is due on the way. */
class WallClock implements Clock {
  #now: number;
  readonly timers = new Map<() => void, number>();

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  elapsed(): number {
    return this.#now;
  }

  after(ms: number, act: () => void): () => void {
    this.timers.set(act, this.#now + ms);
    return () => void this.timers.delete(act);
  }

  /** Awake until then. */
  runTo(time: number): void {
    for (;;) {
      const [next] = [...this.timers].sort(([, one], [, other]) => one - other);
      if (next === undefined || next[1] > time) break;
      const [act, due] = next;
      this.#now = Math.max(this.#now, due);
      this.timers.delete(act);
      act();
    }
    this.#now = time;
  }

  /** Asleep, or set by hand: no timer fires. */
  jumpTo(time: number): void {
    const ahead = time - this.#now;
    this.#now = time;
    // What was left of them is left still.
    for (const [act, due] of this.timers) this.timers.set(act, due + ahead);
  }
}

const wanting = (id: string, more: Partial<Site> = {}): Site =>
  testSite({
    id,
    label: `Site ${id}`,
    host: 'sshftp.cohealthnet.com',
    checkMornings: true,
    ...more,
  });

function desk(now: number, sites: readonly Site[] = [wanting('a')]) {
  const clock = new WallClock(now);
  const runs: [string, string[]][] = [];
  const notices: MorningNotice[] = [];
  const problems: Failure[] = [];
  const stored = new Map<string, number>();
  const state = { sites, online: true, broken: false, stuck: false };
  let listener: (check: Check) => void = () => undefined;
  const mornings = new EveryMorning({
    sites: () => {
      if (state.broken) throw new Error('the disk is gone');
      return state.sites;
    },
    lastMorning: (siteId) => stored.get(siteId) ?? null,
    checks: {
      run: (siteIds, how) => {
        if (state.stuck) throw new Error('the disk is full');
        expect(how).toEqual({ insist: false, scheduled: true });
        runs.push([new Date(clock.now()).toTimeString().slice(0, 5), [...siteIds]]);
        return [];
      },
      onChanged: (heard) => {
        listener = heard;
        return () => (listener = () => undefined);
      },
    },
    clock,
    hasNetwork: () => state.online,
    notice: (failure) => void problems.push(failure),
  });
  const start = () => mornings.start((notice) => void notices.push(notice));
  const tell = (check: Check) => listener(check);
  return { clock, runs, notices, problems, stored, state, mornings, start, tell };
}

describe('every morning', () => {
  it('checks at seven those sites that want it, once a day, for days', () => {
    const { clock, runs, start, stored } = desk(at(23, 22), [
      wanting('a'),
      wanting('b', { checkMornings: false }),
      wanting('c'),
    ]);
    for (const { id } of [wanting('a'), wanting('c')]) stored.set(id, at(23, 7));
    start();
    expect(runs).toEqual([]);
    clock.runTo(at(26, 12));
    expect(runs).toEqual([
      ['07:00', ['a', 'c']],
      ['07:00', ['a', 'c']],
      ['07:00', ['a', 'c']],
    ]);
  });

  it('checks when it is started later in the day, unless that was done already', () => {
    const { runs, start, stored } = desk(at(24, 15), [wanting('a'), wanting('b')]);
    stored.set('a', at(24, 7));
    start();
    expect(runs).toEqual([['15:00', ['b']]]);
  });

  it('looks at least every half hour, for timers sleep with the computer', () => {
    const { clock, runs, start } = desk(at(24, 1));
    start();
    clock.runTo(at(24, 1, 10));
    clock.jumpTo(at(24, 8));
    clock.runTo(at(24, 8, 29));
    expect(runs).toEqual([['08:20', ['a']]]);
  });

  it('looks when it is told that the computer woke up', () => {
    const { clock, runs, start, mornings } = desk(at(24, 1));
    start();
    clock.jumpTo(at(24, 8));
    mornings.woke();
    mornings.woke();
    expect(runs).toEqual([['08:00', ['a']]]);
    expect(clock.timers.size).toBe(1);
  });

  it('finds a site that wants it since a moment ago', () => {
    const { clock, runs, start, state } = desk(at(24, 6, 50), []);
    start();
    state.sites = [wanting('new')];
    clock.runTo(at(24, 7));
    expect(runs).toEqual([['07:00', ['new']]]);
  });

  it('does not check again the same day although nothing could be stored, or the clock was set', () => {
    const { clock, runs, start } = desk(at(24, 7));
    start();
    clock.runTo(at(24, 12));
    clock.jumpTo(at(24, 5));
    clock.runTo(at(24, 23));
    expect(runs).toHaveLength(1);
  });

  it('gives the network some minutes to come up, and then says that there is none', () => {
    const waking = desk(at(24, 8));
    waking.state.online = false;
    waking.start();
    waking.clock.runTo(at(24, 8, 2));
    expect(waking.runs).toEqual([]);
    waking.state.online = true;
    waking.clock.runTo(at(24, 8, 3));
    expect(waking.runs).toHaveLength(1);

    const offline = desk(at(24, 8));
    offline.state.online = false;
    offline.start();
    offline.clock.runTo(at(24, 12));
    expect(offline.runs).toEqual([['08:10', ['a']]]);
    offline.clock.runTo(at(25, 7, 5));
    expect(offline.runs).toHaveLength(1);
  });

  it('tells of a check that failed, in one sentence', () => {
    const { notices, start, tell } = desk(at(24, 8));
    start();
    const failed = begun({
      siteId: 'a',
      scheduled: true,
      verdict: 'failed',
      steps: [
        {
          id: 'port',
          outcome: 'failed',
          ms: 10_000,
          finding: null,
          failure: { code: 'port-silent', detail: 'No answer within 10 s' },
          facts: [],
        },
      ],
    });
    tell({ ...failed, scheduled: false });
    tell({ ...failed, verdict: null });
    tell({ ...failed, verdict: 'stopped' });
    tell({ ...failed, siteId: 'gone' });
    expect(notices).toEqual([]);
    tell(failed);
    expect(notices).toEqual([
      { title: 'Connection check: Site a', body: 'Port 22 did not answer.', siteId: 'a' },
    ]);
  });

  it('tells of a check that went as far as signing in: nobody knows then whether sending works', () => {
    const { notices, start, tell } = desk(at(24, 8));
    start();
    const skipped: Check['steps'][number] = {
      id: 'sign-in',
      outcome: 'skipped',
      ms: 1,
      finding: { kind: 'no-password' },
      failure: null,
      facts: [],
    };
    tell(begun({ siteId: 'a', scheduled: true, verdict: 'incomplete', steps: [skipped] }));
    expect(notices.map(({ body }) => body)).toEqual([
      'Signing in was not tested. No password is stored, so it was not tried.',
    ]);
  });

  it('speaks of the folder of the site, not of a file', () => {
    const { notices, start, tell } = desk(at(24, 8));
    start();
    const missing: Check['steps'][number] = {
      id: 'folder',
      outcome: 'failed',
      ms: 1,
      finding: null,
      failure: { code: 'remote-not-found', detail: '' },
      facts: [],
    };
    tell(begun({ siteId: 'a', scheduled: true, verdict: 'failed', steps: [missing] }));
    expect(notices.map(({ body }) => body)).toEqual([
      'The server does not have the start folder of this site.',
    ]);
  });

  it('gives the network those minutes again when the computer wakes up', () => {
    const { clock, runs, state, start, mornings } = desk(at(24, 7));
    state.online = false;
    start();
    clock.runTo(at(24, 7, 3));
    clock.jumpTo(at(24, 9, 3));
    mornings.woke();
    expect(runs).toEqual([]);
    state.online = true;
    clock.runTo(at(24, 9, 4));
    expect(runs).toHaveLength(1);
  });

  it('is not put off for hours by a clock that was set back', () => {
    const { clock, runs, state, start } = desk(at(24, 12));
    state.online = false;
    start();
    clock.jumpTo(at(24, 8));
    clock.runTo(at(24, 8, 11));
    expect(runs).toHaveLength(1);
  });

  it('does not check in the afternoon a site that wants it since then', () => {
    const { clock, runs, start, state } = desk(at(24, 14), []);
    start();
    state.sites = [wanting('new')];
    clock.runTo(at(24, 23));
    expect(runs).toEqual([]);
    clock.runTo(at(25, 8));
    expect(runs).toEqual([['07:00', ['new']]]);
  });

  it('looks again later when the checks can not be started', () => {
    const { clock, runs, problems, start, state } = desk(at(24, 7));
    state.stuck = true;
    start();
    expect(problems).toHaveLength(1);
    state.stuck = false;
    clock.runTo(at(24, 7, 30));
    expect(runs).toHaveLength(1);
  });

  it('looks again later when the sites can not be read', () => {
    const { clock, runs, problems, start, state } = desk(at(24, 7));
    state.broken = true;
    start();
    expect(problems).toHaveLength(1);
    state.broken = false;
    clock.runTo(at(24, 7, 30));
    expect(runs).toHaveLength(1);
  });

  it('does nothing more once it was stopped', () => {
    const { clock, start } = desk(at(24, 1));
    start()();
    expect(clock.timers.size).toBe(0);
  });
});
