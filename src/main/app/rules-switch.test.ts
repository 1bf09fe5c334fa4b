import { expect, test } from 'vitest';
import { RulesSwitch } from './rules-switch.ts';

function rulesOf(states: Record<string, boolean>) {
  const paused = new Map(Object.entries(states));
  const rules = new RulesSwitch({
    list: () => [...paused].map(([id, isPaused]) => ({ id, paused: isPaused })),
    setPaused: (id, isPaused) => paused.set(id, isPaused),
  });
  return { rules, states: () => Object.fromEntries(paused) };
}

test('all are paused, and those that were on go on', () => {
  const { rules, states } = rulesOf({ a: false, b: true, c: false });
  rules.pauseAll();
  expect(states()).toEqual({ a: true, b: true, c: true });
  rules.goOn();
  expect(states()).toEqual({ a: false, b: true, c: false });
});

test('where nobody knows any more which were on, all go on', () => {
  const { rules, states } = rulesOf({ a: true, b: true });
  rules.goOn();
  expect(states()).toEqual({ a: false, b: false });
});
