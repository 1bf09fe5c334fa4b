import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HashSet } from './hash-set.ts';

describe('texts that were seen', () => {
  it('are told from new ones', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 200 }), (texts) => {
        const set = new HashSet(1000);
        const seen = new Set<string>();
        for (const text of texts) {
          expect(set.add(text)).toBe(seen.has(text) ? 'seen' : 'new');
          seen.add(text);
        }
        expect(set.size).toBe(seen.size);
      }),
    );
  });

  it('a hundred thousand are all different', () => {
    const set = new HashSet(1_000_000);
    for (let number = 0; number < 100_000; number += 1) set.add(`RS-${number}`);
    expect(set.size).toBe(100_000);
  });

  it('no more are remembered than the limit', () => {
    const set = new HashSet(2);
    expect(['a', 'b', 'c', 'a', 'c'].map((text) => set.add(text))).toEqual([
      'new',
      'new',
      'full',
      'seen',
      'full',
    ]);
  });
});
