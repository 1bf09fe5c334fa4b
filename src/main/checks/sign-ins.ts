import { AppError, toFailure, type ErrorCode, type Failure } from '../../shared/domain/error.ts';
import type { Connect } from '../transport/transport.ts';
import {
  accountOf,
  refusalsThatAreAskedAbout,
  type RefusedSignIns,
  type Reservation,
  type SignsIn,
} from './refused-sign-ins.ts';
import { Turnstile } from './turnstile.ts';

/** One sign-in that is about to be sent. Only the first of what it is told counts. */
export interface SignInTry {
  readonly kind: 'try';
  accepted(): void;
  /** Nothing was sent after all. */
  unsent(): void;
  /** With why it came to nothing. */
  ended(thrown: unknown): void;
}

export type SignInTurn = SignInTry | { readonly kind: 'held-back'; readonly refused: number };

/** With these no server has judged anything. */
const notJudged: ReadonlySet<ErrorCode> = new Set([
  'key-unreadable',
  'key-passphrase-wrong',
  'login-method-refused',
]);

/** One sign-in at a time for each account, counted before it is sent. */
export class SignIns {
  readonly #refused: RefusedSignIns;
  readonly #notice: (failure: Failure) => void;
  readonly #turns = new Map<string, Turnstile>();

  /** `notice` is told what can't be noted. */
  constructor(refused: RefusedSignIns, notice: (failure: Failure) => void) {
    this.#refused = refused;
    this.#notice = notice;
  }

  lately(who: SignsIn): number {
    return this.#refused.lately(who);
  }

  /**
   * Waits for the account's other sign-ins of this process, then counts one more, unless `most` are
   * there already. Rejects AppError `cancelled`, `storage-failed`. What it gives has to be told its end.
   */
  begin(who: SignsIn, most: number, signal: AbortSignal): Promise<SignInTurn> {
    return this.#inTurn(who, signal, (leave) =>
      this.#turn(who, this.#refused.reserve(who, most), leave),
    );
  }

  /** As `begin`, also where nothing can be noted. */
  beginAnyhow(who: SignsIn, most: number, signal: AbortSignal): Promise<SignInTurn> {
    return this.#inTurn(who, signal, (leave) => {
      let reserved: Reservation | null = null;
      this.#noted(() => {
        reserved = this.#refused.reserve(who, most);
      });
      return this.#turn(who, reserved, leave);
    });
  }

  #turn(who: SignsIn, reserved: Reservation | null, leave: () => void): SignInTurn {
    if (reserved?.kind !== 'held-back')
      return this.#try(who, reserved === null ? null : reserved.id, leave);
    leave();
    return reserved;
  }

  async #inTurn<T>(who: SignsIn, signal: AbortSignal, act: (leave: () => void) => T): Promise<T> {
    const account = accountOf(who);
    const turns = this.#turns.get(account) ?? new Turnstile(1);
    this.#turns.set(account, turns);
    const leave = await turns.enter(signal);
    try {
      if (signal.aborted) throw new AppError('cancelled');
      return act(leave);
    } catch (thrown) {
      leave();
      throw thrown;
    }
  }

  #try(who: SignsIn, id: number | null, leave: () => void): SignInTry {
    let over = false;
    const end = (note: () => void): void => {
      if (over) return;
      over = true;
      this.#noted(note);
      leave();
    };
    const release = (): void => {
      if (id !== null) this.#refused.release(id);
    };
    return {
      kind: 'try',
      accepted: () => end(() => this.#refused.forget(who)),
      unsent: () => end(release),
      ended: (thrown) => {
        const judged = !(thrown instanceof AppError && notJudged.has(thrown.code));
        end(judged ? () => this.#refused.keep(who, id) : release);
      },
    };
  }

  #noted(note: () => void): void {
    try {
      note();
    } catch (thrown) {
      this.#notice(toFailure(thrown));
    }
  }
}

/** Whether the person wants one more sign-in after so many that were refused lately. */
export type MayInsist = (refused: number, signal: AbortSignal) => Promise<boolean>;

/**
 * A driver whose sign-ins take turns and are counted. The fourth one in five minutes is asked about before
 * anything secret goes out; without a yes it rejects `login-paused`.
 */
export const countingSignIns =
  (
    connect: Connect,
    signIns: Pick<SignIns, 'beginAnyhow' | 'lately'>,
    mayInsist: MayInsist,
  ): Connect =>
  async (target, hooks, signal) => {
    let current: SignInTry | undefined;
    let over = false;
    try {
      const connection = await connect(
        target,
        {
          checkIdentity: (presented) => hooks.checkIdentity(presented),
          credentials: async () => {
            // Before the person types a password in vain.
            const refused = latelyRefused(signIns, target);
            const insists = refused >= refusalsThatAreAskedAbout;
            if (insists) await insist(mayInsist, refused, signal);
            const credentials = await hooks.credentials();
            const turn = await nextTurn(signIns, target, { insists, mayInsist }, signal);
            if (over) {
              // The link has ended while the person typed, or others had their turn.
              turn.unsent();
              throw new AppError('cancelled');
            }
            current = turn;
            return credentials;
          },
          log: (kind, text) => hooks.log(kind, text),
          reached: (milestone) => {
            if (milestone.kind === 'signed-in') current?.accepted();
            hooks.reached?.(milestone);
          },
        },
        signal,
      );
      current?.accepted();
      return connection;
    } catch (thrown) {
      over = true;
      current?.ended(thrown);
      throw thrown;
    }
  };

async function nextTurn(
  signIns: Pick<SignIns, 'beginAnyhow'>,
  who: SignsIn,
  asked: { readonly insists: boolean; readonly mayInsist: MayInsist },
  signal: AbortSignal,
): Promise<SignInTry> {
  const most = asked.insists ? anyNumber : refusalsThatAreAskedAbout;
  const turn = await signIns.beginAnyhow(who, most, signal);
  if (turn.kind === 'try') return turn;
  // Others were refused since.
  await insist(asked.mayInsist, turn.refused, signal);
  return nextTurn(signIns, who, { ...asked, insists: true }, signal);
}

const anyNumber = Number.MAX_SAFE_INTEGER;

async function insist(mayInsist: MayInsist, refused: number, signal: AbortSignal): Promise<void> {
  const yes = await mayInsist(refused, signal);
  if (signal.aborted) throw new AppError('cancelled');
  if (!yes) throw new AppError('login-paused', `${refused} in the last five minutes`);
}

/** What can't be read holds nobody back. */
function latelyRefused(signIns: Pick<SignIns, 'lately'>, who: SignsIn): number {
  try {
    return signIns.lately(who);
  } catch {
    return 0;
  }
}
