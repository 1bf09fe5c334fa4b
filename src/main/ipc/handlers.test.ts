import { expect, it } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { begun } from '../checks/testing/walk.ts';
import { testSite } from '../transfer/testing/desk.ts';
import { createHandlers, type HandlerParts } from './handlers.ts';
import { createRouter } from './router.ts';

/** A window's commands over services that write down what they are asked to do. */
function desk() {
  const calls: unknown[][] = [];
  const note =
    (name: string, answer?: unknown) =>
    (...args: unknown[]) => {
      calls.push([name, ...args]);
      return answer;
    };
  const site = testSite();
  const check = begun();
  const parts = {
    sites: {
      get: (id: string) => {
        if (id !== site.id) throw new AppError('site-not-found', id);
        return site;
      },
    },
    checks: {
      list: () => [check],
      sweeps: () => [],
      history: note('history', [check]),
      run: note('run', [{ siteId: 'b', refused: 2 }]),
      stop: note('stop'),
      sweep: note('sweep'),
    },
    reports: { text: note('report', 'the report') },
    saveReport: note('save', '/home/u/report.txt'),
    openPage: note('open'),
  };
  const route = createRouter(createHandlers(parts as unknown as HandlerParts));
  return { calls, check, site, route };
}

const well = (value: unknown) => ({ ok: true, value });

it('runs, stops and shows connection checks', async () => {
  const { calls, check, route } = desk();
  const held = [{ siteId: 'b', refused: 2 }];
  expect(await route('checks.list', undefined)).toEqual(well({ checks: [check], sweeps: [] }));
  expect(await route('checks.run', { siteIds: ['a', 'b'], insist: false })).toEqual(well(held));
  expect(await route('checks.history', { siteId: 'a' })).toEqual(well([check]));
  await route('checks.stop', { siteIds: ['a'] });
  await route('checks.sweep', { siteId: 'a' });
  expect(calls).toEqual([
    ['run', ['a', 'b'], { insist: false }],
    ['history', 'a'],
    ['stop', ['a']],
    ['sweep', 'a'],
  ]);
});

it('gives the report, and says where it was saved', async () => {
  const { calls, route } = desk();
  expect(await route('checks.report', { siteIds: ['a'] })).toEqual(well('the report'));
  expect(await route('checks.saveReport', { siteIds: ['a'] })).toEqual(well('/home/u/report.txt'));
  expect(calls).toEqual([
    ['report', ['a']],
    ['save', ['a']],
  ]);
});

it('opens the page of a saved site, and of nothing else', async () => {
  const { calls, site, route } = desk();
  await route('sites.openPage', { id: site.id });
  expect(await route('sites.openPage', { id: 'gone' })).toMatchObject({
    error: { code: 'site-not-found' },
  });
  expect(calls).toEqual([['open', site]]);
});
