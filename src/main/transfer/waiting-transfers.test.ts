import { expect, test } from 'vitest';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { WaitingTransfers } from './waiting-transfers.ts';

function line() {
  const rows = new Map<string, Transfer>();
  let asked = 0;
  const waiting = new WaitingTransfers((id) => {
    asked += 1;
    const row = rows.get(id);
    return row?.status === 'waiting' ? row : undefined;
  });
  const put = (id: string, position: number, status: Transfer['status'] = 'waiting') => {
    const row = someTransfer({ id, position, status });
    rows.set(id, row);
    if (status === 'waiting') waiting.add(row);
  };
  const ids = () => [...waiting.inOrder()].map(({ id }) => id).join('');
  return { put, ids, waiting, asked: () => asked };
}

test('one that comes back has its old place', () => {
  const { put, ids } = line();
  put('a', 1);
  put('b', 2);
  put('c', 3);
  put('a', 1, 'sending');
  expect(ids()).toBe('bc');
  put('a', 1);
  expect(ids()).toBe('abc');
});

test('one that was moved away and back is there once', () => {
  const { put, ids } = line();
  put('a', 1);
  put('b', 2);
  put('a', 3);
  expect(ids()).toBe('ba');
  put('a', 1);
  expect(ids()).toBe('ab');
});

test('ten thousand that end one after the other cost a few steps each', () => {
  const { put, ids, waiting, asked } = line();
  for (let number = 0; number < 10_000; number += 1) put(`n${number}`, number);
  for (let number = 0; number < 10_000; number += 1) {
    put(`n${number}`, number, 'verified');
    waiting.inOrder().next();
  }
  expect(asked()).toBeLessThan(50_000);
  expect(ids()).toBe('');
});
