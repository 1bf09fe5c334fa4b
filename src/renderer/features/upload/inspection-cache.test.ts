import { expect, test } from 'vitest';
import type { InspectedFile } from '../../../shared/ipc/contract.ts';
import { InspectionCache } from './inspection-cache.ts';

const entry = (path: string, size = 1, modifiedAt: number | null = 1) => ({
  path,
  size,
  modifiedAt,
});
const found = (path: string): InspectedFile => ({
  path,
  inspection: null,
  sentBefore: null,
  failure: null,
});

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

test('what is known is shown, and looked at again once something was sent', () => {
  const cache = new InspectionCache();
  expect(cache.needs('s1', entry('a'))).toBe(true);
  cache.put('s1', entry('a'), found('a'));
  expect(cache.needs('s1', entry('a'))).toBe(false);
  cache.expire();
  expect(cache.needs('s1', entry('a'))).toBe(true);
  expect(cache.get('s1', entry('a'))).toEqual(found('a'));
  cache.put('s1', entry('a'), found('a'));
  expect(cache.needs('s1', entry('a'))).toBe(false);
});

test('what could not be looked at may be free by now', () => {
  const cache = new InspectionCache();
  const failure = { code: 'local-locked', detail: '' } as const;
  cache.put('s1', entry('a'), { ...found('a'), failure });
  expect(cache.needs('s1', entry('a'))).toBe(true);
});
