import { expect, it } from 'vitest';
import { FakeClock } from '../transfer/testing/fake-clock.ts';
import { RunEvents } from './run-events.ts';

function desk() {
  const clock = new FakeClock();
  const told: (readonly number[])[] = [];
  return { clock, told, events: new RunEvents(clock, (indexes) => void told.push(indexes)) };
}

it('tells at most ten times a second, each row once', () => {
  const { clock, told, events } = desk();
  for (let ms = 0; ms < 1000; ms += 10) {
    events.changed([ms / 10, 0]);
    clock.pass(10);
  }
  expect(told.length).toBeLessThanOrEqual(11);
  expect(told.flat().filter((index) => index === 50)).toEqual([50]);
});

it('tells the rest at once when it is over, and nothing twice', () => {
  const { clock, told, events } = desk();
  events.changed([3, 1]);
  events.flush();
  events.flush();
  clock.pass(1000);
  expect(told).toEqual([[1, 3]]);
});

it('does not list more than a thousand rows', () => {
  const { clock, told, events } = desk();
  events.changed([...Array(2000).keys()]);
  events.changed([7]);
  clock.pass(100);
  expect(told).toEqual([[7]]);
});
