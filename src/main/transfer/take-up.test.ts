import { expect, test } from 'vitest';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { takenUp } from './take-up.ts';

const goesOn = (siteId: string) => siteId === 'goes-on';
const here = (id: string, change: Partial<Transfer>) =>
  someTransfer({ id, remotePath: `/in/${id}`, ...change });
const there = (id: string, change: Partial<Transfer>) => here(id, { siteId: 'goes-on', ...change });
const underWay = { status: 'sending', startedAt: 5, serverMayHave: 'part' } as const;

function after(all: readonly Transfer[]) {
  const { changed, paused } = takenUp(all, goesOn, 9);
  const byId = new Map(changed.map((each) => [each.id, each]));
  return { paused, statuses: all.map(({ id, status }) => byId.get(id)?.status ?? status) };
}

test('what was under way is interrupted, or unknown where the server may have it all', () => {
  const all = [
    here('a', underWay),
    here('b', { ...underWay, status: 'paused' }),
    here('c', { ...underWay, serverMayHave: 'all' }),
    here('d', { status: 'paused' }),
    here('e', { status: 'verified' }),
  ];
  const statuses = ['interrupted', 'interrupted', 'unknown', 'paused', 'verified'];
  expect(after(all)).toEqual({ paused: false, statuses });
});

test('without a site that goes on by itself what waits waits, in a queue that is paused', () => {
  expect(after([here('a', {})])).toEqual({ paused: true, statuses: ['waiting'] });
});

test('a site that goes on by itself does, and what waits for others is held', () => {
  const all = [
    there('a', underWay),
    there('b', {}),
    there('c', { status: 'interrupted' }),
    there('d', { ...underWay, serverMayHave: 'all' }),
    there('e', { status: 'unknown' }),
    there('f', { status: 'paused' }),
    here('g', {}),
    here('h', underWay),
  ];
  expect(after(all)).toEqual({
    paused: false,
    statuses: [
      ...['waiting', 'waiting', 'waiting', 'unknown', 'unknown', 'paused'],
      ...['paused', 'interrupted'],
    ],
  });
});

test('one that counts down keeps its time', () => {
  const counting = there('a', { tries: 1, retryAt: 99 });
  expect(takenUp([counting], goesOn, 9).changed).toEqual([]);
});

test('what goes on by itself gets no place that another one has by now', () => {
  const place = { localPath: '/d/other.hl7', remotePath: '/in/a' };
  const all = [
    there('a', { status: 'interrupted', serverMayHave: 'part', localPath: '/d/a.hl7' }),
    there('b', { status: 'interrupted', serverMayHave: 'nothing', remotePath: '/in/A' }),
    there('c', place),
  ];
  const { changed } = takenUp(all, goesOn, 9);
  expect(
    changed.map(({ id, status, remotePath, failure }) => [id, status, remotePath, failure?.code]),
  ).toEqual([
    ['a', 'failed', '/in/a', 'already-queued'],
    ['b', 'waiting', '/in/A (2)', undefined],
  ]);
});
