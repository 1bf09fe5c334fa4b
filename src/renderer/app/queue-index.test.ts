import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';
import {
  transferStatusSchema,
  type Transfer,
  type TransferStatus,
} from '../../shared/domain/transfer.ts';
import { QueueIndex } from './queue-index.ts';

const transfer = (
  id: string,
  status: TransferStatus,
  position: number,
  endedAt: number | null = null,
) => someTransfer({ id, status, position, endedAt });

const added = (...transfers: readonly Transfer[]) =>
  new QueueIndex(100).change(transfers.map((after) => ({ before: undefined, after })));

const { lists, summary, counts } = added(
  transfer('old', 'verified', 0, 50),
  transfer('done1', 'verified', 1, 110),
  transfer('done2', 'accepted', 2, 120),
  transfer('broken', 'failed', 3, 115),
  transfer('maybe', 'unknown', 4, 60),
  transfer('second', 'waiting', 6),
  transfer('first', 'waiting', 5),
  transfer('held', 'paused', 7),
  transfer('now', 'sending', 8),
  transfer('stopped', 'cancelled', 9, 130),
);

describe('the order of the rows', () => {
  test('the queue lists what is under way, then what needs a look, then what is done', () => {
    expect(lists.queue).toEqual([
      'now',
      'first',
      'second',
      'held',
      'broken',
      'maybe',
      'stopped',
      'done2',
      'done1',
    ]);
  });

  test('what was done before the window opened is only under Done', () => {
    expect(lists.done).toEqual(['done2', 'done1', 'old']);
  });

  test('what needs a look is under Failed, and is never cleared with what is done', () => {
    expect(lists.failed).toEqual(['broken', 'maybe']);
    expect(lists.over).toEqual(['stopped', 'done2', 'done1']);
  });

  test('the next one is the first that waits, and not for another try', () => {
    expect(lists.nextId).toBe('first');
    const later = { ...transfer('a', 'waiting', 1), retryAt: 5000 };
    expect(added(later, transfer('b', 'waiting', 2)).lists.nextId).toBe('b');
    expect(added(later).lists.nextId).toBeNull();
  });
});

describe('the figures', () => {
  test('count what is sent, what is under way and what needs a look', () => {
    expect(summary).toEqual({ sent: 2, total: 8, needLook: 2, active: 4, lastSentAt: 120 });
    expect(counts).toMatchObject({ waiting: 2, sending: 1, paused: 1, failed: 1, unknown: 1 });
  });

  test('what arrived before the window opened is no longer counted, but remembered as the last', () => {
    expect(added(transfer('a', 'verified', 1, 90)).summary).toEqual({
      ...{ sent: 0, total: 0, needLook: 0, active: 0 },
      lastSentAt: 90,
    });
  });

  test('what needs a look stays until it is dealt with, however old', () => {
    const old = added(transfer('a', 'unknown', 1, 5), transfer('b', 'interrupted', 2));
    expect(old.summary.needLook).toBe(2);
  });
});

const someState = fc.record({
  id: fc.integer({ min: 0, max: 40 }).map((number) => `t${number}`),
  gone: fc.boolean(),
  status: fc.constantFrom(...transferStatusSchema.options),
  position: fc.integer({ min: 0, max: 9 }),
  endedAt: fc.option(fc.integer({ min: 0, max: 200 })),
});

test('changes, however they come, lead to what a new index of the same transfers says', () => {
  fc.assert(
    fc.property(fc.array(fc.array(someState, { maxLength: 30 }), { maxLength: 12 }), (steps) => {
      const index = new QueueIndex(100);
      const known = new Map<string, Transfer>();
      let figures = index.change([]);
      for (const step of steps) {
        const once = new Map(step.map((state) => [state.id, state]));
        figures = index.change(
          [...once.values()].map(({ gone, ...state }) => {
            const before = known.get(state.id);
            const after = gone ? undefined : someTransfer(state);
            if (after === undefined) known.delete(state.id);
            else known.set(state.id, after);
            return { before, after };
          }),
        );
      }
      const { arrived, ...others } = figures;
      const { arrived: anew, ...same } = added(...known.values());
      expect(others).toEqual(same);
      expect(arrived['site-1'] ?? 0).toBe(anew['site-1'] ?? 0);
    }),
  );
});
