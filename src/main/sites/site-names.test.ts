import { expect, test } from 'vitest';
import { copyLabel, freeLabels, sameName } from './site-names.ts';

test('labels that differ only in case or in how an accent is written are one', () => {
  expect(sameName('CIIS SFTP', ' ciis sftp')).toBe(true);
  expect(sameName('Peña', 'PEN\u0303A')).toBe(true);
  expect(sameName('CIIS SFTP', 'CIIS FTPS')).toBe(false);
});

test('a copy has the first label that is free', () => {
  expect(copyLabel('CIIS', ['CIIS'])).toBe('CIIS (copy)');
  expect(copyLabel('CIIS', ['CIIS', 'ciis (COPY)', 'CIIS (copy 2)'])).toBe('CIIS (copy 3)');
});

test("a copy's label is never too long", () => {
  const label = copyLabel('x'.repeat(80), ['x'.repeat(80)]);
  expect(label).toHaveLength(80);
  expect(label).toMatch(/x \(copy\)$/);
});

test('labels that are taken, or come twice, become those of copies', () => {
  expect(freeLabels(['A', 'b', 'a ', 'B', 'A (copy)'], ['a'])).toEqual([
    'A (copy)',
    'b',
    'a (copy 2)',
    'B (copy)',
    'A (copy) (copy)',
  ]);
});

test('thousands of one label each have their own', () => {
  const labels = freeLabels(Array<string>(10_000).fill('x'.repeat(80)), []);
  expect(new Set(labels).size).toBe(10_000);
  expect(labels.every((label) => label.length <= 80)).toBe(true);
});
