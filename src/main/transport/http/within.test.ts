import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '../../../shared/domain/error.ts';
import { within } from './within.ts';

const never = new AbortController().signal;
const endless = new Promise<never>(() => undefined);
const limit = { seconds: 5, late: () => new AppError('port-silent') };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('ends as the work does, and leaves no timer behind', async () => {
  await expect(within(Promise.resolve(7), never, limit)).resolves.toBe(7);
  const failure = new Error('made up');
  await expect(within(Promise.reject(failure), never, limit)).rejects.toBe(failure);
  expect(vi.getTimerCount()).toBe(0);
});

it('ends when the time is over', async () => {
  const waiting = expect(within(endless, never, limit)).rejects.toMatchObject({
    code: 'port-silent',
  });
  await vi.advanceTimersByTimeAsync(5000);
  await waiting;
});

it('ends at once when it is stopped, before or during the work', async () => {
  await expect(within(endless, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  const stop = new AbortController();
  const waiting = within(endless, stop.signal);
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
});
