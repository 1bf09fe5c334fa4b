import { expect, test } from 'vitest';
import type { MessageRow } from '../../../shared/domain/message-file.ts';
import { missingPages, noRows, rowAt, withPage, withRows } from './row-store.ts';

const row = (index: number, more: Partial<MessageRow> = {}): MessageRow => ({
  index,
  line: index + 1,
  type: 'VXU^V04',
  controlId: `C-${index}`,
  processingId: 'T',
  initials: null,
  state: 'not-sent',
  verdict: null,
  codes: [],
  failure: null,
  ...more,
});

test('a row is found by its place in the list', () => {
  const state = { ...noRows, pages: { 1: [row(500), row(501)] } };
  expect(rowAt(101)(state)?.controlId).toBe('C-501');
  expect(rowAt(3)(state)).toBeUndefined();
});

test('only pages that are missing are asked for', () => {
  expect(missingPages({ 1: [] }, { from: 90, to: 210 })).toEqual([0, 2]);
  expect(missingPages({ 0: [] }, { from: 0, to: 100 })).toEqual([]);
});

test('pages far away go when there are too many', () => {
  let pages = {};
  for (let page = 0; page < 60; page += 1) pages = withPage(pages, page, [row(page)]);
  expect(Object.keys(pages)).toHaveLength(40);
  expect(pages).toHaveProperty('59');
  expect(pages).not.toHaveProperty('0');
});

test('a changed row replaces the one there was, other pages stay the same', () => {
  const pages = { 0: [row(0), row(1)], 1: [row(100)] };
  const changed = withRows(pages, [row(1, { state: 'sending' }), row(9000)]);
  expect(changed[0]?.[1]?.state).toBe('sending');
  expect(changed[1]).toBe(pages[1]);
  expect(withRows(pages, [row(9000)])).toBe(pages);
});
