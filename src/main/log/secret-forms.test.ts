import { expect, it } from 'vitest';
import { FakeClock } from '../transfer/testing/fake-clock.ts';
import { secretForms } from './secret-forms.ts';
import { SessionLog } from './session-log.ts';

it('a secret without special characters has one form', () => {
  expect(secretForms('Made-up.Right!1')).toEqual(['Made-up.Right!1']);
});

it.each([
  'a&b<c>d\'e"f',
  'a&amp;b&lt;c&gt;d\'e"f',
  "a&amp;b&lt;c&gt;d'e&quot;f",
  'a&amp;b&lt;c&gt;d&apos;e&quot;f',
  'a&amp;b&lt;c&gt;d&#39;e&quot;f',
])('the session log shows none of the forms of a secret: %s', (form) => {
  const log = new SessionLog(new FakeClock());
  log.addSecret('a&b<c>d\'e"f');
  expect(log.mask(`Wrong: ${form}.`)).toBe('Wrong: ••••••.');
});
