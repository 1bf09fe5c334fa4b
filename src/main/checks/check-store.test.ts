import { expect, test } from 'vitest';
import type { Check } from '../../shared/domain/check.ts';
import { newSiteSettings } from '../../shared/domain/site.ts';
import { SiteStore } from '../sites/site-store.ts';
import { tempDatabase } from '../storage/testing/temp-database.ts';
import { CheckStore, keptChecks } from './check-store.ts';
import { begun } from './testing/walk.ts';

const ended = (change: Partial<Check>): Check =>
  begun({
    endedAt: 2000,
    verdict: 'ready',
    steps: [
      {
        id: 'name',
        outcome: 'ok',
        ms: 12,
        finding: { kind: 'address', address: '203.0.113.7', literal: false },
        failure: null,
        facts: [{ name: 'Address', value: '203.0.113.7' }],
      },
    ],
    ...change,
  });

function open() {
  const database = tempDatabase();
  let ids = 0;
  const sites = new SiteStore(database, { newId: () => `site-${++ids}` });
  for (const label of ['One', 'Two']) {
    sites.create({ ...newSiteSettings('sftp'), label, host: 'h', username: 'u' });
  }
  return { database, sites, store: new CheckStore(database) };
}

test('checks are kept as they were, newest first, whatever the clock said', () => {
  const { store } = open();
  const checks = [
    ended({ id: 'a', startedAt: 5000 }),
    ended({ id: 'b', startedAt: 1000, verdict: 'failed' }),
    ended({ id: 'c', siteId: 'site-2' }),
  ];
  for (const check of checks) store.save(check);
  expect(store.of('site-1')).toEqual([checks[1], checks[0]]);
  expect(store.latest().map(({ id }) => id)).toEqual(['b', 'c']);
});

test('the last 50 of a site are kept', () => {
  const { database, store } = open();
  store.save(ended({ id: 'other', siteId: 'site-2' }));
  for (let n = 0; n < keptChecks + 5; n += 1) store.save(ended({ id: `c${n}` }));
  const history = store.of('site-1');
  expect(history).toHaveLength(50);
  expect(history[0]?.id).toBe('c54');
  expect(history.at(-1)?.id).toBe('c5');
  expect(database.all('SELECT number FROM checks')).toHaveLength(51);
  expect(store.of('site-2')).toHaveLength(1);
});

test('the last one of a morning is remembered, however many others there were', () => {
  const { store } = open();
  expect(store.lastMorning('site-1')).toBeNull();
  store.save(ended({ id: 'm1', startedAt: 100, scheduled: true }));
  store.save(ended({ id: 'm2', startedAt: 200, scheduled: true }));
  for (let n = 0; n < keptChecks + 5; n += 1) store.save(ended({ id: `c${n}` }));
  expect(store.lastMorning('site-1')).toBe(200);
  expect(store.lastMorning('site-2')).toBeNull();
  expect(store.of('site-1')).toHaveLength(50);
});

test('they go with their site, and none comes after it is gone', () => {
  const { database, sites, store } = open();
  store.save(ended({}));
  sites.remove('site-1');
  store.save(ended({}));
  expect(database.all('SELECT number FROM checks')).toEqual([]);
});

test('one that can not be read, or has not ended, is set aside', () => {
  const { database, store } = open();
  const insert = 'INSERT INTO checks (site_id, started_at, scheduled, json) VALUES (?, 1, 0, ?)';
  store.save(ended({ id: 'good' }));
  database.run(insert, 'site-1', '{"id":');
  database.run(insert, 'site-1', JSON.stringify(begun()));
  expect(store.of('site-1').map(({ id }) => id)).toEqual(['good']);
  expect(database.notices).toEqual(['2 connection checks could not be read and were set aside.']);
});
