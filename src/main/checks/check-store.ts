import { checkSchema, type Check } from '../../shared/domain/check.ts';
import type { Database, Row } from '../storage/database.ts';
import { jsonObject, readRows } from '../storage/read-rows.ts';

/** How many checks of a site are kept. */
export const keptChecks = 50;

const noun = ['connection check', 'connection checks'] as const;

/** The checks that have ended, by site; they go when their site goes. The newest is the one that was stored last. */
export class CheckStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Does nothing when the site is gone. */
  save(check: Check): void {
    const { siteId } = check;
    this.#db.transaction(() => {
      this.#db.run(
        `INSERT INTO checks (site_id, started_at, scheduled, json)
         SELECT id, ?, ?, ? FROM sites WHERE id = ?`,
        check.startedAt,
        check.scheduled ? 1 : 0,
        JSON.stringify(check),
        siteId,
      );
      // The last one of a morning stays, or it would be made again.
      this.#db.run(
        `DELETE FROM checks WHERE site_id = ?1
           AND number NOT IN (SELECT number FROM checks WHERE site_id = ?1 ORDER BY number DESC LIMIT ?2)
           AND number <> ifnull((SELECT max(number) FROM checks WHERE site_id = ?1 AND scheduled = 1), 0)`,
        siteId,
        keptChecks,
      );
    });
  }

  /** The last of each site. */
  latest(): readonly Check[] {
    return this.#read('WHERE number IN (SELECT max(number) FROM checks GROUP BY site_id)', []);
  }

  /** The last 50 of a site, newest first. */
  of(siteId: string): readonly Check[] {
    return this.#read('WHERE site_id = ? ORDER BY number DESC LIMIT ?', [siteId, keptChecks]);
  }

  /** When the last check of a site that was made by itself began; null: never. */
  lastMorning(siteId: string): number | null {
    const row = this.#db.get(
      'SELECT started_at FROM checks WHERE site_id = ? AND scheduled = 1 ORDER BY number DESC LIMIT 1',
      siteId,
    );
    return row === undefined ? null : Number(row['started_at']);
  }

  #read(rest: string, values: readonly (string | number)[]): readonly Check[] {
    return readRows(this.#db, { table: 'checks', noun, rest, values }, checkOf);
  }
}

function checkOf(row: Row): Check {
  const check = checkSchema.parse(jsonObject(row['json']));
  if (check.verdict === null) throw new Error('it has not ended');
  return check;
}
