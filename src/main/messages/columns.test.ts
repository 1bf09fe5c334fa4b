import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MessageIndex, type IndexedMessage } from './message-index.ts';
import { MessageLedger } from './message-ledger.ts';
import { TextColumn } from './text-column.ts';
import { WaitingMessages } from './waiting-messages.ts';

it('a column gives back each text as it was put in', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
      const column = new TextColumn();
      for (const text of texts) column.push(text);
      expect(texts.map((_, at) => column.at(at))).toEqual(texts);
      expect(column.length).toBe(texts.length);
    }),
  );
});

it('the index gives back each message, also when there are many', () => {
  const index = new MessageIndex();
  const message = (at: number): IndexedMessage => ({
    offset: at * 5_000_000,
    length: at + 1,
    line: at * 7 + 1,
    type: at % 3 === 0 ? 'QBP^Q11' : 'VXU^V04',
    controlId: `RS-${at}`,
    processingId: at % 2 === 0 ? 'P' : 'T',
  });
  for (let at = 0; at < 10_000; at += 1) index.add(message(at));
  for (const at of [0, 255, 256, 1023, 9999]) expect(index.at(at)).toEqual(message(at));
  for (const at of [-1, 10_000, Number.NaN]) expect(index.at(at)).toBeUndefined();
});

it('messages to be tried again come first, in the order of the file', () => {
  const waiting = new WaitingMessages([2, 5, 7, 9]);
  expect([waiting.take(), waiting.take(), waiting.take()]).toEqual([2, 5, 7]);
  waiting.putBack(7);
  waiting.putBack(2);
  expect(waiting.count).toBe(3);
  expect(waiting.take()).toBe(2);
  expect(waiting.takeAll()).toEqual([7, 9]);
  expect([waiting.count, waiting.take()]).toEqual([0, undefined]);
});

it('chooses what is meant', () => {
  const ledger = new MessageLedger(7);
  const nothing = { acknowledgement: null, codes: [], failure: null, answer: null, sentAt: null };
  ledger.ended(0, { ...nothing, state: 'answered', verdict: 'accepted' });
  ledger.ended(1, { ...nothing, state: 'answered', verdict: 'not-accepted' });
  ledger.ended(2, { ...nothing, state: 'failed', verdict: null });
  ledger.ended(3, { ...nothing, state: 'unknown', verdict: null });
  ledger.ended(4, { ...nothing, state: 'cancelled', verdict: null });
  ledger.ended(5, { ...nothing, state: 'answered', verdict: 'no-proper-answer' });
  expect(ledger.chosen({ kind: 'every' })).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(ledger.chosen({ kind: 'all' })).toEqual([0, 1, 2, 4, 6]);
  expect(ledger.chosen({ kind: 'unsent' })).toEqual([2, 4, 6]);
  expect(ledger.chosen({ kind: 'refused' })).toEqual([1]);
  expect(ledger.chosen({ kind: 'some', indexes: [6, 3, 3, 99] })).toEqual([3, 6]);
});
