import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortInTurns } from './sort-in-turns.ts';

const byValue = (a: { value: number }, b: { value: number }) => a.value - b.value;
const always = { isLong: () => true, next: () => Promise.resolve() };
const items = (values: readonly number[]) => values.map((value, index) => ({ value, index }));

test('gives what one sort of all of them gives, however many turns it takes', async () => {
  const values = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(values, values, async (first, rest) => {
      const sorted = items(first).sort(byValue);
      const others = items(rest);
      expect(await sortInTurns(sorted, others, byValue, always)).toEqual(
        [...sorted, ...others].sort(byValue),
      );
    }),
  );
});

test('sorts thousands, and lets others have their turn in between', async () => {
  let turns = 0;
  const counting = { isLong: () => true, next: () => Promise.resolve(void (turns += 1)) };
  const values = Array.from({ length: 10_500 }, (_, index) => (index * 7919) % 10_007);
  const sorted = await sortInTurns([], items(values), byValue, counting);
  expect(sorted).toEqual(items(values).sort(byValue));
  expect(turns).toBeGreaterThan(20);
});

test('ends when the result is not wanted any more', async () => {
  const unwanted = { isLong: () => true, next: () => Promise.reject(new Error('unwanted')) };
  await expect(sortInTurns([], items([2, 1]), byValue, unwanted)).rejects.toThrow('unwanted');
});
