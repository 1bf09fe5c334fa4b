import { expect, test } from 'vitest';
import type { Check, StepResult } from '../../../shared/domain/check.ts';
import { presets } from '../../../shared/domain/presets.ts';
import type { Site } from '../../../shared/domain/site.ts';
import { checkedWords, checkMark } from './check-words.ts';

const site: Site = { ...presets['ciis-ftps'], id: 's1', position: 0, lastConnectedAt: null };
const at = (day: number, time: string) => new Date(`2026-11-${day}T${time}:00`).getTime();

const check = (verdict: Check['verdict'], steps: readonly StepResult[] = []): Check => ({
  id: 'c1',
  siteId: site.id,
  host: site.host,
  port: site.port,
  settings: '',
  startedAt: at(20, '10:31'),
  endedAt: verdict === null ? null : at(20, '10:32'),
  verdict,
  current: null,
  steps: [...steps],
  scheduled: false,
});
const silent: StepResult = {
  id: 'port',
  outcome: 'failed',
  ms: 10_000,
  finding: null,
  failure: { code: 'port-silent', detail: 'ETIMEDOUT' },
  facts: [],
};

test('the line says when the last check was and what it came to', () => {
  const words = (verdict: Check['verdict'], now: number, steps?: readonly StepResult[]) =>
    checkedWords(check(verdict, steps), site, now);
  expect(words('ready', at(20, '11:00'))).toBe('Checked today 10:32: all well');
  expect(words('failed', at(21, '11:00'), [silent])).toBe(
    'Checked yesterday 10:32: port 1971 did not answer',
  );
  expect(words('incomplete', at(28, '11:00'))).toBe(
    'Checked Nov 20, 10:32: reached, but not signed in',
  );
});

test('a check that runs or was stopped is not called checked', () => {
  expect(checkedWords(check(null), site, at(20, '11:00'))).toBe('Checking now');
  expect(checkedWords(check('stopped'), site, at(20, '11:00'))).toBe('Check stopped today 10:32');
});

test('a check that passed with a remark is not plainly green', () => {
  const failure = { code: 'certificate-expired', detail: '' } as const;
  const warned: StepResult = {
    ...silent,
    id: 'identity',
    outcome: 'warn',
    finding: { kind: 'identity', how: 'accepted', since: null, validTo: null },
    failure,
  };
  const { tone, label } = checkMark(check('ready', [warned]), site);
  expect(tone).toBe('warn');
  expect(label).toMatch(/^all well, with a remark: the certificate of .* has expired/);
});

test('every verdict has a mark of its own, in words too', () => {
  const marks = (['ready', 'incomplete', 'failed', 'stopped', null] as const).map((verdict) =>
    checkMark(check(verdict, verdict === 'failed' ? [silent] : []), site),
  );
  expect(marks.map(({ tone, label }) => [tone, label])).toEqual([
    ['good', 'all well'],
    ['warn', 'reached, but not signed in'],
    ['bad', 'port 1971 did not answer'],
    ['neutral', 'check stopped'],
    ['neutral', 'checking now'],
  ]);
  expect(new Set(marks.map(({ icon }) => icon)).size).toBe(marks.length);
});
