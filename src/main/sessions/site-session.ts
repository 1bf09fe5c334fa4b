import { isDeepStrictEqual } from 'node:util';
import { AppError, type ErrorCode } from '../../shared/domain/error.ts';
import type { RemoteEntry } from '../../shared/domain/remote-entry.ts';
import type { SessionState } from '../../shared/domain/session.ts';
import type { SiteOptions } from '../../shared/domain/site.ts';
import type { Connection } from '../transport/transport.ts';
import { abilitiesOf } from './abilities.ts';
import { dial, withoutSecrets, type Dialled } from './dial.ts';
import { eitherSignal } from './either-signal.ts';
import { chooseLane, type WorkKind } from './lanes.ts';
import { Link } from './link.ts';
import type { SessionParts } from './session-parts.ts';
import { WaitingLine } from './waiting-line.ts';

/** After one of these nothing is tried until somebody connects again: another try could lock the account. */
const final: ReadonlySet<ErrorCode> = new Set([
  'login-refused',
  'login-method-refused',
  'identity-unknown',
  'identity-changed',
]);

interface Attempt {
  readonly controller: AbortController;
  /** Who called connect() and still waits for it. */
  askers: number;
  done: Promise<void>;
}

/** The connections of one site, and the work that waits for them. */
export class SiteSession {
  /** As they are now: how many files and connections at a time. */
  options: SiteOptions;
  readonly #siteId: string;
  readonly #parts: SessionParts;
  readonly #publish: (state: SessionState) => void;
  #state: SessionState = { status: 'disconnected' };
  #since = 0;
  #links: Link[] = [];
  readonly #line = new WaitingLine();
  #transfers = 0;
  #attempt: Attempt | null = null;
  #failure: AppError | null = null;
  /** A sign-in was refused, perhaps of a further connection while others work on. */
  #blocked: AppError | null = null;
  /** The server took no further connection beside those there are. */
  #full = false;
  #mayList = true;
  #hasListed = false;

  constructor(
    siteId: string,
    options: SiteOptions,
    parts: SessionParts,
    publish: (state: SessionState) => void,
  ) {
    this.options = options;
    this.#siteId = siteId;
    this.#parts = parts;
    this.#publish = publish;
  }

  get state(): SessionState {
    return this.#state;
  }

  async connect(signal: AbortSignal): Promise<SessionState> {
    if (this.#attempt?.controller.signal.aborted === true) await this.#attempt.done;
    if (this.#links.some((link) => link.takesWork) || signal.aborted) return this.#state;
    this.#blocked = null;
    const attempt = this.#attempt ?? this.#open();
    attempt.askers += 1;
    const leave = () => {
      attempt.askers -= 1;
      this.#abandonIfUnwanted();
    };
    signal.addEventListener('abort', leave, { once: true });
    await attempt.done;
    signal.removeEventListener('abort', leave);
    return this.#state;
  }

  async use<T>(
    kind: WorkKind,
    work: (connection: Connection, signal: AbortSignal, fingerprint: string) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const link = await this.#lane(kind, signal);
    const either = eitherSignal(signal, link.stop.signal);
    try {
      return await work(link.connection, either.signal, link.fingerprint);
    } catch (thrown) {
      const error = withoutSecrets(thrown, this.#parts.log);
      if (!link.connection.usable && error.code !== 'cancelled') link.lostWork = true;
      throw error;
    } finally {
      either.release();
      this.#workEnded(link, kind);
    }
  }

  async list(path: string, signal: AbortSignal): Promise<readonly RemoteEntry[]> {
    try {
      const entries = await this.use(
        'browse',
        async ({ browse }, stop) => {
          if (browse === undefined) throw new AppError('remote-listing-refused');
          return browse.list(path, stop);
        },
        signal,
      );
      this.#hasListed = true;
      this.#mayList = true;
      return entries;
    } catch (thrown) {
      // One folder that is closed says nothing about an account that has seen another one.
      if (thrown instanceof AppError && thrown.code === 'remote-listing-refused')
        this.#mayList = this.#hasListed;
      throw thrown;
    } finally {
      this.#refresh();
    }
  }

  async disconnect(): Promise<void> {
    this.#line.refuseAll(new AppError('cancelled'));
    const attempt = this.#attempt;
    attempt?.controller.abort();
    this.#failure = null;
    const closed = this.#links.map((link) => {
      link.dismiss();
      return this.#close(link);
    });
    this.#refresh();
    await attempt?.done;
    await Promise.all(closed);
  }

  clearFailure(): void {
    this.#failure = null;
    this.#blocked = null;
    this.#refresh();
  }

  async #lane(kind: WorkKind, signal: AbortSignal): Promise<Link> {
    const lane = this.#line.join(kind, signal, () => this.#abandonIfUnwanted());
    this.#pump();
    return lane;
  }

