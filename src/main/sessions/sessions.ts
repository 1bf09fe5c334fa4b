import type { RemoteEntry } from '../../shared/domain/remote-entry.ts';
import type { SessionState } from '../../shared/domain/session.ts';
import type { Connection } from '../transport/transport.ts';
import type { WorkKind } from './lanes.ts';
import type { SessionParts } from './session-parts.ts';
import { SiteSession } from './site-session.ts';

type Listener = (siteId: string, state: SessionState) => void;

const disconnected: SessionState = { status: 'disconnected' };

/** The live connections of every site. */
export class Sessions {
  readonly #parts: SessionParts;
  readonly #sessions = new Map<string, SiteSession>();
  readonly #listeners = new Set<Listener>();

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  state(siteId: string): SessionState {
    return this.#sessions.get(siteId)?.state ?? disconnected;
  }

  /** Of the sites that were used since the start. */
  states(): Readonly<Record<string, SessionState>> {
    return Object.fromEntries([...this.#sessions].map(([id, session]) => [id, session.state]));
  }

  /** Returns its undo. */
  onChanged(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * A person asks for a connection; who asks while one is being made shares it. Resolves with the state
   * it came to ('connected', 'failed' with why, 'disconnected' when it was stopped). Rejects only when there is no such site.
   */
  async connect(siteId: string, signal: AbortSignal): Promise<SessionState> {
    return this.#session(siteId).connect(signal);
  }

  /**
   * Runs work on a free lane, connecting first where that is needed. It is not begun after a refused
   * sign-in or identity: then it rejects with that failure until somebody connects again.
   * The work's own signal also ends when the site is disconnected; its last argument is the fingerprint of
   * the identity that the server showed on this connection.
   */
  async use<T>(
    siteId: string,
    kind: WorkKind,
    work: (connection: Connection, signal: AbortSignal, fingerprint: string) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    return this.#session(siteId).use(kind, work, signal);
  }

  /** Lists a folder and learns from it whether this account may list at all (the session's abilities). */
  async list(siteId: string, path: string, signal: AbortSignal): Promise<readonly RemoteEntry[]> {
    return this.#session(siteId).list(path, signal);
  }

  /** Closes every connection of the site; work under way ends `cancelled` first. */
  async disconnect(siteId: string): Promise<void> {
    await this.#sessions.get(siteId)?.disconnect();
  }

  /** Its address, password or identity was changed, or the site is gone: connections end and an old failure is forgotten. */
  async forget(siteId: string): Promise<void> {
    const session = this.#sessions.get(siteId);
    await session?.disconnect();
    session?.clearFailure();
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#sessions.values()].map((session) => session.disconnect()));
  }

  /** With the site's options as they are now. Throws AppError `site-not-found`. */
  #session(siteId: string): SiteSession {
    const { options } = this.#parts.site(siteId);
    const known = this.#sessions.get(siteId);
    if (known !== undefined) {
      known.options = options;
      return known;
    }
    const made = new SiteSession(siteId, options, this.#parts, (state) => {
      for (const listener of this.#listeners) listener(siteId, state);
    });
    this.#sessions.set(siteId, made);
    return made;
  }
}
