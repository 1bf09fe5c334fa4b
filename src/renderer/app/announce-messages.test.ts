import { expect, test } from 'vitest';
import type { SendRun } from '../../shared/domain/message-file.ts';
import { runSayings } from './announce-messages.ts';

const run: SendRun = {
  id: 'run-1',
  fileId: 'file-1',
  siteId: 'site-1',
  status: 'running',
  counts: {
    total: 3,
    waiting: 1,
    sending: 0,
    accepted: 2,
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
const done: SendRun = { ...run, status: 'done', counts: { ...run.counts, accepted: 3 } };
const say = (before: SendRun | null, after: SendRun) =>
  runSayings(before === null ? {} : { 'file-1': before }, { 'file-1': after });

test('a run is spoken of once, when it is over', () => {
  expect(say(null, run)).toEqual([]);
  expect(say(run, done)).toEqual(['Sending is over. All 3 messages were accepted.']);
  expect(say(done, done)).toEqual([]);
  expect(say(done, { ...done, id: 'run-2' })).toHaveLength(1);
});

test('what was over when the window opened is not said', () => {
  expect(say(null, done)).toEqual([]);
});

test('waiting for the registry is said once, a pause of the person is not', () => {
  const paused: SendRun = { ...run, status: 'paused' };
  const waiting: SendRun = { ...paused, failure: { code: 'gateway-page', detail: '' } };
  expect(say(run, paused)).toEqual([]);
  expect(say(run, waiting)).toHaveLength(1);
  expect(say(waiting, waiting)).toEqual([]);
});
