import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Failure } from '../../shared/domain/error.ts';
import { someRule, someRun } from '../../shared/domain/testing/some-rule.ts';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import type { AppEvents, EventName } from '../../shared/ipc/contract.ts';
import { useAnnouncements } from '../ui/announce.ts';
import { useNotices } from '../ui/notices.ts';
import { startAnnouncingRules } from './announce-rules.ts';
import { noRules, readRules, runRule, setRulePaused, startRules, useRules } from './rules-store.ts';

type Listener = Parameters<Bridge['listen']>[0];

/** Main, in memory: it answers as it was told and notes what it was asked. */
function memoryMain() {
  const asked: (readonly [name: string, input: unknown])[] = [];
  const listeners = new Set<Listener>();
  const answers = new Map<string, unknown>([['rules.list', []]]);
  const failures = new Map<string, Failure>();
  const bridge: Bridge = {
    invoke: (name, input) => {
      asked.push([name, input]);
      const error = failures.get(name);
      return Promise.resolve(
        error === undefined
          ? { ok: true, value: answers.get(name) as never }
          : { ok: false, error },
      );
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pathOf: () => '',
  };
  const tell = <Name extends EventName>(name: Name, payload: AppEvents[Name]) => {
    for (const listener of listeners) listener(name, payload);
  };
  return { asked, answers, failures, bridge, tell, listeners };
}

let main = memoryMain();
const rule = someRule();
const renamed = someRule({ name: 'Evening' });

beforeEach(() => {
  main = memoryMain();
  vi.stubGlobal('window', { ciis: main.bridge });
  useRules.setState(noRules);
  useNotices.setState({ notices: [] });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('the store holds the rules, and what is heard replaces them', async () => {
  main.answers.set('rules.list', [rule]);
  const stop = await startRules();
  expect(useRules.getState()).toEqual({ loaded: true, rules: [rule], asked: [] });
  main.tell('rules.changed', { rules: [renamed] });
  expect(useRules.getState().rules).toEqual([renamed]);
  stop();
  expect(main.listeners.size).toBe(0);
});

test('what was heard while the list was on its way is newer than the list', async () => {
  main.answers.set('rules.list', [rule]);
  const started = startRules();
  main.tell('rules.changed', { rules: [renamed] });
  await started;
  expect(useRules.getState().rules).toEqual([renamed]);
});

test('the rules can be read anew', async () => {
  main.answers.set('rules.list', [rule]);
  await readRules();
  expect(useRules.getState().rules).toEqual([rule]);
  main.failures.set('rules.list', { code: 'storage-failed', detail: '' });
  await readRules();
  expect(useRules.getState().rules).toEqual([rule]);
  expect(useNotices.getState().notices).toHaveLength(1);
});

test('a run that the person asked for is said when it ends, once', async () => {
  const stop = [await startRules(), startAnnouncingRules()];
  main.tell('rules.changed', { rules: [rule] });
  await runRule(rule.id);
  expect(useRules.getState().asked).toEqual([rule.id]);
  main.tell('rules.changed', { rules: [someRule({ lastRun: someRun() })] });
  expect(useAnnouncements.getState().polite.text).toBe('Outbox: 1 sent.');
  expect(useRules.getState().asked).toEqual([]);
  stop.forEach((undo) => undo());
});

test('a rule that does not run now becomes a notice, and nothing waits for its end', async () => {
  main.failures.set('rules.run', { code: 'rule-running', detail: '' });
  await runRule(rule.id);
  expect(useNotices.getState().notices.map(({ title }) => title)).toEqual([
    'This rule runs already.',
  ]);
  expect(useRules.getState().asked).toEqual([]);
});

test('a rule is paused and goes on', async () => {
  await setRulePaused(rule.id, true);
  expect(main.asked).toEqual([['rules.setPaused', { id: rule.id, paused: true }]]);
});
