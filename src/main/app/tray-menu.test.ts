import { expect, it, test, vi } from 'vitest';
import { someRule } from '../../shared/domain/testing/some-rule.ts';
import { rulesLine, trayTemplate } from './tray-menu.ts';

const watching = someRule();
const paused = someRule({ paused: true });
const daily = someRule({
  start: {
    ...{ kind: 'schedule', runMissed: true },
    schedule: { kind: 'daily', at: '17:30', days: 'every-day' },
  },
});
const trouble = { code: 'local-not-found', detail: '' } as const;

it.each([
  [[], ''],
  [[watching], '1 rule watches'],
  [[watching, watching], '2 rules watch'],
  [[watching, daily], '2 rules are on'],
  [[daily, paused], '1 rule is on, 1 is paused'],
  [[paused], 'The rule is paused'],
  [[paused, paused], 'All rules are paused'],
  [[watching, someRule({ trouble })], 'Outbox: The folder C:\\Outbox is not there.'],
  [[watching, someRule({ trouble, paused: true })], '1 rule watches, 1 is paused'],
])('says how the rules are (%#)', (rules, expected) => {
  expect(rulesLine(rules)).toBe(expected);
});

const actions = () => ({ open: vi.fn(), pauseAll: vi.fn(), goOn: vi.fn(), quit: vi.fn() });
const labels = (rules: Parameters<typeof trayTemplate>[0]) =>
  trayTemplate(rules, actions()).flatMap(({ label }) => label ?? []);

test('the menu offers what can be done now', () => {
  expect(labels([])).toEqual(['Open CIIS Connect', 'Quit']);
  expect(labels([watching])).toEqual([
    ...['Open CIIS Connect', '1 rule watches', 'Pause all rules', 'Quit'],
  ]);
  expect(labels([paused])).toContain('Go on');
});

test('a name with "&" is shown as it is', () => {
  expect(labels([someRule({ name: 'A & B', trouble })])[1]).toMatch(/^A && B:/);
});
