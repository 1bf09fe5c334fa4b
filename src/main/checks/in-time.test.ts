import { expect, test } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { FakeClock } from '../transfer/testing/fake-clock.ts';
import { inTime } from './in-time.ts';

const late = () => new AppError('keychain-unavailable', 'No answer within 1 s');

test('work that ends in time is what it comes to', async () => {
  const clock = new FakeClock();
  expect(await inTime(Promise.resolve('it'), clock, 1000, late)).toBe('it');
  await expect(inTime(Promise.reject(new Error('no')), clock, 1000, late)).rejects.toThrow('no');
});

test('work that does not end is not waited for', async () => {
  const clock = new FakeClock();
  const waiting = inTime(new Promise(() => undefined), clock, 1000, late);
  clock.pass(1000);
  await expect(waiting).rejects.toMatchObject({ code: 'keychain-unavailable' });
});
