import { expect, test } from 'vitest';
import { nextUp } from './next-up.ts';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';

const to = (id: string, remotePath = `/home/${id}`) => someTransfer({ id, remotePath });
const ids = (line: Parameters<typeof nextUp>[0]) => nextUp(line).map((transfer) => transfer.id);

test('as many start as there is room for, in their order', () => {
  const waiting = [to('a'), to('b'), to('c')];
  expect(ids({ waiting, underWay: [to('x')], filesAtATime: 3 })).toEqual(['a', 'b']);
  expect(ids({ waiting, underWay: [to('x')], filesAtATime: 1 })).toEqual([]);
});

test('two never write to the same place at once, whatever the case of its name', () => {
  const waiting = [to('a', '/in/X.hl7'), to('b', '/in/y.hl7'), to('c', '/in/Y.HL7')];
  expect(ids({ waiting, underWay: [to('z', '/in/x.hl7')], filesAtATime: 9 })).toEqual(['b']);
});

test('no more of a long line is looked at than is needed', () => {
  let looked = 0;
  function* endless() {
    for (;;) yield to(`f${++looked}`);
  }
  nextUp({ waiting: endless(), underWay: [], filesAtATime: 4 });
  expect(looked).toBe(4);
});
