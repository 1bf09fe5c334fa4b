import { z } from 'zod';
import { failureSchema } from '../../shared/domain/error.ts';
import { ruleRunOutcomes, type RuleRun } from '../../shared/domain/rule.ts';
import type { Clock } from '../clock.ts';
import type { Database, Row } from '../storage/database.ts';
import { jsonObject, readRows } from '../storage/read-rows.ts';

/** How many runs of a rule are kept. */
export const keptRuns = 100;
/** How many sentences a run has about single files. */
export const mostNotes = 50;

/** What a run came to. */
export type RunEnd = Omit<RuleRun, 'id' | 'ruleId' | 'startedAt' | 'endedAt' | 'outcome'> & {
  readonly outcome: NonNullable<RuleRun['outcome']>;
};

export const nothingYet = {
  ...{ sent: 0, known: 0, refused: 0, failed: 0, unknown: 0 },
  failure: null,
  notes: [],
} as const;

const count = z.number().int().min(0);
const contentSchema = z.object({
  ...{ sent: count, known: count, refused: count, failed: count, unknown: count },
  outcome: z.enum(ruleRunOutcomes).nullable(),
  failure: failureSchema.nullable(),
  notes: z.array(z.string()).max(mostNotes),
});

const noun = ['run of a rule', 'runs of rules'] as const;

/** The runs that had files, and when each rule last looked for some. They go when their rule goes. */
export class RuleRuns {
  readonly #db: Database;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(db: Database, clock: Pick<Clock, 'now'>) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Answers with its number. Throws AppError `storage-failed`, also when the rule is gone. */
  begin(ruleId: string): number {
    return this.#db.transaction(() => {
      this.#db.run(
        'INSERT INTO rule_runs (rule_id, started_at, ended_at, json) VALUES (?, ?, NULL, ?)',
        ruleId,
        this.#clock.now(),
        JSON.stringify({ ...nothingYet, outcome: null }),
      );
      const row = this.#db.get('SELECT max(id) AS id FROM rule_runs WHERE rule_id = ?', ruleId);
      this.#db.run(
        `DELETE FROM rule_runs WHERE rule_id = ?1 AND id NOT IN
           (SELECT id FROM rule_runs WHERE rule_id = ?1 ORDER BY id DESC LIMIT ?2)`,
        ruleId,
        keptRuns,
      );
      return Number(row?.['id']);
    });
  }

  /** Does nothing when the rule is gone. */
  end(id: number, end: RunEnd): void {
    const content = { ...end, notes: end.notes.slice(0, mostNotes) };
    this.#db.run(
      'UPDATE rule_runs SET ended_at = ?, json = ? WHERE id = ?',
      this.#clock.now(),
      JSON.stringify(content),
      id,
    );
  }

  /** It had nothing to do. */
  drop(id: number): void {
    this.#db.run('DELETE FROM rule_runs WHERE id = ?', id);
  }

  /** Newest first, 100 at the most. */
  of(ruleId: string): readonly RuleRun[] {
    return this.#read('WHERE rule_id = ? ORDER BY id DESC LIMIT ?', [ruleId, keptRuns]);
  }

  latest(ruleId: string): RuleRun | null {
    return this.#read('WHERE rule_id = ? ORDER BY id DESC LIMIT 1', [ruleId])[0] ?? null;
  }

  /** Rules that have a run without an end. */
  open(): readonly string[] {
    return this.#db
      .all('SELECT DISTINCT rule_id FROM rule_runs WHERE ended_at IS NULL')
      .map((row) => String(row['rule_id']));
  }

  /** The program ended during them: whoever calls this knows that nobody runs the rule now. */
  interrupt(ruleId: string): void {
    for (const { id, endedAt, ...run } of this.of(ruleId)) {
      if (endedAt === null) this.end(id, { ...contentOf(run), outcome: 'interrupted' });
    }
  }

  /** The rule has looked for files now; `done`: and left none that should have arrived. Does nothing when it is gone. */
  noteLook(ruleId: string, done: boolean): void {
    const now = this.#clock.now();
    this.#db.run(
      `INSERT INTO rule_looks (rule_id, at, done_at) SELECT id, ?, ? FROM rules WHERE id = ?
       ON CONFLICT (rule_id) DO UPDATE SET at = excluded.at, done_at = ifnull(excluded.done_at, done_at)`,
      now,
      done ? now : null,
      ruleId,
    );
  }

  lastLookAt(ruleId: string): number | null {
    return this.#look(ruleId, 'at');
  }

  /** When a run last ended well, also one that found nothing. */
  lastSuccessAt(ruleId: string): number | null {
    return this.#look(ruleId, 'done_at');
  }

  #look(ruleId: string, column: 'at' | 'done_at'): number | null {
    const row = this.#db.get('SELECT at, done_at FROM rule_looks WHERE rule_id = ?', ruleId);
    const at = row?.[column] ?? null;
    return at === null ? null : Number(at);
  }

  #read(rest: string, values: readonly (string | number)[]): readonly RuleRun[] {
    return readRows(this.#db, { table: 'rule_runs', noun, rest, values }, runOf);
  }
}

const contentOf = ({ sent, known, refused, failed, unknown, failure, notes }: RunContent) => ({
  ...{ sent, known, refused, failed, unknown, failure, notes },
});
type RunContent = Omit<RunEnd, 'outcome'>;

function runOf(row: Row): RuleRun {
  const endedAt = row['ended_at'] ?? null;
  const content = contentSchema.parse(jsonObject(row['json']));
  if ((endedAt === null) !== (content.outcome === null)) throw new Error('its end is not clear');
  return {
    ...content,
    id: Number(row['id']),
    ruleId: String(row['rule_id']),
    startedAt: Number(row['started_at']),
    endedAt: endedAt === null ? null : Number(endedAt),
  };
}
