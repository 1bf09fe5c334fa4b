import { outcomeSchema, type HistoryFilter, type Outcome } from '../../shared/domain/receipt.ts';
import type { Database } from '../storage/database.ts';

/** So many fit beside the number of a receipt in the index of names; those of later facets are not in it. */
export const mostSearchedFacets = 2 ** 13 - 2;

/** A pair of site and outcome, which each receipt has. There are few, so that each can be searched by itself. */
export interface Facet {
  readonly number: number;
  readonly siteId: string;
  readonly outcome: Outcome;
}

/** Made where it is not there. Only within a transaction: what it answers may be taken back with that. */
export function facetNumber(db: Database, siteId: string, outcome: Outcome): number {
  const find = 'SELECT facet FROM receipt_facets WHERE site_id = ? AND outcome = ?';
  const known = db.get(find, siteId, outcome);
  if (known !== undefined) return Number(known['facet']);
  db.run('INSERT INTO receipt_facets (site_id, outcome) VALUES (?, ?)', siteId, outcome);
  return Number(db.get(find, siteId, outcome)?.['facet']);
}

/** Those that a filter means. */
export function facetsFor(
  db: Database,
  { siteId, outcomes }: Pick<HistoryFilter, 'siteId' | 'outcomes'>,
): readonly Facet[] {
  return db
    .all('SELECT facet, site_id, outcome FROM receipt_facets ORDER BY facet')
    .flatMap((row) => {
      const outcome = outcomeSchema.safeParse(row['outcome']).data;
      if (outcome === undefined) return [];
      return [{ number: Number(row['facet']), siteId: String(row['site_id']), outcome }];
    })
    .filter((facet) => siteId === null || facet.siteId === siteId)
    .filter(({ outcome }) => outcomes === null || outcomes.includes(outcome));
}
