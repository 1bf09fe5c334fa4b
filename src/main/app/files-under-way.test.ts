import { expect, test } from 'vitest';
import type { SendRun } from '../../shared/domain/message-file.ts';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';
import type { TransferStatus } from '../../shared/domain/transfer.ts';
import { filesUnderWay, leavingWords, sumOf } from './files-under-way.ts';

interface Given {
  readonly uploads?: readonly TransferStatus[];
  readonly paused?: boolean;
  readonly arriving?: number;
  readonly runs?: readonly (readonly [status: SendRun['status'], sending: number])[];
}

const underWay = ({ uploads = [], paused = false, arriving = 0, runs = [] }: Given) =>
  filesUnderWay({
    queue: {
      list: () => ({
        revision: 1,
        paused,
        transfers: uploads.map((status, index) => someTransfer({ id: `t${index}`, status })),
        progress: [],
      }),
      arriving: () => arriving,
    },
    messages: {
      list: () => ({ files: [], runs: runs.map(([status, sending]) => run(status, sending)) }),
    },
  });

const run = (status: SendRun['status'], sending: number): SendRun => ({
  ...{ id: 'r', fileId: 'f', siteId: 's', status, failure: null, resumesAt: null, startedAt: 0 },
  counts: {
    ...{ total: 9, waiting: status === 'done' || status === 'stopped' ? 0 : 3, sending },
    ...{ accepted: 0, remarks: 0, refused: 0, noAnswer: 0, unknown: 0, failed: 0 },
  },
});

test('what waits counts once something is being sent', () => {
  expect(underWay({ uploads: ['waiting', 'verified'] }).uploads).toBe(0);
  expect(underWay({ uploads: ['sending', 'waiting', 'verified'] }).uploads).toBe(2);
  expect(underWay({ uploads: ['sending', 'waiting'], paused: true }).uploads).toBe(1);
});

test('files that are looked at or asked about count, whatever else is going on', () => {
  expect(sumOf(underWay({ arriving: 2 }))).toBe(2);
  expect(sumOf(underWay({ uploads: ['waiting'], arriving: 1, paused: true }))).toBe(1);
});

test('a run of messages counts until it is over, also while it waits out a pause', () => {
  const runs = [
    ['running', 2],
    ['paused', 0],
    ['stopped', 1],
    ['stopped', 0],
    ['done', 0],
  ] as const;
  expect(underWay({ runs }).messageFiles).toBe(3);
});

test('the person is told what becomes of each kind, and of no other', () => {
  const none = { uploads: 0, arriving: 0, messageFiles: 0 };
  expect(leavingWords({ ...none, uploads: 1 })).toEqual({
    message: 'A file is still being sent',
    detail:
      'If you close CIIS Connect now it stops where it is. What is on the list stays there. Nothing is sent again by itself.',
  });
  const { message, detail } = leavingWords({ ...none, arriving: 2, messageFiles: 1 });
  expect(message).toBe('3 files are still being sent');
  expect(detail).toContain('not on the list yet');
  expect(detail).toContain('Messages that wait are not sent.');
  expect(detail).not.toContain('stays there');
});
