import { describe, expect, it, vi } from 'vitest';
import { everything } from '../../shared/domain/receipt.ts';
import { HistoryPruning } from './history-pruning.ts';
import { emptyHistory, someReceipt } from './testing/some-receipts.ts';

const day = 24 * 60 * 60_000;
const now = Date.UTC(2026, 10, 24);

function desk(ends: readonly number[], years = 7) {
  const { db, writer, history } = emptyHistory();
  writer.add(ends.map((endedAt) => someReceipt({ endedAt })));
  const told: string[] = [];
  const clock = { time: now, now: () => clock.time };
  const timers: (() => void)[] = [];
  const pruning = new HistoryPruning({
    history,
    receipts: writer,
    years: () => years,
    clock: {
      now: clock.now,
      elapsed: () => 0,
      after: (_ms, act) => (timers.push(act), () => void timers.pop()),
    },
    notice: ({ code }) => told.push(code),
  });
  const left = (text = '') => history.count({ ...everything, text }).count;
  return { db, pruning, clock, timers, left, told };
}

describe('receipts', () => {
  const old = Array.from({ length: 450 }, (_, index) => Date.UTC(2019, 10, 23) + index);

  it('are removed after the years that they are kept, from the index of names too', async () => {
    const { db, pruning, left } = desk([...old, Date.UTC(2019, 10, 25), now]);
    await pruning.prune();
    expect([left(), left('batch')]).toEqual([2, 2]);
    expect(() =>
      db.run("INSERT INTO receipt_names (receipt_names) VALUES ('integrity-check')"),
    ).not.toThrow();
  });

  it('are not lost to a clock that is years ahead', async () => {
    const { pruning, clock, left } = desk([now - day, now]);
    clock.time = Date.UTC(2099, 0, 1);
    await pruning.prune();
    expect(left()).toBe(2);
  });

  it('are looked through at the start and then once a day, until it ends', async () => {
    const { pruning, clock, timers, left } = desk([Date.UTC(2019, 10, 25), now]);
    const stop = pruning.start();
    await vi.waitFor(() => expect(timers).toHaveLength(1));
    expect(left()).toBe(2);
    clock.time += 2 * day;
    timers.splice(0).forEach((act) => act());
    await vi.waitFor(() => expect(timers).toHaveLength(1));
    expect(left()).toBe(1);
    stop();
    expect(timers).toHaveLength(0);
  });

  it('stay where they can not be removed, and that is told', async () => {
    const { db, pruning, told } = desk(old);
    db.close();
    await pruning.prune();
    expect(told).toEqual(['storage-failed']);
  });
});
