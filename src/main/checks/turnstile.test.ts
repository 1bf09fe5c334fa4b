import { expect, test } from 'vitest';
import { Turnstile } from './turnstile.ts';

const never = new AbortController().signal;

test('lets as many in at once as it should, the others in order', async () => {
  const turns = new Turnstile(2);
  const inside: string[] = [];
  const enter = async (name: string) => {
    const leave = await turns.enter(never);
    inside.push(name);
    return leave;
  };
  const leaveA = await enter('a');
  await enter('b');
  const c = enter('c');
  const d = enter('d');
  expect(inside).toEqual(['a', 'b']);
  leaveA();
  leaveA(); // A second time changes nothing.
  const leaveC = await c;
  expect(inside).toEqual(['a', 'b', 'c']);
  leaveC();
  await d;
  expect(inside).toEqual(['a', 'b', 'c', 'd']);
});

test('nobody slips in before the one whose turn it is', async () => {
  const turns = new Turnstile(1);
  const order: string[] = [];
  const leave = await turns.enter(never);
  const waiting = turns.enter(never).then(() => order.push('waiting'));
  leave();
  void turns.enter(never).then(() => order.push('newcomer'));
  await waiting;
  await Promise.resolve();
  expect(order).toEqual(['waiting']);
});

test('who gives up goes on at once, and takes no place', async () => {
  const turns = new Turnstile(1);
  const leave = await turns.enter(never);
  const given = new AbortController();
  const waiting = turns.enter(given.signal);
  const next = turns.enter(never);
  given.abort();
  (await waiting)();
  leave();
  await next;
  const gone = AbortSignal.abort();
  (await turns.enter(gone))();
});
