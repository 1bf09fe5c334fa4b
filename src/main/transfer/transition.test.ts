import { expect, test } from 'vitest';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { transferStatusSchema } from '../../shared/domain/transfer.ts';
import { transition, type TransferEvent } from './transition.ts';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';

const end = { at: 9, sentBytes: 7, sha256: 'abc', reply: '226 OK' };
const events: Readonly<Record<TransferEvent['kind'], TransferEvent>> = {
  start: { kind: 'start', at: 5 },
  prepared: {
    kind: 'prepared',
    name: 'b.hl7',
    remotePath: '/in/b.hl7',
    size: 8,
    localModifiedAt: 3,
  },
  finish: { kind: 'finish', status: 'verified', failure: null, ...end },
  fail: { kind: 'fail', failure: { code: 'link-lost', detail: '' }, ...end },
  cancel: { kind: 'cancel', at: 9, sentBytes: 7 },
  interrupt: { kind: 'interrupt', at: 9, sentBytes: 7 },
  pause: { kind: 'pause' },
  resume: { kind: 'resume' },
  retry: { kind: 'retry' },
};

/** A status, with "paused under way" apart from "paused before it began". */
const from: Readonly<Record<string, Transfer>> = {
  ...Object.fromEntries(
    transferStatusSchema.options.map((status) => [status, someTransfer({ status, startedAt: 5 })]),
  ),
  waiting: someTransfer({ status: 'waiting' }),
  'paused before': someTransfer({ status: 'paused' }),
};

/** What each event makes of each status; what is not named is refused. */
const table: Readonly<Record<string, Readonly<Partial<Record<TransferEvent['kind'], string>>>>> = {
  waiting: { start: 'sending', fail: 'failed', cancel: 'cancelled', pause: 'paused' },
  sending: {
    prepared: 'sending',
    finish: 'verified',
    fail: 'failed',
    cancel: 'cancelled',
    interrupt: 'interrupted',
    pause: 'paused',
  },
  paused: {
    prepared: 'paused',
    finish: 'verified',
    fail: 'failed',
    cancel: 'cancelled',
    interrupt: 'interrupted',
    resume: 'sending',
  },
  'paused before': { cancel: 'cancelled', resume: 'waiting' },
  interrupted: { cancel: 'cancelled', retry: 'waiting' },
  unknown: { retry: 'waiting' },
  failed: { retry: 'waiting' },
  cancelled: { retry: 'waiting' },
  skipped: { retry: 'waiting' },
  verified: {},
  accepted: {},
};

const pairs = Object.keys(from).flatMap((status) =>
  Object.values(events).map((event) => [status, event.kind, event] as const),
);

test.each(pairs)('%s + %s', (status, kind, event) => {
  const before = from[status] ?? someTransfer();
  expect(transition(before, event)?.status ?? null).toBe(table[status]?.[kind] ?? null);
});

test('an end keeps what is known of the file', () => {
  const after = transition(someTransfer({ status: 'sending', startedAt: 5 }), events.finish);
  expect(after).toMatchObject({ sentBytes: 7, sha256: 'abc', reply: '226 OK', endedAt: 9 });
});

test('a retry begins anew, at its old place in the list', () => {
  const failed = transition(someTransfer({ status: 'sending', startedAt: 5 }), events.fail);
  const retried = failed && transition(failed, events.retry);
  expect(retried).toEqual(someTransfer({ status: 'waiting' }));
});

test('a stopped file says how much had been sent', () => {
  const after = transition(someTransfer({ status: 'sending', startedAt: 5 }), events.cancel);
  expect(after).toMatchObject({ status: 'cancelled', sentBytes: 7, failure: null });
});
