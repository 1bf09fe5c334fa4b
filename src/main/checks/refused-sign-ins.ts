import { AppError, toFailure, type Failure } from '../../shared/domain/error.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../storage/database.ts';
import type { Connect } from '../transport/transport.ts';

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

const mine = 'host = ? AND port = ? AND username = ?';
const keyOf = ({ host, port, username }: SignsIn) => [host.toLowerCase(), port, username] as const;

/** The sign-ins that servers have refused, by checks and by sessions, whichever process they were in. */
export class RefusedSignIns {
  readonly #db: Database;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(db: Database, clock: Pick<Clock, 'now'>) {
    this.#db = db;
    this.#clock = clock;
  }

  note(who: SignsIn): void {
    const now = this.#clock.now();
    this.#db.transaction(() => {
      // The clock may have been set: what is far ahead is as old as what is far back.
      this.#db.run('DELETE FROM refused_sign_ins WHERE abs(at - ?) >= ?', now, withinMs);
      this.#db.run(
        'INSERT INTO refused_sign_ins (host, port, username, at) VALUES (?, ?, ?, ?)',
        ...keyOf(who),
        now,
      );
    });
  }

  /** The server took them. */
  forget(who: SignsIn): void {
    this.#db.run(`DELETE FROM refused_sign_ins WHERE ${mine}`, ...keyOf(who));
  }

  /** How many there were in the last five minutes, since one was accepted. */
  lately(who: SignsIn): number {
    const row = this.#db.get(
      `SELECT count(*) AS refused FROM refused_sign_ins WHERE ${mine} AND abs(at - ?) < ?`,
      ...keyOf(who),
      this.#clock.now(),
      withinMs,
    );
    return Number(row?.['refused'] ?? 0);
  }
}

/** A driver whose refused sign-ins are noted. What can't be noted is told, and changes nothing else. */
export const countingRefusals =
  (
    connect: Connect,
    refused: Pick<RefusedSignIns, 'note' | 'forget'>,
    notice: (failure: Failure) => void,
  ): Connect =>
  async (target, hooks, signal) => {
    const noted = (note: () => void): void => {
      try {
        note();
      } catch (thrown) {
        notice(toFailure(thrown));
      }
    };
    let taken = false;
    const accepted = (): void => {
      if (!taken) noted(() => refused.forget(target));
      taken = true;
    };
    try {
      const connection = await connect(
        target,
        {
          checkIdentity: (presented) => hooks.checkIdentity(presented),
          credentials: () => hooks.credentials(),
          log: (kind, text) => hooks.log(kind, text),
          reached: (milestone) => {
            if (milestone.kind === 'signed-in') accepted();
            hooks.reached?.(milestone);
          },
        },
        signal,
      );
      accepted();
      return connection;
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'login-refused') {
        noted(() => refused.note(target));
      }
      throw thrown;
    }
  };
