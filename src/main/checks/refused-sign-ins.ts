import { isCiisHost } from '../../shared/domain/presets.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../storage/database.ts';

/** Who signs in where. */
export interface SignsIn {
  readonly host: string;
  readonly port: number;
  readonly username: string;
}

/** Six within five minutes lock the account (Globalscape EFT's default). */
const withinMs = 5 * 60_000;

/** With so many a check signs in only when the person says so. */
export const refusalsThatHoldBack = 2;

/** With so many a person is asked before a password is sent once more, whatever it is for. */
export const refusalsThatAreAskedAbout = 3;

/** CIIS has one account for its servers. */
const serverOf = ({ host, port }: SignsIn): string =>
  isCiisHost(host) ? 'ciis' : `${host.toLowerCase()}:${port}`;

/** The same for two sites whose wrong passwords a server counts together. */
export const accountOf = (who: SignsIn): string => JSON.stringify([serverOf(who), who.username]);

/** `reserved`: it counts already, in case its answer never comes. */
export type Reservation =
  | { readonly kind: 'reserved'; readonly id: number }
  | { readonly kind: 'held-back'; readonly refused: number };

/**
 * The sign-ins that servers have refused or not answered, and those under way, of checks and of
 * sessions, whichever process they are in.
 */
export class RefusedSignIns {
  readonly #db: Database;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(db: Database, clock: Pick<Clock, 'now'>) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Counts one before it is sent; not where there are `most` already. */
  reserve(who: SignsIn, most: number): Reservation {
    return this.#db.transaction((): Reservation => {
      const refused = this.lately(who);
      if (refused >= most) return { kind: 'held-back', refused };
      const now = this.#clock.now();
      // The clock may have been set: what is far ahead is as old as what is far back.
      this.#db.run('DELETE FROM refused_sign_ins WHERE abs(at - ?) >= ?', now, withinMs);
      return { kind: 'reserved', id: this.#add(who, null) };
    });
  }

  /** It was refused, or nobody knows: it counts from now on. */
  keep(who: SignsIn, id: number | null): void {
    this.#db.transaction(() => this.#add(who, id));
  }

  /** It was not sent. */
  release(id: number): void {
    this.#db.run('DELETE FROM refused_sign_ins WHERE id = ?', id);
  }

  /** The server took them. */
  forget(who: SignsIn): void {
    this.#db.run(
      'DELETE FROM refused_sign_ins WHERE server = ? AND username = ?',
      serverOf(who),
      who.username,
    );
  }

  /** How many there were in the last five minutes, since one was accepted. */
  lately(who: SignsIn): number {
    const row = this.#db.get(
      'SELECT count(*) AS refused FROM refused_sign_ins WHERE server = ? AND username = ? AND abs(at - ?) < ?',
      serverOf(who),
      who.username,
      this.#clock.now(),
      withinMs,
    );
    return Number(row?.['refused'] ?? 0);
  }

  /** A sign-in of the account that was accepted meanwhile may have taken the row away. */
  #add(who: SignsIn, id: number | null): number {
    this.#db.run(
      'INSERT OR REPLACE INTO refused_sign_ins (id, server, username, at) VALUES (?, ?, ?, ?)',
      id,
      serverOf(who),
      who.username,
      this.#clock.now(),
    );
    return Number(this.#db.get('SELECT last_insert_rowid() AS id')?.['id']);
  }
}
