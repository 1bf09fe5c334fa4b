import { describe, expect, it } from 'vitest';
import type { RowFilter } from '../../shared/domain/message-file.ts';
import { query, update } from '../hl7/testing/samples.ts';
import { pageOfRows, rowOf } from './message-rows.ts';
import { Search } from './search.ts';
import { answer, openedFile, updates } from './testing/some-file.ts';

const ack = (code: string, ...more: readonly string[]) =>
  [`MSH|^~\\&|CIIS`, `MSA|${code}`, ...more].join('\r');

describe('a row', () => {
  it('says what the header says and what became of it, and nothing of the patient', async () => {
    const file = await openedFile(updates(2) + query());
    answer(file, 1, ack('AE', 'ERR||PID^1^7|101|E', 'ERR||PID^1^8|103|W', 'ERR||PID^1^9|101|W'));
    expect(rowOf(file, 1)).toEqual({
      index: 1,
      line: 8,
      type: 'VXU^V04',
      controlId: 'RS-2',
      processingId: 'P',
      initials: null,
      state: 'answered',
      verdict: 'not-accepted',
      codes: ['101', '103'],
      failure: null,
    });
    expect(rowOf(file, 2)).toMatchObject({ type: 'QBP^Q11', state: 'not-sent', verdict: null });
    file.ledger.waits(1);
    expect(rowOf(file, 1)).toMatchObject({ state: 'waiting', verdict: null, codes: [] });
    file.ledger.putBack(1);
    expect(rowOf(file, 1)).toMatchObject({ state: 'answered', verdict: 'not-accepted' });
  });

  it('has initials only where they are wanted', async () => {
    const file = await openedFile(update() + update({ name: '' }) + update({ name: 'Ünal^éva' }));
    const page = { from: 0, count: 10, filter: 'all' } as const;
    const initials = async (shown: boolean) =>
      (await pageOfRows(file, page, null, shown)).rows.map((row) => row.initials);
    expect(await initials(false)).toEqual([null, null, null]);
    expect(await initials(true)).toEqual(['AS', '', 'ÉÜ']);
  });
});

it('pages through those that fit', async () => {
  const file = await openedFile(updates(7));
  answer(file, 1, ack('AA'));
  answer(file, 2, ack('AE', 'ERR||PID|101|W'));
  answer(file, 3, ack('AR'));
  answer(file, 4, 'Nothing');
  const indexes = async (filter: RowFilter, from = 0, count = 3) => {
    const { total, rows } = await pageOfRows(file, { from, count, filter }, null, false);
    return [total, rows.map(({ index }) => index)];
  };
  expect(await indexes('all')).toEqual([7, [0, 1, 2]]);
  expect(await indexes('all', 6)).toEqual([7, [6]]);
  expect(await indexes('all', 9)).toEqual([7, []]);
  expect(await indexes('not-sent')).toEqual([3, [0, 5, 6]]);
  expect(await indexes('not-sent', 2)).toEqual([3, [6]]);
  expect(await indexes('remarks')).toEqual([1, [2]]);
  expect(await indexes('refused')).toEqual([1, [3]]);
  expect(await indexes('trouble')).toEqual([1, [4]]);
});

describe('searching', () => {
  it('finds in control ID, type and content, whatever the case and the letters', async () => {
    const western = Buffer.from(update({ controlId: 'W-1', name: 'Pe\xd1a' }), 'latin1');
    const file = await openedFile(Buffer.concat([Buffer.from(updates(3) + query()), western]));
    file.letters = 'windows-1252';
    const search = new Search();
    expect(await search.hits(file, 'rs-2')).toEqual([1]);
    expect(await search.hits(file, 'qbp^')).toEqual([3]);
    expect(await search.hits(file, 'SAMPLE^ada')).toEqual([0, 1, 2, 3]);
    expect(await search.hits(file, 'peña')).toEqual([4]);
    expect(await search.hits(file, 'nobody')).toEqual([]);
  });

  it('is combined with a filter', async () => {
    const file = await openedFile(updates(12));
    answer(file, 0, ack('AR'));
    answer(file, 3, ack('AR'));
    const hits = await new Search().hits(file, 'RS-1');
    const page = { from: 0, count: 10, filter: 'refused' } as const;
    expect(await pageOfRows(file, page, hits, false)).toMatchObject({
      total: 1,
      rows: [{ index: 0 }],
    });
  });

  it('reads nothing again for the next page, and gives up what nobody waits for', async () => {
    const file = await openedFile(updates(3));
    const search = new Search();
    const first = search.hits(file, 'ada');
    expect(search.hits(file, 'ada')).toBe(first);
    const other = search.hits(file, 'adas');
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    expect(await other).toEqual([]);
  });
});
