import { AppError } from '../../shared/domain/error.ts';
import type { PresentedIdentity } from '../../shared/domain/identity.ts';
import type { ConnectHooks, Credentials, Milestone } from '../transport/transport.ts';
import { deferred, type Deferred } from './deferred.ts';

/** What a connect is watched by: all it may ask or tell but the session log. */
export type ApproachHooks = Required<Omit<ConnectHooks, 'log'>>;

export interface Opened {
  close(): void | Promise<void>;
}

type Kind = Milestone['kind'];

/**
 * One connect, watched on its way: the steps of a check wait for its milestones and settle what it asks.
 * Every wait rejects with the connect's own failure when that comes first.
 */
export class Approach<Link extends Opened> {
  readonly #open: (hooks: ApproachHooks, signal: AbortSignal) => Promise<Link>;
  readonly #life = new AbortController();
  readonly #link = deferred<Link>();
  readonly #milestones = new Map<Kind, Deferred<Milestone>>();
  readonly #presented = deferred<PresentedIdentity>();
  readonly #identity = deferred<undefined>();
  readonly #credentials = deferred<Credentials>();
  #begun = false;
  #proxy: string | undefined;
  #closing: Promise<void> | undefined;

  constructor(open: (hooks: ApproachHooks, signal: AbortSignal) => Promise<Link>) {
    this.#open = open;
  }

  begin(): void {
    this.#begun = true;
    const hooks: ApproachHooks = {
      reached: (milestone) => {
        if (milestone.kind === 'name') this.#proxy = milestone.proxy;
        this.#at(milestone.kind).resolve(milestone);
      },
      checkIdentity: async (presented) => {
        this.#presented.resolve(presented);
        await this.#identity.promise;
      },
      credentials: () => this.#credentials.promise,
    };
    this.#open(hooks, this.#life.signal).then(this.#link.resolve, this.#link.reject);
  }

  /** The link, once it is open. */
  get link(): Promise<Link> {
    return this.#link.promise;
  }

  async milestone<K extends Kind>(kind: K): Promise<Extract<Milestone, { readonly kind: K }>> {
    const told = await Promise.race([this.#at(kind).promise, this.#opened()]);
    if (told?.kind !== kind) throw new AppError('internal', `Connected without "${kind}"`);
    return told as Extract<Milestone, { readonly kind: K }>;
  }

  /** The proxy that the way leads through, as people read it; undefined: none, or it is not known yet. */
  get proxy(): string | undefined {
    return this.#proxy;
  }

  /** What the server showed; undefined where the link is open and needed none. */
  presented(): Promise<PresentedIdentity | undefined> {
    return Promise.race([this.#presented.promise, this.#opened()]);
  }

  accept(): void {
    this.#identity.resolve(undefined);
  }

  refuse(why: AppError): void {
    this.#identity.reject(why);
  }

  signInWith(credentials: Credentials): void {
    this.#credentials.resolve(credentials);
  }

  /** Closes the link, or breaks the connect off before anything that it still asks was answered. Never rejects. */
  close(): Promise<void> {
    return (this.#closing ??= this.#end());
  }

  async #end(): Promise<void> {
    this.#life.abort();
    if (!this.#begun) return;
    try {
      await (await this.#link.promise).close();
    } catch {
      // It never opened: the step that waited for it was told why. Or it is gone already.
    }
  }

  #opened(): Promise<undefined> {
    return this.#link.promise.then(() => undefined);
  }

  #at(kind: Kind): Deferred<Milestone> {
    const known = this.#milestones.get(kind);
    if (known !== undefined) return known;
    const made = deferred<Milestone>();
    this.#milestones.set(kind, made);
    return made;
  }
}