  /** Gives lanes to those who wait, folders before files, and opens connections for them. */
  #pump(): void {
    for (const kind of ['browse', 'transfer'] as const) {
      while (this.#line.has(kind)) {
        const link = this.#choose(kind);
        if (link === null) break;
        link.begin();
        if (kind === 'transfer') this.#transfers += 1;
        this.#line.giveFirst(kind, link);
      }
    }
    this.#refresh();
  }

  #choose(kind: WorkKind): Link | null {
    const links = this.#links.map((link) => ({
      lanes: link.connection.lanes,
      busy: link.busy,
      usable: link.takesWork,
    }));
    const choice = chooseLane(
      {
        links,
        opening: this.#attempt !== null,
        transfers: this.#transfers,
        // As many again may wait for the server's last word (transfer/next-up.ts).
        mostTransfers: this.options.filesAtATime * 2,
        mostLinks: this.#full ? links.length : this.options.connections,
      },
      kind,
    );
    if (choice.kind === 'take') return this.#links[choice.index] ?? null;
    if (choice.kind === 'open') this.#openFurther();
    return null;
  }

  #openFurther(): void {
    if (this.#blocked === null) {
      this.#open();
      return;
    }
    if (this.#links.some((link) => link.takesWork)) return;
    this.#failure = this.#blocked;
    this.#line.refuseAll(this.#blocked);
  }

  #open(): Attempt {
    const controller = new AbortController();
    this.#failure = null;
    const attempt: Attempt = { controller, askers: 0, done: Promise.resolve() };
    this.#attempt = attempt;
    attempt.done = dial(this.#parts, this.#siteId, controller.signal).then(
      (dialled) => this.#opened(dialled, controller.signal),
      (thrown: unknown) => this.#notOpened(thrown),
    );
    this.#refresh();
    return attempt;
  }

  async #opened({ connection, fingerprint }: Dialled, signal: AbortSignal): Promise<void> {
    if (signal.aborted) {
      await connection.close();
      this.#notOpened(new AppError('cancelled'));
      return;
    }
    this.#attempt = null;
    this.#blocked = null;
    if (!this.#links.some((link) => link.shown)) {
      this.#since = this.#parts.clock.now();
      this.#mayList = true;
      this.#hasListed = false;
      this.#full = false;
    }
    const link = new Link(connection, fingerprint);
    this.#links.push(link);
    void connection.closed.then((why) => this.#gone(link, why));
    this.#note();
    this.#pump();
  }

  #note(): void {
    const { noteConnected, clock, log } = this.#parts;
    try {
      noteConnected(this.#siteId, clock.now());
    } catch (thrown) {
      // The connection is good; that its time could not be written down must not end it.
      log.add(this.#siteId, 'error', `Not noted: ${withoutSecrets(thrown, log).message}`);
    }
  }

  #notOpened(thrown: unknown): void {
    this.#attempt = null;
    const error = withoutSecrets(thrown, this.#parts.log);
    if (error.code === 'cancelled') {
      // Somebody may have come while it was being stopped.
      this.#pump();
      return;
    }
    if (final.has(error.code)) this.#blocked = error;
    if (this.#links.some((link) => link.takesWork)) {
      this.#full = true;
      this.#pump();
      return;
    }
    this.#failure = error;
    this.#line.refuseAll(error);
    this.#refresh();
  }

  #abandonIfUnwanted(): void {
    const attempt = this.#attempt;
    if (attempt !== null && attempt.askers === 0 && this.#line.empty) attempt.controller.abort();
  }

  #workEnded(link: Link, kind: WorkKind): void {
    link.end();
    if (kind === 'transfer') this.#transfers -= 1;
    if (link.wornOut) void this.#close(link);
    this.#pump();
  }

  async #close(link: Link): Promise<void> {
    this.#gone(link, await link.close(this.#parts.clock));
  }

  #gone(link: Link, why: AppError | undefined): void {
    if (!this.#links.includes(link)) return;
    this.#links = this.#links.filter((each) => each !== link);
    if (this.#links.length === 0) this.#full = false;
    if (why !== undefined) {
      const error = withoutSecrets(why, this.#parts.log);
      this.#parts.log.add(
        this.#siteId,
        'error',
        `Connection ended (${error.code}) ${error.detail}`,
      );
      if (link.lostWork || (link.shown && link.busy > 0)) this.#failure = error;
    }
    this.#pump();
  }

  #refresh(): void {
    const state = this.#stateNow();
    if (isDeepStrictEqual(state, this.#state)) return;
    this.#state = state;
    this.#publish(state);
  }

  #stateNow(): SessionState {
    const open = this.#links.find((link) => link.shown);
    if (open !== undefined) {
      const { home, facts } = open.connection;
      const abilities = abilitiesOf(open.connection, this.#mayList);
      return { status: 'connected', since: this.#since, home, facts, abilities };
    }
    if (this.#attempt !== null && !this.#attempt.controller.signal.aborted)
      return { status: 'connecting' };
    if (this.#failure !== null) return { status: 'failed', failure: this.#failure.toFailure() };
    return { status: 'disconnected' };
  }
}
