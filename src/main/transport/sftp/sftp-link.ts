import type { Socket } from 'node:net';
import type { SFTPWrapper } from 'ssh2';
import { AppError } from '../../../shared/domain/error.ts';
import type { Milestone } from '../transport.ts';
import { Negotiation } from './negotiation.ts';
import {
  linkError,
  LinkTimeout,
  type LinkStage,
  type SftpOperation,
  statusError,
} from './sftp-errors.ts';

export type Done<T> = (error?: Error | null, value?: T) => void;

/**
 * The life of one SSH link, from the first packet to its end. ssh2 tells nobody when a link dies with
 * requests under way, so each request here also waits for the link's failure, and a watch ends a link
 * on which nothing moves.
 */
export class SftpLink {
  stage: LinkStage = 'looking-up';
  /** What came before the first line of SSH. */
  received = '';
  readonly negotiation = new Negotiation();
  /** The text of the server's last status reply. */
  lastStatus = '';

  /** Resolves when the link is gone: with why it failed, or undefined after close(). */
  readonly closed: Promise<AppError | undefined>;
  readonly #socket: Socket;
  readonly #idleMs: number;
  readonly #reached: (milestone: Milestone) => void;
  readonly #waiting = new Set<(failure: AppError) => void>();
  #resolveClosed!: (failure: AppError | undefined) => void;
  #channel: SFTPWrapper | undefined;
  #failure: AppError | undefined;
  #spoilt = false;
  #closing = false;
  #outstanding = 0;
  #lastSign = 0;
  #flushed = 0;
  #watch: NodeJS.Timeout | undefined;

  constructor(socket: Socket, idleMs: number, reached: (milestone: Milestone) => void) {
    this.#socket = socket;
    this.#idleMs = idleMs;
    this.#reached = reached;
    this.closed = new Promise((resolve) => (this.#resolveClosed = resolve));
  }

  get failure(): AppError | undefined {
    return this.#failure;
  }

  get usable(): boolean {
    return this.#failure === undefined && !this.#spoilt && !this.#closing;
  }

  /** Tells how far the link has come; of one that has failed nothing more is told. */
  reached(milestone: Milestone): void {
    if (this.#failure === undefined) this.#reached(milestone);
  }

  /** Ends the usefulness, not the link: what is under way goes on. */
  spoil(): void {
    this.#spoilt = true;
  }

  opened(channel: SFTPWrapper): void {
    this.#channel = channel;
    this.stage = 'ready';
  }

  get channel(): SFTPWrapper {
    if (this.#channel === undefined) throw new AppError('internal', 'no SFTP channel');
    return this.#channel;
  }

  /** The first failure counts; undefined: the other side ended the link. */
  fail(error: unknown): void {
    if (this.#failure !== undefined) return;
    if (this.#closing) {
      this.closeNow();
      return;
    }
    const { stage, received, negotiation } = this;
    const { lists: algorithms, olderWouldDo, newerWouldDo } = negotiation;
    this.#end(linkError({ stage, error, received, algorithms, olderWouldDo, newerWouldDo }));
    this.#resolveClosed(this.#failure);
  }

  /** From here on an end is no failure. */
  expectEnd(): void {
    this.#closing = true;
  }

  /** Ends what is under way, as a link that was closed here. */
  closeNow(): void {
    if (this.#failure !== undefined) return;
    this.#end(new AppError('link-lost', 'The connection was closed here'));
    this.#resolveClosed(undefined);
  }

  #end(failure: AppError): void {
    this.#failure = failure;
    clearInterval(this.#watch);
    this.#socket.destroy();
    for (const reject of [...this.#waiting]) reject(failure);
    this.#waiting.clear();
  }

  /** The work's outcome, or the link's failure if that comes first. */
  orFailure<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(this.#failure);
        return;
      }
      this.#waiting.add(reject);
      work.then(resolve, reject).finally(() => this.#waiting.delete(reject));
    });
  }

  /**
   * Sends one request and waits for its answer, the link's failure, or `signal`. After an abort the
   * answer is still awaited by the watch, and passed over.
   */
  request<T>(
    operation: SftpOperation,
    start: (channel: SFTPWrapper, done: Done<T>) => void,
    signal?: AbortSignal,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const ended = this.#failure ?? (signal?.aborted === true ? new AppError('cancelled') : null);
      if (ended !== null) {
        reject(ended);
        return;
      }
      const settled = (): void => {
        this.#waiting.delete(onFailure);
        signal?.removeEventListener('abort', onAbort);
      };
      const onFailure = (failure: AppError): void => {
        settled();
        reject(failure);
      };
      const onAbort = (): void => onFailure(new AppError('cancelled'));
      this.#waiting.add(onFailure);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#sent();
      start(this.channel, (error, value) => {
        this.#answered();
        if (isAboutLink(error)) this.fail(error);
        settled();
        if (error) reject(statusError(operation, error));
        else resolve(value as T);
      });
    });
  }

  #sent(): void {
    this.#outstanding += 1;
    if (this.#outstanding > 1) return;
    this.#lastSign = performance.now();
    this.#flushed = this.#bytesFlushed();
    clearInterval(this.#watch);
    // Ten looks in the time allowed, and the last look belongs to it.
    const tick = this.#idleMs / 10;
    this.#watch = setInterval(() => this.#look(this.#idleMs - tick), tick);
  }

  #answered(): void {
    this.#outstanding -= 1;
    this.#lastSign = performance.now();
    if (this.#outstanding === 0) clearInterval(this.#watch);
  }

  /** Answers are signs of life, and so are bytes that a slow line still takes. */
  #look(allowedMs: number): void {
    const flushed = this.#bytesFlushed();
    if (flushed !== this.#flushed) {
      this.#flushed = flushed;
      this.#lastSign = performance.now();
    } else if (performance.now() - this.#lastSign >= allowedMs) {
      this.fail(new LinkTimeout(`No answer for ${this.#idleMs / 1000} s`));
    }
  }

  #bytesFlushed(): number {
    return this.#socket.bytesWritten - this.#socket.writableLength;
  }
}

/** A status reply has a number; what ssh2 makes up when a link ends has none. */
const isAboutLink = (error: Error | null | undefined): boolean =>
  error instanceof Error && typeof (error as { code?: unknown }).code !== 'number';
