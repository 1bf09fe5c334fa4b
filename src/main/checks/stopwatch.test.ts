import { expect, test } from 'vitest';
import { FakeClock } from '../transfer/testing/fake-clock.ts';
import { deferred } from './deferred.ts';
import { Stopwatch } from './stopwatch.ts';

/** Whether it has run out by now. */
const hasRunOut = (watch: Stopwatch): Promise<boolean> =>
  Promise.race([watch.ranOut.then(() => true), Promise.resolve().then(() => false)]);

test('time runs out, and not before', async () => {
  const clock = new FakeClock();
  const watch = new Stopwatch(clock, 1000);
  clock.pass(999);
  expect(await hasRunOut(watch)).toBe(false);
  clock.pass(1);
  expect(await hasRunOut(watch)).toBe(true);
});

test('time aside neither counts nor runs out', async () => {
  const clock = new FakeClock();
  const watch = new Stopwatch(clock, 1000);
  clock.pass(400);
  const answer = deferred<string>();
  const waited = watch.aside(answer.promise);
  clock.pass(3_600_000);
  answer.resolve('yes');
  expect(await waited).toBe('yes');
  expect(watch.spent).toBe(400);
  clock.pass(599);
  expect(await hasRunOut(watch)).toBe(false);
  clock.pass(1);
  expect(await hasRunOut(watch)).toBe(true);
});

test('what is aside may fail, and two things may be aside at once', async () => {
  const clock = new FakeClock();
  const watch = new Stopwatch(clock, 1000);
  const [one, other] = [deferred<undefined>(), deferred<undefined>()];
  const failing = watch.aside(one.promise);
  const waited = watch.aside(other.promise);
  one.reject(new Error('no'));
  await expect(failing).rejects.toThrow('no');
  clock.pass(5000);
  other.resolve(undefined);
  await waited;
  expect(watch.spent).toBe(0);
});

test('once stopped it stays stopped, also when something comes back from aside', async () => {
  const clock = new FakeClock();
  const watch = new Stopwatch(clock, 1000);
  const answer = deferred<undefined>();
  const waited = watch.aside(answer.promise);
  watch.stop();
  answer.resolve(undefined);
  await waited;
  clock.pass(5000);
  expect(watch.spent).toBe(0);
  expect(await hasRunOut(watch)).toBe(false);
});

test.each([-3_600_000, 3_600_000])('a clock that is set by %d ms makes no time', (ms) => {
  const clock = new FakeClock();
  const watch = new Stopwatch(clock, 1000);
  clock.pass(10);
  clock.set(ms);
  expect(watch.spent).toBe(10);
});
