import type { AppError } from '../../shared/domain/error.ts';
import type { Clock } from '../clock.ts';
import type { Connection } from '../transport/transport.ts';

/** How long work that was told to stop may take before its connection is closed under it. */
const patience = 3000;

/** One connection and how much work is on it. */
export class Link {
  readonly connection: Connection;
  /** Of the identity that the server showed. */
  readonly fingerprint: string;
  /** Ends the work on it. */
  readonly stop = new AbortController();
  /** Work on it failed because of it. */
  lostWork = false;
  #busy = 0;
  #retired = false;
  #dismissed = false;
  readonly #onIdle = new Set<() => void>();

  constructor(connection: Connection, fingerprint: string) {
    this.connection = connection;
    this.fingerprint = fingerprint;
  }

  get busy(): number {
    return this.#busy;
  }

  /** False once the person has disconnected; a worn-out link that is being replaced is still shown. */
  get shown(): boolean {
    return !this.#dismissed;
  }

  get takesWork(): boolean {
    return !this.#retired && this.connection.usable;
  }

  /** It takes no more work and has none: time to close it. */
  get wornOut(): boolean {
    return !this.#retired && !this.connection.usable && this.#busy === 0;
  }

  begin(): void {
    this.#busy += 1;
  }

  end(): void {
    this.#busy -= 1;
    if (this.#busy > 0) return;
    for (const act of this.#onIdle) act();
  }

  dismiss(): void {
    this.#dismissed = true;
  }

  /** Stops its work, gives it a moment to clean up on the server, and closes. Resolves with why it had failed, if it had. */
  async close(clock: Clock): Promise<AppError | undefined> {
    this.#retired = true;
    this.stop.abort();
    if (this.#busy > 0) await this.#idle(clock);
    await this.connection.close();
    return this.connection.closed;
  }

  #idle(clock: Clock): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        undo();
        this.#onIdle.delete(done);
        resolve();
      };
      const undo = clock.after(patience, done);
      this.#onIdle.add(done);
    });
  }
}
