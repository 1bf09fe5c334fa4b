import { describe, expect, it } from 'vitest';
import { spareGapMs, SteadyFiles, type SeenFile } from './steady-files.ts';

const file = (path: string, changes: Partial<SeenFile> = {}): SeenFile => ({
  path,
  size: 100,
  modifiedAt: 1_700_000_000_000,
  fileId: 7n,
  ...changes,
});

/** Looks every five seconds from `from` until `to`; what was ready, and when first. */
function lookUntil(steady: SteadyFiles, seen: readonly SeenFile[], from: number, to: number) {
  for (let now = from; now <= to; now += 5000) {
    const { ready } = steady.look(seen, now);
    if (ready.length > 0) return { now, ready };
  }
  return null;
}

describe('a file that is steady', () => {
  it('is ready when it was the same for so long between looks, however old its time is', () => {
    const steady = new SteadyFiles(30_000);
    const seen = [file('a', { modifiedAt: 1 })];
    expect(steady.look(seen, 0)).toEqual({ ready: [], waiting: 1, lookAgainAt: 30_000 });
    expect(steady.look(seen, 29_999).ready).toEqual([]);
    expect(steady.look(seen, 30_000)).toEqual({ ready: ['a'], waiting: 0, lookAgainAt: null });
  });

  it('is not ready at the first look, however short the time is', () => {
    const steady = new SteadyFiles(0);
    expect(steady.look([file('a')], 5).ready).toEqual([]);
    expect(steady.look([file('a')], 5).ready).toEqual(['a']);
  });

  it.each([
    ['size', { size: 101 }],
    ['time', { modifiedAt: 1_700_000_000_000.5 }],
    ['number', { fileId: 8n }],
  ])('waits anew when its %s changes', (_what, change) => {
    const steady = new SteadyFiles(10_000);
    steady.look([file('a')], 0);
    expect(steady.look([file('a', change)], 9000)).toMatchObject({
      ready: [],
      lookAgainAt: 19_000,
    });
    expect(steady.look([file('a', change)], 18_999).ready).toEqual([]);
    expect(steady.look([file('a', change)], 19_000).ready).toEqual(['a']);
  });

  it('waits anew when it was gone in between', () => {
    const steady = new SteadyFiles(10_000);
    steady.look([file('a')], 0);
    steady.look([], 5000);
    expect(steady.look([file('a')], 10_000).ready).toEqual([]);
  });

  it('is counted from the end of a long look to the beginning of another', () => {
    const steady = new SteadyFiles(10_000);
    steady.look([file('a')], 0, 8000);
    expect(steady.look([file('a')], 11_000, 19_000).ready).toEqual([]);
    expect(steady.look([file('a')], 19_001).ready).toEqual(['a']);
  });

  it('is ready in the end where the drive has no numbers, or others each time', () => {
    const none = new SteadyFiles(10_000);
    none.look([file('a', { fileId: 0n })], 0);
    expect(none.look([file('a', { fileId: 3n })], 10_000).ready).toEqual(['a']);

    const others = new SteadyFiles(10_000);
    let ready: readonly string[] = [];
    for (let look = 0; look < 5; look += 1)
      ({ ready } = others.look([file('a', { fileId: BigInt(look + 1) })], look * 5000));
    expect(ready).toEqual(['a']);
  });
});

describe('a computer that sleeps', () => {
  it('does not make a half-written file ready when it wakes up', () => {
    const steady = new SteadyFiles(10_000);
    steady.look([file('a')], 0);
    const woke = 8 * 3_600_000;
    expect(steady.look([file('a')], woke)).toEqual({
      ready: [],
      waiting: 1,
      lookAgainAt: woke + 10_000,
    });
    expect(steady.look([file('a')], woke + 10_000).ready).toEqual(['a']);
  });

  it('does not bring back what was taken', () => {
    const steady = new SteadyFiles(10_000);
    steady.look([file('a')], 0);
    steady.taken('a');
    expect(lookUntil(steady, [file('a')], 3_600_000, 3_700_000)).toBeNull();
  });

  it('may be looked at no sooner than it takes', () => {
    const steady = new SteadyFiles(3_600_000);
    steady.look([file('a')], 0);
    expect(steady.look([file('a')], 3_600_000 + spareGapMs).ready).toEqual(['a']);
  });
});

describe('a file that was taken', () => {
  const taken = (): SteadyFiles => {
    const steady = new SteadyFiles(10_000);
    steady.look([file('a'), file('b')], 0);
    steady.taken('a');
    return steady;
  };

  it('is neither ready nor waited for while it stays as it is', () => {
    const steady = taken();
    expect(steady.isTaken('a')).toBe(true);
    expect(steady.look([file('a')], 10_000)).toEqual({ ready: [], waiting: 0, lookAgainAt: null });
    expect(steady.look([file('a'), file('b')], 20_000).ready).toEqual([]);
  });

  it('is ready again when it has changed', () => {
    const steady = taken();
    expect(lookUntil(steady, [file('a', { size: 5 })], 5000, 60_000)).toEqual({
      now: 15_000,
      ready: ['a'],
    });
  });

  it('is ready again when it was gone', () => {
    const steady = taken();
    steady.look([], 5000);
    expect(steady.isTaken('a')).toBe(false);
    expect(lookUntil(steady, [file('a')], 10_000, 60_000)?.ready).toEqual(['a']);
  });
});

it('knows a hundred thousand files', () => {
  const seen = Array.from({ length: 100_000 }, (_, index) => file(`f${index}`));
  const steady = new SteadyFiles(1000);
  steady.look(seen, 0);
  const { ready } = steady.look(seen, 1000);
  for (const path of ready) steady.taken(path);
  expect(ready).toHaveLength(100_000);
  expect(steady.look(seen, 2000)).toMatchObject({ ready: [], waiting: 0 });
});
