import { expect, test } from 'vitest';
import { newDraft, type RuleDraft } from './rule-draft.ts';
import { ruleErrors } from './rule-errors.ts';

const draft: RuleDraft = { ...newDraft('s'), name: 'Evening', folder: 'C:\\Outbox' };

test('a rule that will do has no errors', () => {
  expect(ruleErrors(draft, ['Morning'])).toEqual({});
  expect(ruleErrors({ ...draft, folder: '\\\\server\\outbox' }, [])).toEqual({});
  expect(ruleErrors({ ...draft, folder: '/srv/outbox' }, [])).toEqual({});
});

test('what is missing is asked for', () => {
  expect(ruleErrors({ ...newDraft(''), pattern: ' ' }, [])).toEqual({
    name: 'Enter a name for the rule',
    folder: 'Choose a folder',
    pattern: 'Enter which files, for example *.hl7',
    siteId: 'Choose a site',
  });
});

test('a name is there once, a folder is whole', () => {
  expect(ruleErrors({ ...draft, name: ' evening' }, ['EVENING'])).toEqual({
    name: 'There is already a rule called "evening"',
  });
  expect(ruleErrors({ ...draft, folder: 'Outbox' }, [])).toEqual({
    folder: 'Enter the whole path of the folder',
  });
});

test('numbers and times are looked at where they count', () => {
  const wrong = { ...draft, at: 'noon', minutes: NaN, steadySeconds: 0 };
  expect(ruleErrors(wrong, [])).toEqual({
    steadySeconds: 'Enter a whole number from 1 to 3600',
  });
  expect(ruleErrors({ ...wrong, start: 'schedule', steadySeconds: 1 }, [])).toEqual({
    at: 'Enter a time such as 17:30',
  });
  const often = { ...wrong, start: 'schedule', howOften: 'minutes', steadySeconds: 1 } as const;
  expect(ruleErrors(often, [])).toEqual({ minutes: 'Enter a whole number from 1 to 1440' });
});

test('long texts and odd characters are told', () => {
  expect(ruleErrors({ ...draft, name: 'x'.repeat(81), to: 'a\u0007b' }, [])).toEqual({
    name: 'Use at most 80 characters',
    to: 'This has a character that can’t be used here',
  });
});
