import { expect, test } from 'vitest';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';
import type { TransferStatus } from '../../shared/domain/transfer.ts';
import { summarize } from './queue-summary.ts';

const transfer = (status: TransferStatus, endedAt: number | null = null) =>
  someTransfer({ id: `${status}${endedAt ?? ''}`, status, endedAt });

test('counts what is sent, what is under way and what needs a look', () => {
  const summary = summarize(
    [
      transfer('sending'),
      transfer('waiting'),
      transfer('unknown', 110),
      transfer('failed', 120),
      transfer('verified', 130),
      transfer('accepted', 140),
      transfer('cancelled', 150),
    ],
    100,
  );
  expect(summary).toEqual({ sent: 2, total: 6, needLook: 2, active: 2, lastSentAt: 140 });
});

test('what arrived before the window opened is no longer counted, but remembered as the last', () => {
  expect(summarize([transfer('verified', 90)], 100)).toEqual({
    sent: 0,
    total: 0,
    needLook: 0,
    active: 0,
    lastSentAt: 90,
  });
});

test('what needs a look stays until it is dealt with, however old', () => {
  expect(summarize([transfer('unknown', 5), transfer('interrupted')], 100).needLook).toBe(2);
});
