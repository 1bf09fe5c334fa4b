import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkedSettings, type Check } from '../../shared/domain/check.ts';
import { someCheck, someSite } from '../../shared/domain/testing/some-check.ts';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { AppEvents, EventName, HeldBack, SiteView } from '../../shared/ipc/contract.ts';
import { useNotices } from '../ui/notices.ts';
import {
  checkOf,
  dismissHeldBack,
  insistOn,
  noChecks,
  runChecks,
  startChecks,
  stillTrue,
  stopChecks,
  useChecks,
  withHeldBack,
} from './checks-store.ts';
import { useSites } from './sites-store.ts';
import { showCheck, takeCheckIntent, useNavigation } from './navigation-store.ts';

const sftp = someSite('ciis-sftp');
const ended = someCheck(sftp);
const running: Check = { ...ended, id: 'newer', verdict: null, endedAt: null, steps: [] };

type Listener = Parameters<Bridge['listen']>[0];

/** Main, in memory: it answers as it was told and notes what it was asked. */
function memoryMain() {
  const asked: (readonly [name: string, input: unknown])[] = [];
  const listeners = new Set<Listener>();
  const answers = new Map<string, unknown>([
    ['checks.list', { checks: [], sweeps: [] }],
    ['checks.run', []],
  ]);
  const bridge: Bridge = {
    invoke: (name, input) => {
      asked.push([name, input]);
      const value = answers.get(name);
      return Promise.resolve(
        value instanceof Error
          ? { ok: false, error: { code: 'internal', detail: value.message } }
          : { ok: true, value: value as never },
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
  return { asked, answers, bridge, tell, listeners };
}

let main = memoryMain();

beforeEach(() => {
  main = memoryMain();
  vi.stubGlobal('window', { ciis: main.bridge });
  useChecks.setState(noChecks);
  useNotices.setState({ notices: [] });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('the store holds the last check of each site, and what is heard replaces it', async () => {
  main.answers.set('checks.list', { checks: [ended], sweeps: [] });
  const stop = await startChecks();
  expect(checkOf(sftp.id)(useChecks.getState())).toBe(ended);
  expect(checkOf(null)(useChecks.getState())).toBeUndefined();
  main.tell('checks.changed', { check: running });
  expect(checkOf(sftp.id)(useChecks.getState())).toBe(running);
  stop();
  expect(main.listeners.size).toBe(0);
});

test('what was heard while the list was on its way is newer than the list', async () => {
  main.answers.set('checks.list', { checks: [ended], sweeps: [] });
  const started = startChecks();
  main.tell('checks.changed', { check: running });
  await started;
  expect(checkOf(sftp.id)(useChecks.getState())).toBe(running);
});

test('what main holds back waits for the person, who may insist or not', async () => {
  const held: readonly HeldBack[] = [{ siteId: sftp.id, refused: 2 }];
  main.answers.set('checks.run', held);
  await runChecks([sftp.id]);
  expect(useChecks.getState().heldBack).toEqual(held);
  dismissHeldBack();
  expect(useChecks.getState().heldBack).toEqual([]);
  await runChecks([sftp.id]);
  main.answers.set('checks.run', []);
  await insistOn([sftp.id]);
  expect(useChecks.getState().heldBack).toEqual([]);
  expect(main.asked.at(-1)).toEqual(['checks.run', { siteIds: [sftp.id], insist: true }]);
});

test('the later word on a site that is held back wins', () => {
  const before = [
    { siteId: 'a', refused: 2 },
    { siteId: 'b', refused: 2 },
  ];
  expect(withHeldBack(before, [{ siteId: 'b', refused: 3 }])).toEqual([
    { siteId: 'a', refused: 2 },
    { siteId: 'b', refused: 3 },
  ]);
  expect(withHeldBack(before, [])).toBe(before);
});

test('a check of a site that is set up in another way now, or is gone, says nothing any more', () => {
  const checks = { [sftp.id]: ended };
  expect(stillTrue(checks, [view(sftp)])).toBe(checks);
  expect(stillTrue(checks, [view({ ...sftp, host: 'elsewhere.example' })])).toEqual({});
  expect(stillTrue(checks, [view({ ...sftp, port: 2222 })])).toEqual({});
  expect(stillTrue(checks, [view({ ...sftp, username: 'somebody_else' })])).toEqual({});
  expect(stillTrue(checks, [view({ ...sftp, label: 'Other', comments: 'x' })])).toBe(checks);
  expect(stillTrue(checks, [])).toEqual({});
});

test('a sweep of a site that is set up in another way now says nothing any more', async () => {
  const ftps = someSite('ciis-ftps');
  const sweep = {
    ...{ siteId: ftps.id, settings: checkedSettings(ftps), startedAt: 1 },
    ...{ total: 1, ports: [], done: true, failure: null },
  };
  main.answers.set('checks.list', { checks: [], sweeps: [sweep] });
  const stop = await startChecks();
  useSites.setState({ sites: [view(ftps)] });
  expect(useChecks.getState().sweeps).toEqual({ [ftps.id]: sweep });
  useSites.setState({ sites: [view({ ...ftps, host: 'elsewhere.example' })] });
  expect(useChecks.getState().sweeps).toEqual({});
  stop();
  useSites.setState({ sites: [] });
});

test('what is heard of a check that was begun before its site was set up in another way is left out', async () => {
  useSites.setState({ sites: [view({ ...sftp, username: 'somebody_else' })] });
  const stop = await startChecks();
  main.tell('checks.changed', { check: ended });
  expect(useChecks.getState().checks).toEqual({});
  stop();
  useSites.setState({ sites: [] });
});

const view = (site: Site): SiteView => ({ ...site, hasSecret: false, identity: null });

test('nothing is asked of main for no sites', async () => {
  await runChecks([]);
  expect(main.asked).toEqual([]);
});

test('a command that fails becomes a notice', async () => {
  main.answers.set('checks.run', new Error('no'));
  main.answers.set('checks.stop', new Error('no'));
  await runChecks([sftp.id]);
  await stopChecks([sftp.id]);
  expect(useNotices.getState().notices).toHaveLength(1);
});

test('showing the check of a site shows its screen, starts it, and names the card once', () => {
  showCheck(sftp.id);
  expect(useNavigation.getState().screen).toBe('check');
  expect(main.asked).toEqual([['checks.run', { siteIds: [sftp.id], insist: false }]]);
  expect(takeCheckIntent()).toBe(sftp.id);
  expect(takeCheckIntent()).toBeNull();
});
