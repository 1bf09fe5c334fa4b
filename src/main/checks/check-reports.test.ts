import { expect, test } from 'vitest';
import { testSite } from '../transfer/testing/desk.ts';
import { FakeClock } from '../transfer/testing/fake-clock.ts';
import { CheckReports } from './check-reports.ts';
import { begun } from './testing/walk.ts';

const reports = new CheckReports({
  sites: () => [
    testSite({ id: 'a', label: 'First <site>' }),
    testSite({ id: 'b', label: 'Second' }),
    testSite({ id: 'c', label: 'Third' }),
  ],
  checks: {
    list: () => [
      begun({ siteId: 'a', endedAt: 2000, verdict: 'ready' }),
      begun({ siteId: 'c', endedAt: 2000, verdict: 'ready' }),
    ],
    sweeps: () => [],
  },
  clock: new FakeClock(),
  version: '1.2.3',
  system: 'Made-up OS 7',
});

test('a report is about the sites that were asked for, in the order of Site Manager', () => {
  const text = reports.text(['b', 'gone', 'a']);
  expect(text).toContain('1.2.3');
  expect(text).toContain('Made-up OS 7');
  expect(text.indexOf('First <site>')).toBeGreaterThan(0);
  expect(text.indexOf('Second')).toBeGreaterThan(text.indexOf('First <site>'));
  expect(text).not.toContain('Third');
});

test('the page says the same', () => {
  const page = reports.html(['a']);
  expect(page).toMatch(/^<!doctype html>/i);
  expect(page).toContain('First &lt;site&gt;');
  expect(page).not.toContain('Third');
});
