import { describe, expect, test } from 'vitest';
import { someTransfer } from '../../../shared/domain/testing/some-transfer.ts';
import type { Transfer } from '../../../shared/domain/transfer.ts';
import { placeToMove, queueCommands, type QueueCommands } from './queue-commands.ts';

const transfer = (id: Transfer['status'], change: Partial<Transfer> = {}) =>
  someTransfer({ id, status: id, ...change });

const names = (commands: QueueCommands) =>
  Object.entries(commands)
    .filter(([, those]) => (Array.isArray(those) ? those.length > 0 : those !== null))
    .map(([name]) => name);
const offered = (...chosen: readonly Transfer[]) => names(queueCommands(chosen));

describe('what can be done with one', () => {
  test.each<readonly [Transfer, readonly string[]]>([
    [transfer('waiting'), ['pause', 'cancel', 'move']],
    [transfer('waiting', { retryAt: 5 }), ['goOn', 'pause', 'cancel', 'move']],
    [transfer('sending', { startedAt: 1 }), ['pause', 'cancel']],
    [transfer('paused'), ['resume', 'cancel', 'move']],
    [transfer('paused', { startedAt: 1 }), ['resume', 'cancel']],
    [transfer('interrupted'), ['goOn', 'cancel', 'clear']],
    [transfer('unknown'), ['sendAgain', 'clear', 'receipt']],
    [transfer('failed'), ['retry', 'clear']],
    [transfer('cancelled'), ['retry', 'clear']],
    [transfer('skipped'), ['retry', 'clear']],
    [transfer('verified'), ['clear', 'receipt']],
    [transfer('accepted'), ['clear', 'receipt']],
  ])('%o', (one, commands) => {
    expect(offered(one)).toEqual(commands);
  });
});

test('of many each command is for those that it fits', () => {
  const commands = queueCommands([transfer('waiting'), transfer('failed'), transfer('verified')]);
  expect(names(commands)).toEqual(['pause', 'retry', 'cancel', 'move', 'clear']);
  expect(commands.retry.map(({ id }) => id)).toEqual(['failed']);
  expect(commands.receipt).toBeNull();
});

describe('where chosen ones move to', () => {
  const waiting = ['a', 'b', 'c', 'd'];
  test.each([
    [['c'], 'top', 'a'],
    [['a', 'c'], 'top', 'b'],
    [['a'], 'top', undefined],
    [['c'], 'up', 'b'],
    [['a'], 'up', undefined],
    [['a', 'c'], 'up', 'a'],
    [['b'], 'down', 'd'],
    [['b', 'c'], 'down', null],
    [['c'], 'down', null],
    [['d'], 'down', undefined],
    [['b'], 'end', null],
    [['c', 'd'], 'end', undefined],
    [[], 'top', undefined],
  ] as const)('%o %s', (chosen, to, before) => {
    expect(placeToMove(waiting, chosen, to)).toBe(before);
  });
});
