import { expect, test } from 'vitest';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import type { QueueChange } from '../transfer/ledger.ts';
import { tellWaits } from './tell-waits.ts';

function start(ids: readonly string[]) {
  const lines: string[] = [];
  const listeners = new Set<(change: QueueChange) => void>();
  const queue = {
    onChanged: (listener: (change: QueueChange) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const undo = tellWaits(
    queue,
    ids,
    { label: 'Practice' },
    { message: (line) => void lines.push(line) },
    () => 1000,
  );
  const change = (...changed: readonly Transfer[]) => {
    for (const listener of listeners) listener({ paused: false, changed, removed: [] });
  };
  return { lines, change, undo };
}

const failure = { code: 'link-lost', detail: '' } as const;
const waits = (id: string, tries: number) => someTransfer({ id, tries, retryAt: 11_200, failure });

test('what is waited for is said once, and again with the next try', () => {
  const { lines, change, undo } = start(['a', 'b']);
  change(waits('a', 1), waits('b', 1), waits('other', 1));
  change(someTransfer({ id: 'a' }), someTransfer({ id: 'b', status: 'failed', failure }));
  change(waits('b', 2));
  undo();
  change(waits('b', 3));
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/\. Trying again in 10 s \(1 of 3\) \.\.\.$/);
  expect(lines[1]).toContain('(2 of 3)');
});
