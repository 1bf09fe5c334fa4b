import { expect, test } from 'vitest';
import type { SendRun } from '../../../shared/domain/message-file.ts';
import { presets } from '../../../shared/domain/presets.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { formatClock } from '../../app/format-time.ts';
import { runBand } from './run-band.ts';

const site: SiteView = {
  ...presets['ciis-realtime-test'],
  id: 'site-1',
  position: 0,
  lastConnectedAt: null,
  hasSecret: true,
  identity: null,
};
const run: SendRun = {
  id: 'run-1',
  fileId: 'file-1',
  siteId: 'site-1',
  status: 'running',
  counts: {
    total: 10,
    waiting: 6,
    sending: 0,
    accepted: 4,
    remarks: 0,
    refused: 0,
    noAnswer: 0,
    unknown: 0,
    failed: 0,
  },
  failure: null,
  resumesAt: null,
  startedAt: 1,
};

test('a run that runs, or was paused by the person, says nothing', () => {
  expect(runBand(run, site)).toBeNull();
  expect(runBand({ ...run, status: 'paused' }, site)).toBeNull();
});

test('a refused login offers the password, and says what was not sent', () => {
  const failure = { code: 'login-refused', detail: 'SecurityFault' } as const;
  const band = runBand({ ...run, status: 'stopped', failure }, site);
  expect(band).toMatchObject({
    tone: 'bad',
    actions: ['change-password', 'send-rest', 'check-connection'],
  });
  expect(band?.text).toContain('6 messages were not sent.');
});

test('a gateway that is down says when sending goes on by itself', () => {
  const resumesAt = new Date('2026-11-24T10:41:00').getTime();
  const failure = { code: 'gateway-page', detail: '503' } as const;
  const band = runBand({ ...run, status: 'paused', failure, resumesAt }, site);
  expect(band?.title).toBe(
    `Sending waits until ${formatClock(resumesAt)}, then it goes on by itself.`,
  );
  expect(band?.actions).toEqual(['go-on', 'check-connection']);
});

test('at the end answers and summary can be saved, and unknown ones are spoken of', () => {
  const counts = { ...run.counts, waiting: 0, accepted: 8, unknown: 2 };
  const band = runBand({ ...run, status: 'done', counts }, site);
  expect(band).toMatchObject({ tone: 'warn', actions: ['save-answers', 'save-summary'] });
  expect(band?.text).toMatch(/may or may not have the unknown ones/);
});
