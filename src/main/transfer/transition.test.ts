import { expect, test } from 'vitest';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { transferStatusSchema } from '../../shared/domain/transfer.ts';
import { transition, type TransferEvent } from './transition.ts';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';

const end = { at: 9, sentBytes: 7, sha256: 'abc', reply: '226 OK', fingerprint: 'SHA256:x' };
const lost = { code: 'link-lost', detail: '' } as const;
const events: Readonly<Record<TransferEvent['kind'], TransferEvent>> = {
  start: { kind: 'start', at: 5 },
  prepared: {
    kind: 'prepared',
    name: 'b.hl7',
    remotePath: '/in/b.hl7',
    size: 8,
    localModifiedAt: 3,
  },
  'last-piece': { kind: 'last-piece' },
  'try-again': { kind: 'try-again', retryAt: 99, failure: lost },
  'looked-at': { kind: 'looked-at', sha256: 'def', messages: 2 },
  finish: { kind: 'finish', status: 'verified', failure: null, verifiedBy: 'size', ...end },
  fail: { kind: 'fail', failure: lost, ...end },
  cancel: { kind: 'cancel', at: 9, sentBytes: 7 },
  interrupt: { kind: 'interrupt', at: 9, sentBytes: 7 },
  pause: { kind: 'pause' },
  resume: { kind: 'resume' },
  retry: { kind: 'retry' },
};

/** A status, with "paused under way" apart from "paused before it began", and those that the server may have whole or that count down. */
const from: Readonly<Record<string, Transfer>> = {
  ...Object.fromEntries(
    transferStatusSchema.options.map((status) => [status, someTransfer({ status, startedAt: 5 })]),
  ),
  waiting: someTransfer({ status: 'waiting' }),
  'paused before': someTransfer({ status: 'paused' }),
  'counting down': someTransfer({ status: 'waiting', retryAt: 99, tries: 1 }),
  'sending, maybe there': someTransfer({ status: 'sending', startedAt: 5, serverMayHave: 'all' }),
};

/** What each event makes of each status; what is not named is refused. */
const table: Readonly<Record<string, Readonly<Partial<Record<TransferEvent['kind'], string>>>>> = {
  waiting: {
    start: 'sending',
    'looked-at': 'waiting',
    fail: 'failed',
    cancel: 'cancelled',
    pause: 'paused',
  },
  'counting down': {
    start: 'sending',
    'looked-at': 'waiting',
    fail: 'failed',
    cancel: 'cancelled',
    pause: 'paused',
    retry: 'waiting',
  },
  'sending, maybe there': {
    prepared: 'sending',
    'last-piece': 'sending',
    'looked-at': 'sending',
    'try-again': 'waiting',
    finish: 'verified',
    fail: 'failed',
    cancel: 'cancelled',
    interrupt: 'unknown',
    pause: 'paused',
  },
  sending: {
    prepared: 'sending',
    'last-piece': 'sending',
    'looked-at': 'sending',
    'try-again': 'waiting',
    finish: 'verified',
    fail: 'failed',
    cancel: 'cancelled',
    interrupt: 'interrupted',
    pause: 'paused',
  },
  paused: {
    prepared: 'paused',
    'last-piece': 'paused',
    'looked-at': 'paused',
    'try-again': 'paused',
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
  const inPart = transition(
    someTransfer({ status: 'failed', serverMayHave: 'all', tries: 3, failure: lost, endedAt: 9 }),
    events.retry,
  );
  expect(inPart).toEqual(someTransfer({ status: 'waiting', serverMayHave: 'part' }));
});

test('a stopped file says how much had been sent', () => {
  const after = transition(someTransfer({ status: 'sending', startedAt: 5 }), events.cancel);
  expect(after).toMatchObject({ status: 'cancelled', sentBytes: 7, failure: null });
});

test('before anything is sent it is written down that the server may have a part, then all of it', () => {
  const sending = someTransfer({ status: 'sending', startedAt: 5 });
  const begun = transition(sending, events.prepared);
  expect(begun?.serverMayHave).toBe('part');
  expect(begun && transition(begun, events['last-piece'])?.serverMayHave).toBe('all');
});

test("what is begun again says why and when, and is nobody's whole file", () => {
  const again = transition(
    someTransfer({ status: 'sending', startedAt: 5, serverMayHave: 'all', sentBytes: 7, tries: 1 }),
    events['try-again'],
  );
  const waiting = { tries: 2, retryAt: 99, failure: lost, serverMayHave: 'part' } as const;
  expect(again).toEqual(someTransfer(waiting));
  expect(again && transition(again, events.start)).toMatchObject({ retryAt: null, failure: null });
});

test('a person who pauses one that counts down, and lets it go on, begins anew', () => {
  const counting = someTransfer({ tries: 2, retryAt: 99, failure: lost });
  const paused = transition(counting, events.pause);
  expect(paused).toMatchObject({ status: 'paused', retryAt: null, failure: lost });
  expect(paused && transition(paused, events.resume)).toEqual(someTransfer());
});

test('a program that ended before the server had said its word says so', () => {
  const all = { status: 'sending', startedAt: 5, serverMayHave: 'all' } as const;
  expect(transition(someTransfer(all), events.interrupt)?.failure?.code).toBe('reply-lost');
  const part = { ...all, serverMayHave: 'part' } as const;
  expect(transition(someTransfer(part), events.interrupt)?.failure?.code).toBe('interrupted');
});

test('what the pre-flight check has read stays, where nothing was sent', () => {
  const looked = transition(someTransfer(), events['looked-at']);
  expect(looked).toEqual(someTransfer({ sha256: 'def', messages: 2 }));
  const failed = looked && transition(looked, { ...events.fail, sha256: null } as TransferEvent);
  expect(failed).toMatchObject({ status: 'failed', sha256: 'def', messages: 2 });
});
