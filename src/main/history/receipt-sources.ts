import type { HistoryFilter } from '../../shared/domain/receipt.ts';
import type { Database, SqlValue } from '../storage/database.ts';
import { facetsFor, mostSearchedFacets } from './facets.ts';
import { idBits } from './receipt-id.ts';

/** Receipts with a number from `low` up to, and without, `high`. */
export interface Stretch {
  readonly low: number;
  readonly high: number;
}

/** One of the ways in which receipts fit: it gives their numbers in order, newest first, by an index. */
export interface Source {
  /** The number of a receipt, in SQL. */
  readonly id: string;
  /** What follows FROM. */
  readonly from: string;
  readonly order: string;
  readonly values: (stretch: Stretch) => readonly SqlValue[];
}

/** What looks so may be the beginning of a SHA-256. */
const beginsHash = /^[0-9a-f]{6,64}$/i;

/**
 * All ways in which receipts of a stretch can fit a filter; `text`: '' or at least three characters. No receipt
 * comes in two of them. Each facet that is meant is looked through by itself, for all indexes have it before the
 * time: so no more is read than about what is found, whatever is asked for together.
 */
export function* sourcesOf(
  db: Database,
  text: string,
  filter: HistoryFilter,
  stretch: Stretch,
): Generator<Source> {
  const facets = facetsFor(db, filter).map(({ number }) => number);
  if (text === '') {
    yield* facetSources(facets, filter);
    return;
  }
  yield* namedSources(db, facets, text, stretch);
  if (beginsHash.test(text)) yield ofContent(facets, text);
}

/** Those of each facet that is meant, whatever their names. */
export const scannedSources = (db: Database, filter: HistoryFilter): readonly Source[] =>
  facetSources(
    facetsFor(db, filter).map(({ number }) => number),
    filter,
  );

function facetSources(
  facets: readonly number[],
  { siteId, outcomes }: HistoryFilter,
): readonly Source[] {
  return siteId === null && outcomes === null ? [everyReceipt] : facets.map(ofFacet);
}

const inOrder = { id: 'id', order: 'id DESC' } as const;

const everyReceipt: Source = {
  ...inOrder,
  from: 'receipts WHERE id >= ? AND id < ?',
  values: ({ low, high }) => [low, high],
};

const ofFacet = (facet: number): Source => ({
  ...inOrder,
  from: 'receipts WHERE facet = ? AND id >= ? AND id < ?',
  values: ({ low, high }) => [facet, low, high],
});

/** Facets lie one above the other there: FTS5, asked about one that has no such name, reads on through all below. */
function* namedSources(
  db: Database,
  facets: readonly number[],
  text: string,
  { low, high }: Stretch,
): Generator<Source> {
  /** The first place with such a name at or below the one that was looked from last. */
  let match: { readonly facet: number; readonly id: number } | undefined;
  for (const facet of facets.toReversed()) {
    if (facet > mostSearchedFacets || (match !== undefined && match.facet < facet)) continue;
    if (match?.facet !== facet || match.id >= high) match = nextNamed(db, facet, text, high);
    if (match === undefined) return;
    if (match.facet === facet && match.id >= low) yield ofName(facet, text);
  }
}

function nextNamed(db: Database, facet: number, text: string, high: number) {
  const row = db.get(
    `SELECT rowid >> ${idBits} AS facet, rowid & ${idMask} AS id FROM receipt_names
     WHERE receipt_names MATCH ? AND rowid < ${place} ORDER BY rowid DESC LIMIT 1`,
    toTheLetter(text),
    facet,
    high,
  );
  return row && { facet: Number(row['facet']), id: Number(row['id']) };
}

const idMask = 2 ** idBits - 1;
/** Numbers come as REAL, and FTS5 passes over a limit that is none of its own kind. */
const place = `(? << ${idBits}) + CAST(? AS INTEGER)`;

const toTheLetter = (text: string): string => `"${text.replaceAll('"', '""')}"`;

const ofName = (facet: number, text: string): Source => ({
  id: `rowid & ${idMask}`,
  order: 'rowid DESC',
  from: `receipt_names WHERE receipt_names MATCH ? AND rowid >= ${place} AND rowid < ${place}`,
  values: ({ low, high }) => [toTheLetter(text), facet, low, facet, high],
});

/** Those that have it in their name too come from there. */
const ofContent = (facets: readonly number[], hash: string): Source => ({
  ...inOrder,
  // SQLite would rather read all in the order of their numbers.
  from: `receipts INDEXED BY receipts_by_content
    WHERE sha256 >= ? AND sha256 < ? AND id >= ? AND id < ?
    AND facet IN (SELECT value FROM json_each(?)) AND name NOT LIKE ?`,
  values: ({ low, high }) => {
    const begin = hash.toLowerCase();
    return [begin, `${begin}g`, low, high, JSON.stringify(facets), `%${hash}%`];
  },
});
