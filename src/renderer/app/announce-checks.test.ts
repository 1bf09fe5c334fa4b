import { expect, test } from 'vitest';
import type { Check } from '../../shared/domain/check.ts';
import { someCheck, someSite, someStep } from '../../shared/domain/testing/some-check.ts';
import { checkSayings } from './announce-checks.ts';

const sftp = someSite('ciis-sftp');
const ftps = someSite('ciis-ftps');
const well = someCheck(sftp);
const running: Check = { ...well, verdict: null, endedAt: null, steps: [] };
const bySite = (...checks: readonly Check[]) =>
  Object.fromEntries(checks.map((check) => [check.siteId, check]));
const say = (before: readonly Check[], after: readonly Check[]) =>
  checkSayings(bySite(...before), bySite(...after), [sftp, ftps]);

test('a site is spoken of once, when its check has ended', () => {
  expect(say([running], [{ ...running, steps: [someStep('name')] }])).toEqual([]);
  expect(say([running], [well])).toEqual(['CIIS SFTP: all well.']);
  expect(say([well], [well])).toEqual([]);
});

test('a failure is said in its sentence', () => {
  const blocked = someCheck(ftps, { kind: 'failed', at: 'port', code: 'port-silent' });
  const before = { ...blocked, verdict: null, endedAt: null };
  expect(say([before], [blocked])).toEqual(['CIIS FTPS: port 1971 did not answer.']);
});

test('what was there when the window opened, and what runs by itself, is not said', () => {
  expect(say([], [well])).toEqual([]);
  const morning = { ...well, scheduled: true };
  expect(say([{ ...running, scheduled: true }], [morning])).toEqual([]);
});
