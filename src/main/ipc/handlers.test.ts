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
    history: {
      list: note('page', { receipts: [], next: null }),
      count: note('count', { kind: 'exactly', count: 0 }),
      receipt: note('receipt', null),
      ofTransfer: note('of', null),
      sentFrom: note('sent', {}),
    },
    saveHistory: note('csv', '/home/u/history.csv'),
    saveReport: note('save', '/home/u/report.txt'),
    openPage: note('open'),
    inspections: {
      inspect: (siteId: string, paths: readonly string[]) => note('inspect', [])(siteId, paths),
    },
    messages: {
      list: note('list', { files: [], runs: [] }),
      open: note('open', []),
      close: note('close'),
      setLetters: note('letters'),
      rows: note('rows', { total: 0, rows: [] }),
      view: note('view'),
      answer: note('answer', null),
      send: note('send'),
      inspect: note('look'),
      pause: note('pause'),
      resume: note('resume'),
      stop: note('stop'),
    },
    messageFiles: {
      choose: note('choose', []),
      saveAnswers: note('answers', null),
      saveSummary: note('summary', null),
    },
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

it('looks at files for a site that there is', async () => {
  const { calls, site, route } = desk();
  await route('files.inspect', { siteId: site.id, paths: ['/a', '/b'] });
  expect(calls).toEqual([['inspect', site.id, ['/a', '/b']]]);
  expect(await route('files.inspect', { siteId: 'gone', paths: ['/a'] })).toMatchObject({
    error: { code: 'site-not-found' },
  });
  const many = Array<string>(101).fill('/a');
  expect(await route('files.inspect', { siteId: site.id, paths: many })).toMatchObject({
    error: { code: 'invalid-input' },
  });
});

it('opens, shows, sends and saves messages', async () => {
  const { calls, route } = desk();
  const page = { fileId: 'f', from: 0, count: 50, filter: 'all', search: 'x' } as const;
  const selection = { kind: 'refused' } as const;
  const consent = ['production-to-test'];
  await route('messages.list', undefined);
  await route('messages.open', { paths: ['/a'] });
  await route('messages.choose', undefined);
  await route('messages.setLetters', { fileId: 'f', letters: 'windows-1252' });
  await route('messages.rows', page);
  await route('messages.view', { fileId: 'f', index: 3 });
  await route('messages.answer', { fileId: 'f', index: 3 });
  await route('messages.inspect', { siteId: 's', fileId: 'f' });
  await route('messages.send', { siteId: 's', fileId: 'f', selection, consent });
  await route('messages.pause', { runId: 'r' });
  await route('messages.resume', { runId: 'r' });
  await route('messages.stop', { runId: 'r' });
  await route('messages.saveAnswers', { fileId: 'f' });
  await route('messages.saveSummary', { fileId: 'f' });
  await route('messages.close', { fileId: 'f' });
  expect(calls).toEqual([
    ['list'],
    ['open', ['/a']],
    ['choose'],
    ['letters', 'f', 'windows-1252'],
    ['rows', 'f', 0, 50, 'all', 'x'],
    ['view', 'f', 3],
    ['answer', 'f', 3],
    ['look', 's', 'f'],
    ['send', 's', 'f', selection, consent],
    ['pause', 'r'],
    ['resume', 'r'],
    ['stop', 'r'],
    ['answers', 'f'],
    ['summary', 'f'],
    ['close', 'f'],
  ]);
});

it('shows and saves the history', async () => {
  const { calls, route } = desk();
  const filter = { text: 'a', siteId: null, outcomes: ['failed' as const], from: 1, to: null };
  await route('history.list', { filter, before: null, count: 50 });
  await route('history.count', { filter });
  await route('history.receipt', { id: 7 });
  await route('history.ofTransfer', { id: 't' });
  await route('history.sentFrom', { siteId: 's', folder: '/exports' });
  expect(await route('history.saveCsv', { filter })).toEqual(well('/home/u/history.csv'));
  expect(await route('history.list', { filter, before: null, count: 501 })).toMatchObject({
    error: { code: 'invalid-input' },
  });
  expect(calls).toEqual([
    ['page', filter, null, 50],
    ['count', filter],
    ['receipt', 7],
    ['of', 't'],
    ['sent', 's', '/exports'],
    ['csv', filter],
  ]);
});
