import { sentOutcomeSchema, type SentOutcome } from '../../shared/domain/inspection.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../storage/database.ts';

/** So long it is known that a message was sent. */
export const keptDays = 90;
const keptMs = keptDays * 24 * 60 * 60_000;

/**
 * Which control IDs went to which site, from which file, and what became of them; also in earlier runs of the
 * program, and in one that ended in the middle. Every method throws AppError `storage-failed`.
 */
export class SentIds {
  readonly #db: Database;
  readonly #clock: Pick<Clock, 'now'>;
  #count = 0;
  #pruned = false;

  constructor(db: Database, clock: Pick<Clock, 'now'>) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Grows with each that is noted. */
  get count(): number {
    return this.#count;
  }

  /** Before it is sent: whatever happens then, it is known that it may have been. */
  note(siteId: string, fileId: string, controlId: string): void {
    this.#prune();
    this.#db.run(
      `INSERT INTO sent_messages (site_id, control_id, file_id, outcome, at) VALUES (?, ?, ?, NULL, ?)
       ON CONFLICT DO UPDATE SET at = excluded.at`,
      siteId,
      controlId,
      fileId,
      this.#clock.now(),
    );
    this.#count += 1;
  }

  /** It surely did not arrive. What is known of an earlier sending stays. */
  takeBack(siteId: string, fileId: string, controlId: string): void {
    this.#db.run(
      'DELETE FROM sent_messages WHERE site_id = ? AND control_id = ? AND file_id = ? AND outcome IS NULL',
      siteId,
      controlId,
      fileId,
    );
    this.#count += 1;
  }

  ended(siteId: string, fileId: string, controlId: string, outcome: SentOutcome): void {
    this.#db.run(
      `INSERT INTO sent_messages (site_id, control_id, file_id, outcome, at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET outcome = excluded.outcome, at = excluded.at`,
      siteId,
      controlId,
      fileId,
      outcome,
      this.#clock.now(),
    );
    this.#count += 1;
  }

  /**
   * What became of it where it went to the site from another file, the last time; null: it did not. Sending a
   * file's messages again is meant.
   */
  fromAnother(siteId: string, fileId: string, controlId: string): SentOutcome | null {
    const row = this.#db.get(
      `SELECT outcome FROM sent_messages WHERE site_id = ? AND control_id = ? AND file_id <> ? AND at > ?
       ORDER BY at DESC LIMIT 1`,
      siteId,
      controlId,
      fileId,
      this.#clock.now() - keptMs,
    );
    if (row === undefined) return null;
    return sentOutcomeSchema.safeParse(row['outcome']).data ?? 'unknown';
  }

  /** All or nothing of what `act` writes. */
  atOnce(act: () => void): void {
    this.#db.transaction(act);
  }

  #prune(): void {
    if (this.#pruned) return;
    this.#db.run('DELETE FROM sent_messages WHERE at <= ?', this.#clock.now() - keptMs);
    this.#pruned = true;
  }
}
