import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Database } from '../storage/database.ts';

/** `part`: some of its messages arrived, the others surely did not. `unknown`: some may have. */
const fileOutcomeSchema = z.enum(['sent', 'refused', 'unknown', 'part']);
export type FileOutcome = z.infer<typeof fileOutcomeSchema>;

const keptMs = 400 * 24 * 60 * 60_000;

/**
 * What became of files whose messages rules sent to a real-time gateway, by content: the history knows single
 * messages only. Every method throws AppError `storage-failed`.
 */
export class RuleFiles {
  readonly #db: Database;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(db: Database, clock: Pick<Clock, 'now'>) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Null: it was not sent, or surely nothing of it arrived. */
  outcome(siteId: string, sha256: string): FileOutcome | null {
    const row = this.#db.get(
      'SELECT outcome FROM rule_files WHERE site_id = ? AND sha256 = ?',
      siteId,
      sha256,
    );
    if (row === undefined) return null;
    return fileOutcomeSchema.safeParse(row['outcome']).data ?? 'unknown';
  }

  /** Null takes back what was noted. */
  note(siteId: string, sha256: string, outcome: FileOutcome | null): void {
    const now = this.#clock.now();
    this.#db.transaction(() => {
      this.#db.run('DELETE FROM rule_files WHERE at <= ?', now - keptMs);
      if (outcome === null) {
        this.#db.run('DELETE FROM rule_files WHERE site_id = ? AND sha256 = ?', siteId, sha256);
        return;
      }
      this.#db.run(
        `INSERT INTO rule_files (site_id, sha256, outcome, at) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET outcome = excluded.outcome, at = excluded.at`,
        siteId,
        sha256,
        outcome,
        now,
      );
    });
  }
}
