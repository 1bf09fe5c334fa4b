import { AppError } from '../../shared/domain/error.ts';
import {
  settingsChangeSchema,
  settingsSchema,
  type Settings,
  type SettingsChange,
} from '../../shared/domain/settings.ts';
import { Changes } from '../storage/changes.ts';
import type { Database } from '../storage/database.ts';
import { readRows } from '../storage/read-rows.ts';

/** The program's settings; what was never chosen, or can't be read any more, has its default. */
export class SettingsStore {
  readonly #db: Database;
  readonly #changes = new Changes();

  constructor(db: Database) {
    this.#db = db;
  }

  get(): Settings {
    const saved = readRows(
      this.#db,
      { table: 'settings', noun: ['setting', 'settings'] },
      // One by one, so that an unreadable one takes no other with it.
      ({ key, json }) =>
        settingsChangeSchema.parse({ [String(key)]: JSON.parse(String(json)) as unknown }),
    );
    return settingsSchema.parse(Object.assign({}, ...saved));
  }

  /** Changes what is given and leaves the rest. Throws AppError `invalid-input`. */
  update(changes: SettingsChange): Settings {
    const parsed = settingsChangeSchema.safeParse(changes);
    if (!parsed.success) {
      throw new AppError('invalid-input', parsed.error.issues[0]?.message ?? '');
    }
    const settings = this.#db.transaction(() => {
      for (const [key, value] of Object.entries(parsed.data)) {
        if (value === undefined) continue;
        this.#db.run(
          `INSERT INTO settings (key, json) VALUES (?, ?)
           ON CONFLICT (key) DO UPDATE SET json = excluded.json`,
          key,
          JSON.stringify(value),
        );
      }
      return this.get();
    });
    this.#changes.tell();
    return settings;
  }

  /** Called after each change that this process made. Returns its undo. */
  onChanged(listener: () => void): () => void {
    return this.#changes.listen(listener);
  }
}
