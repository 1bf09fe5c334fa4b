import { type Socket, connect } from 'node:net';

export type Direction = 'to-server' | 'to-client';

/** What happens when more than `count` bytes go one way; the byte after those does not get through. */
export interface LinkLimit {
  readonly count: number;
  readonly direction: Direction;
  readonly reached: (link: ProxiedLink) => void;
}

export interface LinkOptions {
  readonly to: number;
  readonly delayMs: number;
  /** Counts what goes through. */
  readonly bytes: Record<Direction, number>;
  readonly closed: () => void;
}

/** One connection through a proxy: the client's socket and the one that was opened to the server. */
export class ProxiedLink {
  readonly #options: LinkOptions;
  readonly #sockets: Readonly<Record<Direction, Socket>>;
  /** What came while the link was stalled, in order. */
  readonly #held: (() => void)[] = [];
  #isHeldUp = false;
  #isOver = false;
  #limit: LinkLimit | undefined;
  #passed = 0;

  constructor(client: Socket, options: LinkOptions) {
    const server = connect({ port: options.to, host: '127.0.0.1', allowHalfOpen: true });
    this.#options = options;
    this.#sockets = { 'to-server': server, 'to-client': client };
    this.#lead(client, 'to-server');
    this.#lead(server, 'to-client');
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('close', () => {
        if (client.destroyed && server.destroyed) options.closed();
      });
    }
  }

  /** Counts from now. */
  setLimit(limit: LinkLimit | undefined): void {
    this.#limit = limit;
    this.#passed = 0;
  }

  stall(): void {
    this.#isHeldUp = true;
    for (const socket of Object.values(this.#sockets)) socket.pause();
  }

  flow(): void {
    this.#isHeldUp = false;
    for (const act of this.#held.splice(0)) this.#whenFlowing(act);
    if (this.#stalled()) return; // A limit was reached by what had been held.
    for (const socket of Object.values(this.#sockets)) socket.resume();
  }

  cut(): void {
    this.#isOver = true;
    for (const socket of Object.values(this.#sockets)) socket.resetAndDestroy();
  }

  fin(): void {
    this.#isOver = true;
    for (const socket of Object.values(this.#sockets)) socket.end();
  }

  #lead(from: Socket, direction: Direction): void {
    const to = this.#sockets[direction];
    from.on('data', (chunk: Buffer) =>
      this.#later(() => this.#forward(from, to, direction, chunk)),
    );
    from.on('end', () => this.#later(() => to.end()));
    from.on('error', () => to.resetAndDestroy());
  }

  #forward(from: Socket, to: Socket, direction: Direction, chunk: Buffer): void {
    if (this.#isOver) return;
    const length = this.#allowed(direction, chunk.length);
    this.#options.bytes[direction] += length;
    if (length > 0 && !to.write(chunk.subarray(0, length))) {
      from.pause();
      to.once('drain', () => {
        if (!this.#stalled()) from.resume();
      });
    }
    if (length === chunk.length) return;
    this.#limit?.reached(this);
    // Of a link that was ended by that nothing more goes on.
    this.#whenFlowing(() => this.#forward(from, to, direction, chunk.subarray(length)));
  }

  /** How many of these bytes may pass now. */
  #allowed(direction: Direction, length: number): number {
    if (this.#limit?.direction !== direction) return length;
    const allowed = Math.min(length, Math.max(0, this.#limit.count - this.#passed));
    this.#passed += allowed;
    return allowed;
  }

  /** Timers of equal length keep their order. */
  #later(act: () => void): void {
    if (this.#options.delayMs === 0) this.#whenFlowing(act);
    else setTimeout(() => this.#whenFlowing(act), this.#options.delayMs);
  }

  #whenFlowing(act: () => void): void {
    if (this.#isHeldUp) this.#held.push(act);
    else act();
  }

  #stalled(): boolean {
    return this.#isHeldUp;
  }
}
