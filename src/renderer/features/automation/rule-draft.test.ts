import { expect, test } from 'vitest';
import { newRuleSettings, type RuleSettings } from '../../../shared/domain/rule.ts';
import { clockTime, draftOf, newDraft, settingsOf } from './rule-draft.ts';

const settings: RuleSettings = {
  ...newRuleSettings(),
  name: 'Evening',
  siteId: 's',
  folder: '/outbox',
};

test.each<RuleSettings['start']>([
  { kind: 'watch' },
  {
    kind: 'schedule',
    schedule: { kind: 'daily', at: '06:15', days: 'weekdays' },
    runMissed: false,
  },
  { kind: 'schedule', schedule: { kind: 'every', minutes: 20 }, runMissed: true },
])('a rule comes out of the fields as it went in: %o', (start) => {
  expect(settingsOf(draftOf({ ...settings, start }))).toEqual({ ...settings, start });
});

test('a new rule has its site, and what was typed is trimmed', () => {
  const draft = { ...newDraft('s'), name: ' Evening ', folder: ' /outbox ' };
  expect(settingsOf(draft)).toEqual(settings);
});

test.each([
  ['17:30', '17:30'],
  [' 7:05 ', '07:05'],
  ['7', '07:00'],
  ['5:30 pm', '17:30'],
  ['12:00 AM', '00:00'],
  ['12.15pm', '12:15'],
  ['13:00 pm', '13:00 pm'],
  ['noon', 'noon'],
  ['', ''],
])('the time %j is taken as %j', (typed, time) => {
  expect(clockTime(typed)).toBe(time);
});
