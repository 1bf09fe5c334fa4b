import { expect, test } from 'vitest';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { sayingsOf } from './announce-transfers.ts';

const transfer = (id: string, change: Partial<Transfer> = {}) =>
  someTransfer({ id, name: `${id}.hl7`, ...change });
const changes = (before: readonly Transfer[], after: readonly Transfer[]) =>
  after.map((each) => ({ before: before.find(({ id }) => id === each.id), after: each }));
const say = (before: readonly Transfer[], after: readonly Transfer[]) =>
  sayingsOf(changes(before, after), () => undefined).map(({ text }) => text);

test('says when a file starts and when it was accepted', () => {
  expect(say([transfer('a')], [transfer('a', { status: 'sending' })])).toEqual(['Sending a.hl7.']);
  expect(
    say([transfer('a', { status: 'sending' })], [transfer('a', { status: 'verified' })]),
  ).toEqual(['a.hl7 was accepted by The server.']);
});

test('a failure is said with its next step, and interrupts', () => {
  const after = transfer('a', { status: 'failed', failure: { code: 'link-lost', detail: '' } });
  expect(sayingsOf(changes([transfer('a')], [after]), () => undefined)).toEqual([
    { text: 'a.hl7: The connection broke. Check your network, then retry.', urgency: 'assertive' },
  ]);
});

test('many at once are one sentence, and progress alone is silent', () => {
  const three = ['a', 'b', 'c'];
  expect(
    say(
      three.map((id) => transfer(id)),
      three.map((id) => transfer(id, { status: 'sending' })),
    ),
  ).toEqual(['Sending 3 files.']);
  expect(
    say(
      [transfer('a', { status: 'sending' })],
      [transfer('a', { status: 'sending', sentBytes: 5 })],
    ),
  ).toEqual([]);
});
