import type { HistoryCount, HistoryFilter } from '../../shared/domain/receipt.ts';
import type { Database } from '../storage/database.ts';
import { beyondAllIds, firstIdOf } from './receipt-id.ts';
import { scannedSources, sourcesOf, type Source, type Stretch } from './receipt-sources.ts';

/** The numbers of some receipts, newest first, and from where to go on; null: there are no more. */
export interface Found {
  readonly ids: readonly number[];
  readonly next: number | null;
}

/** Counting stops here. */
export const mostCounted = 10_000;
/** So many names are read at a time for a text that is too short for the index of names. */
const mostScanned = 20_000;
const shortestIndexed = 3;

/** Looks for receipts. Throws AppError `storage-failed`. */
export class ReceiptSearch {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** `before`: only those with a lesser number. A page can be short, or empty, although there is a next one. */
  page(filter: HistoryFilter, before: number | null, count: number): Found {
    const text = searchedText(filter);
    const { low, high } = stretchOf(filter);
    const stretch = { low, high: Math.min(high, before ?? high) };
    if (isTooShort(text)) return this.#scan(text, filter, stretch, count);
    return cut(this.#newest(sourcesOf(this.#db, text, filter, stretch), stretch, count + 1), count);
  }

  count(filter: HistoryFilter): HistoryCount {
    const text = searchedText(filter);
    const stretch = stretchOf(filter);
    if (isTooShort(text)) {
      const { ids, next } = this.#scan(text, filter, stretch, mostCounted);
      return { kind: next === null ? 'exactly' : 'at-least', count: ids.length };
    }
    let count = 0;
    for (const source of sourcesOf(this.#db, text, filter, stretch)) {
      count += this.#countOf(source, stretch, mostCounted + 1 - count);
      if (count > mostCounted) return { kind: 'at-least', count: mostCounted };
    }
    return { kind: 'exactly', count };
  }

  /** What is older than so many of others is not looked for any more. */
  #newest(sources: Iterable<Source>, { low, high }: Stretch, count: number): readonly number[] {
    let found: readonly number[] = [];
    for (const { id, from, order, values } of sources) {
      const floor = found.length < count ? low : (found.at(-1) ?? low);
      const more = this.#db.all(
        `SELECT ${id} AS id FROM ${from} ORDER BY ${order} LIMIT ?`,
        ...[...values({ low: floor, high }), count],
      );
      found = newestFirst([...found, ...more.map((row) => Number(row['id']))]).slice(0, count);
    }
    return found;
  }

  #countOf({ from, values }: Source, stretch: Stretch, most: number): number {
    const row = this.#db.get(
      `SELECT count(*) AS count FROM (SELECT 1 FROM ${from} LIMIT ?)`,
      ...[...values(stretch), most],
    );
    return Number(row?.['count']);
  }

  /** Reads the names themselves, only so many: where that ends, the next page goes on. */
  #scan(text: string, filter: HistoryFilter, stretch: Stretch, count: number): Found {
    const sources = scannedSources(this.#db, filter);
    const most = Math.max(500, Math.ceil(mostScanned / Math.max(1, sources.length)));
    const like = `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    let found: readonly number[] = [];
    /** Down to here all were read. */
    let end = stretch.low;
    for (const { from, order, values } of sources) {
      const read = `SELECT id, name FROM ${from} ORDER BY ${order} LIMIT ?`;
      const given = [...values({ low: end, high: stretch.high }), most];
      const last = this.#db.get(`SELECT count(*) AS count, min(id) AS id FROM (${read})`, ...given);
      if (Number(last?.['count']) === most) end = Number(last?.['id']);
      const fitting = this.#db.all(
        `SELECT id FROM (${read}) WHERE name LIKE ? ESCAPE '\\' LIMIT ?`,
        ...[...given, like, count + 1],
      );
      found = newestFirst([...found, ...fitting.map((row) => Number(row['id']))]);
    }
    const page = cut(
      found.filter((id) => id >= end),
      count,
    );
    return page.next === null && end > stretch.low ? { ...page, next: end } : page;
  }
}

/** A NUL would end the text in SQLite's hands. */
const searchedText = ({ text }: HistoryFilter): string => text.replaceAll('\0', '').trim();

const isTooShort = (text: string): boolean =>
  text !== '' && Array.from(text).length < shortestIndexed;

const stretchOf = ({ from, to }: HistoryFilter): Stretch => ({
  low: from === null ? 0 : firstIdOf(from),
  high: to === null ? beyondAllIds : firstIdOf(to),
});

const newestFirst = (ids: readonly number[]): readonly number[] =>
  ids.toSorted((one, other) => other - one);

const cut = (ids: readonly number[], count: number): Found =>
  ids.length > count
    ? { ids: ids.slice(0, count), next: ids[count - 1] ?? null }
    : { ids, next: null };
