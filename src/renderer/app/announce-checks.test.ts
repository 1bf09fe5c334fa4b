import { expect, test } from 'vitest';
import type { Check } from '../../shared/domain/check.ts';
import { someCheck, someSite, someStep } from '../../shared/domain/testing/some-check.ts';
import { nextInRun, noRun, type CheckRun } from './announce-checks.ts';

const sftp = someSite('ciis-sftp');
const ftps = someSite('ciis-ftps');
const web = someSite('ciis-web');
const begun = (ended: Check): Check => ({ ...ended, verdict: null, endedAt: null, steps: [] });
const well = someCheck(sftp);
const running = begun(well);
const blocked = someCheck(ftps, { kind: 'failed', at: 'port', code: 'port-silent' });

/** What is said as the checks go from each of these to the next. */
function say(...moments: readonly (readonly Check[])[]): readonly string[] {
  const sayings: string[] = [];
  let run: CheckRun = noRun;
  for (const [index, moment] of moments.entries()) {
    run = nextInRun(run, bySite(moments[index - 1] ?? []), bySite(moment), [sftp, ftps, web]);
    if (run.saying !== null) sayings.push(run.saying);
  }
  return sayings;
}
const bySite = (checks: readonly Check[]) =>
  Object.fromEntries(checks.map((check) => [check.siteId, check]));

test('one site is spoken of once, when its check has ended', () => {
  expect(say([running], [{ ...running, steps: [someStep('name')] }])).toEqual([]);
  expect(say([running], [well], [well])).toEqual(['CIIS SFTP: all well.']);
});

test('a failure is said in its sentence', () => {
  expect(say([begun(blocked)], [blocked])).toEqual(['CIIS FTPS: port 1971 did not answer.']);
});

test('several that run together are spoken of once, when the last has ended', () => {
  const both = [
    [running, begun(blocked)],
    [well, begun(blocked)],
    [well, blocked],
  ];
  expect(say(...both)).toEqual([
    "You can send files. CIIS SFTP is ready. CIIS FTPS is blocked, most likely by your firewall. You don't need it while SFTP works.",
  ]);
  expect(say(...both, [well, begun(blocked)], [well, blocked]).slice(1)).toEqual([
    'CIIS FTPS: port 1971 did not answer.',
  ]);
});

test('a site that was not in the run, and one that is gone, are not spoken of', () => {
  const page = someCheck(web);
  expect(say([page, running], [page, well])).toEqual(['CIIS SFTP: all well.']);
  expect(say([running, begun(page)], [well, begun(page)], [well])).toEqual([
    'CIIS SFTP: all well.',
  ]);
});

test('what was there when the window opened, and what runs by itself, is not said', () => {
  expect(say([], [well])).toEqual([]);
  const morning = { ...well, scheduled: true };
  expect(say([{ ...running, scheduled: true }], [morning])).toEqual([]);
  const beside = { ...begun(blocked), scheduled: true };
  expect(say([running, beside], [well, beside])).toEqual(['CIIS SFTP: all well.']);
});
