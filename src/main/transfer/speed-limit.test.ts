import { expect, test } from 'vitest';
import { SpeedLimit } from './speed-limit.ts';
import { FakeClock } from './testing/fake-clock.ts';

const never = new AbortController().signal;
const kib = 1024;

/** Asks for pieces of so many KiB, and says which of them have passed. */
function trial(limit: number) {
  const clock = new FakeClock();
  const state = { limit };
  const speed = new SpeedLimit(clock, () => state.limit);
  const passed: string[] = [];
  const ask = (name: string, size: number, signal = never) =>
    speed.pass(size * kib, signal).then(
      () => void passed.push(name),
      (thrown: unknown) => void passed.push(`${name}: ${String(thrown)}`),
    );
  const after = async (ms: number) => {
    clock.pass(ms);
    await new Promise((resolve) => setImmediate(resolve));
    return passed.splice(0).join(' ');
  };
  return { state, ask, after };
}

test('without a limit everything passes at once', async () => {
  const { ask, after } = trial(0);
  void ask('a', 100_000);
  void ask('b', 100_000);
  expect(await after(0)).toBe('a b');
});

test('what a second may carry passes at once, and the rest as time goes by', async () => {
  const { ask, after } = trial(100);
  for (const name of ['a', 'b', 'c', 'd']) void ask(name, 50);
  expect(await after(0)).toBe('a b');
  expect(await after(499)).toBe('');
  expect(await after(1)).toBe('c');
  expect(await after(500)).toBe('d');
});

test('a long rest allows no more than one second at once', async () => {
  const { ask, after } = trial(100);
  void ask('first', 100);
  await after(3_600_000);
  for (const name of ['a', 'b', 'c']) void ask(name, 50);
  expect(await after(0)).toBe('a b');
});

test('whoever asked first passes first, also before a smaller piece', async () => {
  const { ask, after } = trial(100);
  void ask('first', 50);
  void ask('large', 80);
  void ask('small', 10);
  expect(await after(0)).toBe('first');
  expect(await after(300)).toBe('large');
  expect(await after(100)).toBe('small');
});

test('a piece larger than what a second may carry passes, and is paid for', async () => {
  const { ask, after } = trial(10);
  void ask('a', 64);
  void ask('b', 1);
  expect(await after(0)).toBe('a');
  const times: number[] = [];
  for (let second = 1; second <= 8; second += 1)
    if ((await after(1000)) === 'b') times.push(second);
  expect(times).toEqual([6]);
});

test('in the long run no more passes than the limit says', async () => {
  const { ask, after } = trial(100);
  let passed = 0;
  const keepAsking = async (): Promise<void> => {
    for (let piece = 0; piece < 1000; piece += 1) {
      await ask('', 64);
      passed += 64;
    }
  };
  void keepAsking();
  void keepAsking();
  for (let tenth = 0; tenth < 600; tenth += 1) await after(100);
  expect(passed).toBeLessThanOrEqual(6100);
  expect(passed).toBeGreaterThan(5900);
});

test('a limit that is changed holds within a second', async () => {
  const { state, ask, after } = trial(1);
  void ask('first', 1);
  void ask('a', 50);
  void ask('b', 50);
  await after(0);
  state.limit = 100;
  expect(await after(1000)).toBe('a b');
  state.limit = 1;
  void ask('c', 50);
  expect(await after(100)).toBe('');
  state.limit = 0;
  expect(await after(1000)).toBe('c');
});

test('what is stopped makes way for the next', async () => {
  const { ask, after } = trial(100);
  const stop = new AbortController();
  void ask('first', 100);
  void ask('large', 100, stop.signal);
  void ask('small', 10);
  expect(await after(200)).toBe('first');
  stop.abort();
  expect(await after(0)).toBe('large: AppError: cancelled small');
  await expect(new SpeedLimit(new FakeClock(), () => 1).pass(1, stop.signal)).rejects.toMatchObject(
    { code: 'cancelled' },
  );
});
