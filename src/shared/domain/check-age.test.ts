import { expect, test } from 'vitest';
import { summarizeAsOf } from './check-age.ts';
import { someCheck, someSite, type Course } from './testing/some-check.ts';
import type { Site } from './site.ts';

const sftp = someSite('ciis-sftp');
const ftps = someSite('ciis-ftps');
const gateway = someSite('ciis-realtime-test');
const sites = [sftp, ftps, gateway];
const now = new Date(2026, 10, 24, 0, 5).getTime();

const on = (day: number, site: Site, course?: Course) => {
  const at = new Date(2026, 10, day, 23, 50).getTime();
  return someCheck(site, course, { startedAt: at, endedAt: at + 1000 });
};
const today = (site: Site, course?: Course) =>
  someCheck(site, course, { startedAt: now - 2000, endedAt: now - 1000 });
const blocked: Course = { kind: 'failed', at: 'port', code: 'port-silent' };

test('what was found today is said without a day', () => {
  expect(summarizeAsOf(sites, [today(sftp)], now)).toMatchObject({
    tone: 'good',
    title: 'You can send files. CIIS SFTP is ready.',
  });
});

test('what was found on another day, were it minutes ago, is neutral and has its day', () => {
  expect(summarizeAsOf(sites, [on(23, sftp)], now)).toMatchObject({
    tone: 'neutral',
    title: 'When last checked (November 23, 2026): You can send files. CIIS SFTP is ready.',
  });
});

test('a check of another site today does not make an old one new', () => {
  const { tone, title } = summarizeAsOf(sites, [on(3, sftp), today(gateway)], now);
  expect([tone, title]).toEqual([
    'neutral',
    'When last checked (November 3, 2026): You can send files. CIIS SFTP is ready.',
  ]);
});

test('a site that is ready today decides, and the old ones are named with their day', () => {
  expect(summarizeAsOf(sites, [today(sftp), on(3, ftps, blocked)], now)).toEqual({
    tone: 'good',
    title: 'You can send files. CIIS SFTP is ready.',
    text: 'CIIS FTPS was last checked on November 3, 2026.',
  });
});

test('a failure of today decides, but where another way was ready when it was last tried', () => {
  expect(summarizeAsOf(sites, [today(sftp, blocked), on(3, gateway)], now)).toMatchObject({
    tone: 'bad',
    title: "You can't send files yet.",
  });
  expect(summarizeAsOf(sites, [today(sftp, blocked), on(3, ftps)], now).tone).toBe('neutral');
});

test('nothing was ever checked: that is no other day', () => {
  expect(summarizeAsOf(sites, [], now).title).toBe('Not checked yet');
});

test('while one runs, that is what is said', () => {
  const running = { ...today(sftp), endedAt: null, verdict: null };
  expect(summarizeAsOf(sites, [running, on(3, ftps)], now).title).toBe('Checking CIIS SFTP');
});
