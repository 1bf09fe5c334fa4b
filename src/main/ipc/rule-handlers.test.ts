import { expect, it } from 'vitest';
import { newRuleSettings } from '../../shared/domain/rule.ts';
import { AppError } from '../../shared/domain/error.ts';
import { someRule, someRun } from '../../shared/domain/testing/some-rule.ts';
import { createHandlers, type HandlerParts } from './handlers.ts';
import { createRouter } from './router.ts';

const settings = { ...newRuleSettings(), name: 'Outbox', siteId: 's', folder: '/outbox' };

/** A window's commands over an automation that writes down what it is asked to do. */
function desk() {
  const calls: unknown[][] = [];
  const note =
    (name: string, answer?: unknown) =>
    (...args: unknown[]) => {
      calls.push([name, ...args]);
      return answer;
    };
  const parts = {
    automation: {
      list: note('list', [someRule()]),
      save: note('save', someRule()),
      remove: note('remove'),
      setPaused: note('pause', someRule()),
      run: () => Promise.reject(new AppError('rule-running')),
      runs: note('runs', [someRun()]),
    },
    chooseFolder: note('choose', '/outbox'),
  };
  const route = createRouter(createHandlers(parts as unknown as HandlerParts));
  return { calls, route };
}

const well = (value: unknown) => ({ ok: true, value });

it('asks the rules for what the window wants', async () => {
  const { calls, route } = desk();
  expect(await route('rules.list', undefined)).toEqual(well([someRule()]));
  expect(await route('rules.save', { id: null, settings })).toEqual(well(someRule()));
  expect(await route('rules.setPaused', { id: 'r', paused: true })).toEqual(well(someRule()));
  expect(await route('rules.runs', { id: 'r' })).toEqual(well([someRun()]));
  expect(await route('rules.chooseFolder', undefined)).toEqual(well('/outbox'));
  await route('rules.remove', { id: 'r' });
  expect(calls).toEqual([
    ['list'],
    ['save', null, settings],
    ['pause', 'r', true],
    ['runs', 'r'],
    ['choose'],
    ['remove', 'r'],
  ]);
});

it('answers with the failure of a rule that runs already', async () => {
  const reply = await desk().route('rules.run', { id: 'r' });
  expect(reply).toMatchObject({ ok: false, error: { code: 'rule-running' } });
});

it('refuses settings that no rule can have', async () => {
  const { calls, route } = desk();
  const wrong = { ...settings, steadySeconds: 0, pattern: 'a\n*' };
  expect(await route('rules.save', { id: null, settings: wrong })).toMatchObject({
    ok: false,
    error: { code: 'invalid-input' },
  });
  expect(calls).toEqual([]);
});
