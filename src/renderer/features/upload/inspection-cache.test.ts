import { expect, test } from 'vitest';
import type { InspectedFile } from '../../../shared/ipc/contract.ts';
import { InspectionCache } from './inspection-cache.ts';

const entry = (path: string, size = 1, modifiedAt: number | null = 1) => ({
  path,
  size,
  modifiedAt,
});
const found = (path: string): InspectedFile => ({ path, inspection: null, failure: null });

test('a file is known while it is what it was, for the same site', () => {
  const cache = new InspectionCache();
  cache.put('s1', entry('a'), found('a'));
  expect(cache.get('s1', entry('a'))).toEqual(found('a'));
  expect(cache.get('s1', entry('a', 2))).toBeUndefined();
  expect(cache.get('s1', entry('a', 1, 2))).toBeUndefined();
  expect(cache.get('s2', entry('a'))).toBeUndefined();
});

test('all are known or none', () => {
  const cache = new InspectionCache();
  cache.put('s1', entry('a'), found('a'));
  expect(cache.all('s1', [entry('a'), entry('b')])).toBeNull();
  cache.put('s1', entry('b'), found('b'));
  expect(cache.all('s1', [entry('b'), entry('a')])).toEqual([found('b'), found('a')]);
});

test('the oldest are forgotten', () => {
  const cache = new InspectionCache(2);
  for (const path of ['a', 'b', 'a', 'c']) cache.put('s1', entry(path), found(path));
  expect(cache.get('s1', entry('b'))).toBeUndefined();
  expect(cache.get('s1', entry('a'))).toBeDefined();
});
