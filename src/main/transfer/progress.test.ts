import { expect, test } from 'vitest';
import type { TransferProgress } from '../../shared/domain/transfer.ts';
import { ProgressMeter } from './progress.ts';
import { FakeClock } from './testing/fake-clock.ts';

function meter() {
  const clock = new FakeClock();
  const progress = new ProgressMeter(clock);
  const heard: (readonly TransferProgress[])[] = [];
  progress.onProgressed((each) => heard.push(each));
  return { clock, progress, heard };
}

test('thousands of reports become five a second', () => {
  const { clock, progress, heard } = meter();
  progress.begin('a', 1000);
  for (let ms = 1; ms <= 1000; ms += 1) {
    progress.report('a', ms);
    clock.pass(1);
  }
  expect(heard.length).toBeLessThanOrEqual(5);
  expect(heard.length).toBeGreaterThanOrEqual(4);
  expect(heard.at(-1)?.[0]?.sentBytes).toBeGreaterThan(790);
});

test('speed is that of the last seconds, and time left follows from it', () => {
  const { clock, progress } = meter();
  progress.begin('a', 100_000);
  progress.report('a', 100);
  expect(progress.now()[0]).toMatchObject({ speed: null, secondsLeft: null });
  for (let second = 1; second <= 60; second += 1) {
    clock.pass(1000);
    progress.report('a', second <= 50 ? second * 100 : 5000 + (second - 50) * 1000);
  }
  expect(progress.now()).toEqual([{ id: 'a', sentBytes: 15_000, speed: 1000, secondsLeft: 85 }]);
});

test('a pause does not count as slow', () => {
  const { clock, progress } = meter();
  progress.begin('a', 10_000);
  clock.pass(2000);
  progress.report('a', 2000);
  clock.pass(60_000);
  progress.begin('a', 10_000);
  clock.pass(2000);
  progress.report('a', 4000);
  expect(progress.now()[0]?.speed).toBe(1000);
});

test('what has ended is not told any more', () => {
  const { clock, progress, heard } = meter();
  progress.begin('a', 10);
  progress.report('a', 10);
  progress.end('a');
  clock.pass(1000);
  expect(heard).toEqual([]);
});
