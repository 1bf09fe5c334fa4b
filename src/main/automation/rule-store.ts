import { AppError } from '../../shared/domain/error.ts';
import {
  newRuleSettings,
  ruleSettingsSchema,
  type Rule,
  type RuleSettings,
} from '../../shared/domain/rule.ts';
import { sameName } from '../sites/site-names.ts';
import type { Database, Row } from '../storage/database.ts';
import { jsonObject, readRows } from '../storage/read-rows.ts';

interface RuleStoreParts {
  readonly newId: () => string;
}

/** The rules, always as the database has them: another process may change them. */
export class RuleStore {
  readonly #db: Database;
  readonly #newId: () => string;

  constructor(db: Database, { newId }: RuleStoreParts) {
    this.#db = db;
    this.#newId = newId;
  }

  /** By position. */
  list(): readonly Rule[] {
    return readRows(
      this.#db,
      { table: 'rules', noun: ['rule', 'rules'], rest: 'ORDER BY position, rowid' },
      ruleOf,
    );
  }

  /** Throws AppError `rule-not-found`. */
  get(id: string): Rule {
    const rule = this.list().find((each) => each.id === id);
    if (rule === undefined) throw new AppError('rule-not-found', id);
    return rule;
  }

  /** By name, whatever its case; else by id. */
  find(nameOrId: string): Rule | undefined {
    const rules = this.list();
    return (
      rules.find(({ name }) => sameName(name, nameOrId)) ?? rules.find(({ id }) => id === nameOrId)
    );
  }

  /** Makes (id null, at the end) or changes a rule. Throws AppError `invalid-input`, `rule-not-found`. */
  save(id: string | null, settings: RuleSettings): Rule {
    return this.#db.transaction(() => {
      const rules = this.list();
      const valid = this.#validate(settings, rules, id);
      if (id !== null) return this.#write({ ...this.get(id), ...valid });
      const position = (rules.at(-1)?.position ?? -1) + 1;
      return this.#write({ ...valid, id: this.#newId(), position });
    });
  }

  setPaused(id: string, paused: boolean): Rule {
    return this.#db.transaction(() => this.#write({ ...this.get(id), paused }));
  }

  /** With its runs. Throws AppError `rule-not-found`. */
  remove(id: string): void {
    this.#db.transaction(() => {
      this.get(id);
      this.#db.run('DELETE FROM rules WHERE id = ?', id);
    });
  }

  #validate(settings: RuleSettings, rules: readonly Rule[], ownId: string | null): RuleSettings {
    const parsed = ruleSettingsSchema.safeParse(settings);
    if (!parsed.success) {
      throw new AppError('invalid-input', parsed.error.issues[0]?.message ?? '');
    }
    const { name } = parsed.data;
    if (rules.some((each) => each.id !== ownId && sameName(each.name, name))) {
      throw new AppError('invalid-input', `There is already a rule called "${name}".`);
    }
    return parsed.data;
  }

  #write(rule: Rule): Rule {
    const { id, position, ...settings } = rule;
    this.#db.run(
      `INSERT INTO rules (id, position, json) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET position = excluded.position, json = excluded.json`,
      id,
      position,
      JSON.stringify(settings),
    );
    return rule;
  }
}

/** A setting that came with a later version has its default, so that no rule is lost to an update. */
function ruleOf(row: Row): Rule {
  const settings = ruleSettingsSchema.parse({ ...newRuleSettings(), ...jsonObject(row['json']) });
  return { ...settings, id: String(row['id']), position: Number(row['position']) };
}
