import {
  acceptedIdentitySchema,
  presentedIdentitySchema,
  type AcceptedIdentity,
  type PresentedIdentity,
} from '../../shared/domain/identity.ts';
import { Changes } from '../storage/changes.ts';
import type { Database } from '../storage/database.ts';
import { jsonObject, readRows } from '../storage/read-rows.ts';

/** The identities that were accepted, one for each host (whatever its case) and port. */
export class IdentityStore {
  readonly #db: Database;
  readonly #changes = new Changes();

  constructor(db: Database) {
    this.#db = db;
  }

  get(host: string, port: number): AcceptedIdentity | undefined {
    return readRows(
      this.#db,
      {
        table: 'identities',
        noun: ['server identity', 'server identities'],
        rest: 'WHERE host = ? AND port = ?',
        values: [hostKey(host), port],
      },
      (row) =>
        acceptedIdentitySchema.parse({
          ...jsonObject(row['json']),
          host: row['host'],
          port: row['port'],
        }),
    )[0];
  }

  /** In place of what was accepted before. */
  accept(host: string, port: number, presented: PresentedIdentity, at: number): AcceptedIdentity {
    const accepted = { ...presentedIdentitySchema.parse(presented), acceptedAt: at };
    this.#db.run(
      `INSERT INTO identities (host, port, json) VALUES (?, ?, ?)
       ON CONFLICT (host, port) DO UPDATE SET json = excluded.json`,
      hostKey(host),
      port,
      JSON.stringify(accepted),
    );
    this.#changes.tell();
    return { ...accepted, host: hostKey(host), port };
  }

  forget(host: string, port: number): void {
    this.#db.run('DELETE FROM identities WHERE host = ? AND port = ?', hostKey(host), port);
    this.#changes.tell();
  }

  /** Called after each change that this process made. Returns its undo. */
  onChanged(listener: () => void): () => void {
    return this.#changes.listen(listener);
  }
}

export const hostKey = (host: string): string => host.toLowerCase();
