import { expect, test } from 'vitest';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { nextUp } from './next-up.ts';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';

const to = (id: string, remotePath = `/home/${id}`) => someTransfer({ id, remotePath });
const under = (transfers: readonly Transfer[], written = 0) => ({ transfers, written });
const ids = (line: Parameters<typeof nextUp>[0]) => nextUp(line).map((transfer) => transfer.id);

test('as many start as there is room for, in their order', () => {
  const waiting = [to('a'), to('b'), to('c')];
  expect(ids({ waiting, underWay: under([to('x')]), filesAtATime: 3 })).toEqual(['a', 'b']);
  expect(ids({ waiting, underWay: under([to('x')]), filesAtATime: 1 })).toEqual([]);
});

test('what waits for its last word makes room for as many again, but not where one goes at a time', () => {
  const waiting = [to('a'), to('b'), to('c')];
  const all = [to('w'), to('x'), to('y'), to('z')];
  expect(ids({ waiting, underWay: under(all.slice(2), 1), filesAtATime: 2 })).toEqual(['a']);
  expect(ids({ waiting, underWay: under(all, 4), filesAtATime: 2 })).toEqual([]);
  expect(ids({ waiting, underWay: under([to('x')], 1), filesAtATime: 1 })).toEqual([]);
});

test('two never write to the same place at once, whatever the case of its name', () => {
  const waiting = [to('a', '/in/X.hl7'), to('b', '/in/y.hl7'), to('c', '/in/Y.HL7')];
  expect(ids({ waiting, underWay: under([to('z', '/in/x.hl7')]), filesAtATime: 9 })).toEqual(['b']);
});

test('a path from the start folder may be any place of that name', () => {
  const waiting = [to('a', '/in/x.hl7'), to('b', 'sub/X.hl7'), to('c', 'y.hl7')];
  const first = under([to('z', 'x.hl7')]);
  expect(ids({ waiting, underWay: first, filesAtATime: 9 })).toEqual(['c']);
  const absolute = under([to('z', '/in/x.hl7')]);
  expect(ids({ waiting, underWay: absolute, filesAtATime: 9 })).toEqual(['c']);
});

test('no more of a long line is looked at than is needed', () => {
  let looked = 0;
  function* endless() {
    for (;;) yield to(`f${++looked}`);
  }
  nextUp({ waiting: endless(), underWay: under([]), filesAtATime: 4 });
  expect(looked).toBe(4);
});
