import { expect, test } from 'vitest';
import { someTransfer } from '../../../shared/domain/testing/some-transfer.ts';
import { presets } from '../../../shared/domain/presets.ts';
import { newSiteSettings, type Site } from '../../../shared/domain/site.ts';
import type { Transfer } from '../../../shared/domain/transfer.ts';
import { percentSent, transferWords } from './transfer-words.ts';

const ciis: Site = { ...presets['ciis-sftp'], id: 'c', position: 0, lastConnectedAt: null };
const practice: Site = {
  ...newSiteSettings('sftp'),
  label: 'Practice site',
  host: '127.0.0.1',
  id: 'p',
  position: 1,
  lastConnectedAt: null,
};
const base = someTransfer({
  siteId: 'c',
  name: 'school.hl7',
  size: 1_468_006,
  endedAt: new Date('2026-11-20T10:32:00').getTime(),
});
const read = (change: Partial<Transfer>, site: Site | undefined = ciis) => {
  const words = transferWords(
    { ...base, ...change },
    {
      site,
      isNext: false,
      queuePaused: false,
      secondsLeft: 9,
    },
  );
  return `${words.strong} ${words.rest}`.trim();
};
const part = Math.ceil(base.size * 0.41);

test('a checked file says by whom it was accepted, its size and when', () => {
  expect(read({ status: 'verified' })).toBe('Accepted by CIIS and checked: 1.4 MB, 10:32');
});

test('a file that was collected at once says that it cannot be checked', () => {
  expect(read({ status: 'accepted' })).toBe(
    "Accepted by CIIS. It was collected at once, so it can't be checked again",
  );
});

test('an unknown end never claims either way', () => {
  expect(read({ status: 'unknown', failure: { code: 'link-lost', detail: 'ECONNRESET' } })).toBe(
    'CIIS may or may not have this file. Look before you send again.',
  );
});

test('a failure says what happened and what to do, and how far a broken link had come', () => {
  const failure = { code: 'link-lost', detail: '' } as const;
  expect(read({ status: 'failed', failure, sentBytes: part })).toBe(
    'The connection broke at 41%. Check your network, then retry.',
  );
  expect(read({ status: 'failed', failure: { code: 'local-locked', detail: '' } })).toContain(
    'Another program is using school.hl7.',
  );
});

test('a cancelled file says how much had been sent', () => {
  expect(read({ status: 'cancelled', sentBytes: part })).toBe('Stopped. 41% had been sent');
  expect(read({ status: 'cancelled' })).toBe('Stopped before anything was sent');
});

test("another server is called by its site's label, never CIIS", () => {
  expect(read({ status: 'verified' }, practice)).toContain('Accepted by Practice site');
  expect(read({ status: 'unknown' }, practice)).toBe(
    'Practice site may or may not have this file. Look before you send again.',
  );
});

test('the queue says whose turn is next and when it is paused', () => {
  const waiting = (isNext: boolean, queuePaused: boolean) =>
    transferWords(base, { site: ciis, isNext, queuePaused, secondsLeft: 0 }).rest;
  expect(waiting(true, false)).toBe('Waiting, next in line');
  expect(waiting(false, false)).toBe('Waiting');
  expect(waiting(true, true)).toBe('Waiting. The queue is paused');
});

test('a download is not called accepted', () => {
  expect(read({ status: 'verified', direction: 'download' })).toBe(
    'Downloaded and checked: 1.4 MB, 10:32',
  );
});

test('a percentage is never 100 before every byte was sent', () => {
  expect(percentSent(999_999, 1_000_000)).toBe(99);
  expect(percentSent(1_000_000, 1_000_000)).toBe(100);
  expect(percentSent(0, 0)).toBe(0);
});

test('one that is begun again by itself says why, when, and how often', () => {
  const failure = { code: 'link-lost', detail: '' } as const;
  const again = { ...base, failure, tries: 2, retryAt: 5 };
  const words = (secondsLeft: number, queuePaused = false) => {
    const { strong, rest } = transferWords(again, {
      ...{ site: ciis, isNext: false, queuePaused, secondsLeft },
    });
    return `${strong} ${rest}`;
  };
  expect(words(9)).toBe('The connection broke. Trying again in 9 s (2 of 3)');
  expect(words(0)).toBe('The connection broke. Trying again (2 of 3)');
  expect(words(9, true)).toBe('The connection broke. The queue is paused');
});

test('an interrupted one says that CIIS does not have it, and how it goes on', () => {
  const failure = { code: 'interrupted', detail: '' } as const;
  expect(read({ status: 'interrupted', failure, sentBytes: part })).toBe(
    'Interrupted at 41%. CIIS does not have all of it. Go on to send it.',
  );
  expect(read({ status: 'interrupted', failure, direction: 'download' })).toBe(
    'Interrupted. Not all of it is here. Go on to fetch it.',
  );
});

test('what CIIS took with a remark says what it is', () => {
  const failure = { code: 'remote-name-kept', detail: 'batch.hl7.part' } as const;
  expect(read({ status: 'accepted', failure })).toContain(
    'CIIS has the whole file, but under its temporary name.',
  );
});

test('a checked file says how many messages it holds, where they were counted', () => {
  expect(read({ status: 'verified', messages: 212 })).toBe(
    'Accepted by CIIS and checked: 212 messages, 1.4 MB, 10:32',
  );
});
