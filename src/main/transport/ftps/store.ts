import { AppError } from '../../../shared/domain/error.ts';
import type { ByteSource, UploadReceipt, UploadWatch } from '../transport.ts';
import type { Exchange } from './control-link.ts';
import { DataLinkBroken, openDataLink, type DataLink } from './data-link.ts';
import { errorFromReply } from './ftps-errors.ts';
import { pathArgument, settleSeconds, stalled, type FtpsLink } from './ftps-link.ts';
import { isDone, replyWords, sizeFromReply, type Reply } from './reply.ts';
import { Wait } from './wait.ts';

/** Read at once: a large file takes a fifth less of the processor than with smaller ones. */
const pieceSize = 256 * 1024;

/** Written at once: small enough that a slow link takes one within the idle time-out. */
const partSize = 64 * 1024;

/** What the system may still hold of a file that it took from us, and how fast it gets rid of it at worst. */
const heldBytes = 4 * 1024 * 1024;
const slowestBytesPerSecond = 64 * 1024;

/** How a file's bytes get to their place on the server. */
export interface Placement {
  readonly verb: 'STOR' | 'APPE';
  /** Bytes that are there already: those of the source go behind them. */
  readonly from: number;
  /** What is to be done with a file that was broken off. */
  readonly brokenOff: 'remove' | 'leave';
  /** What has to be asked or told right before, with the data link open. */
  readonly prepare?: (wait: Wait) => Promise<void>;
  /** What a 4xx or 5xx to the verb means. */
  readonly refused: (reply: Reply) => AppError;
  /** Undoes `prepare` where the server has not begun to write. */
  readonly undo?: () => Promise<void>;
}

const anew: Placement = {
  verb: 'STOR',
  from: 0,
  brokenOff: 'remove',
  refused: (reply) => errorFromReply(reply, 'STOR'),
};

/**
 * One STOR or APPE, from the data link's opening to the server's last word. Needs the lane. See
 * Upload.send for how it ends.
 */
export async function store(
  link: FtpsLink,
  path: string,
  source: ByteSource,
  watch: UploadWatch,
  signal: AbortSignal,
  placement = anew,
): Promise<UploadReceipt> {
  const attempt = new StoreAttempt(link, pathArgument(path), source, watch, placement);
  const { wait } = attempt;
  const undos = [wait.endWith(signal), link.control.onFailed((why) => wait.interrupt(why))];
  try {
    return await attempt.run();
  } catch (error) {
    return await attempt.breakOff(error);
  } finally {
    for (const undo of undos) undo();
  }
}

class StoreAttempt {
  readonly wait = new Wait();
  readonly #link: FtpsLink;
  readonly #path: string;
  readonly #source: ByteSource;
  readonly #watch: UploadWatch;
  readonly #placement: Placement;
  #data: DataLink | undefined;
  /** The server has begun to write. */
  #started = false;
  /** The link has taken every byte and was told that this is all. */
  #ended = false;
  #sourceFailed = false;
  #lastWord: Reply | undefined;
  /** From the start of the file. */
  #sent: number;

  constructor(
    link: FtpsLink,
    path: string,
    source: ByteSource,
    watch: UploadWatch,
    placement: Placement,
  ) {
    this.#placement = placement;
    this.#sent = placement.from;
    this.#link = link;
    this.#path = path;
    this.#source = source;
    this.#watch = watch;
  }

  async run(): Promise<UploadReceipt> {
    const idle = this.#link.options.idleTimeout;
    const data = (this.#data = await openDataLink(this.#link, this.wait));
    const { verb, prepare, refused } = this.#placement;
    await prepare?.(this.wait);
    const exchange = this.#start();
    const first = await this.wait.for(exchange.first, limit(idle, `an answer to ${verb}`));
    if (first.code >= 200) throw refused(first);
    await this.wait.for(data.secured, limit(idle, "the data link's handshake"));
    await this.#sendAll(data, idle);
    this.#ended = true;
    data.end().catch(() => undefined); // What the server says now is what counts.
    const held = Math.min(this.#sent - this.#placement.from, heldBytes) / slowestBytesPerSecond;
    const lastWord = limit(idle + held, "the server's last word");
    return this.#receipt(await this.wait.for(exchange.final, lastWord));
  }

  /** Puts right what the failure left behind as far as that can be done, then rejects with what it means. */
  async breakOff(thrown: unknown): Promise<UploadReceipt> {
    const { control, options } = this.#link;
    if (thrown instanceof AppError && thrown.code === 'link-stalled') control.destroy(thrown);
    if (!this.#ended) this.#data?.reset();
    const seconds = thrown instanceof DataLinkBroken ? options.idleTimeout : settleSeconds;
    await control.settle(seconds, unanswered());
    this.#data?.reset();
    const lastWord = this.#lastWord;
    if (lastWord && isDone(lastWord) && this.#ended) return this.#receipt(lastWord);
    if (!this.#started) await this.#placement.undo?.();
    else if (this.#placement.brokenOff === 'remove') await this.#removePart();
    throw this.#meaning(thrown, lastWord);
  }

  #meaning(thrown: unknown, lastWord: Reply | undefined): unknown {
    if (this.#sourceFailed) return thrown;
    const refused = lastWord !== undefined && !isDone(lastWord);
    if (refused) return thrown instanceof DataLinkBroken ? this.#refusal(lastWord) : thrown;
    const mayBeWhole = this.#started && this.#sent === this.#source.size;
    return mayBeWhole ? replyLost(thrown) : thrown;
  }

  #refusal(reply: Reply): AppError {
    const { refused, verb } = this.#placement;
    return this.#started ? errorFromReply(reply, verb) : refused(reply);
  }

  #start(): Exchange {
    const exchange = this.#link.control.start(`${this.#placement.verb} ${this.#path}`);
    const onFirst = (reply: Reply): void => void (this.#started = reply.code < 200);
    exchange.first.then(onFirst, () => undefined);
    exchange.final.then(
      (reply) => this.#onLastWord(reply),
      () => undefined,
    );
    return exchange;
  }

  #onLastWord(reply: Reply): void {
    this.#lastWord = reply;
    if (this.#ended) return;
    const early = new AppError(
      'link-lost',
      `The server ended the file early: ${replyWords(reply)}`,
    );
    this.wait.interrupt(isDone(reply) ? early : this.#refusal(reply));
  }

  async #sendAll(data: DataLink, idle: number): Promise<void> {
    const pieces = this.#source.pieces(pieceSize);
    try {
      for (;;) {
        const piece = await this.wait.for(this.#next(pieces));
        if (piece.done === true) break;
        await this.#write(data, piece.value, idle);
      }
    } finally {
      void pieces.return().catch(() => undefined); // It may be waiting still; nobody waits for it.
    }
  }

  async #write(data: DataLink, piece: Buffer, idle: number): Promise<void> {
    for (let at = 0; at < piece.length; at += partSize) {
      const part = piece.subarray(at, at + partSize);
      await this.wait.for(data.write(part), limit(idle, 'the link to take more'));
      this.#sent += part.length;
      this.#watch.progress(this.#sent);
    }
  }

  async #next(
    pieces: AsyncGenerator<Buffer, void, undefined>,
  ): Promise<IteratorResult<Buffer, void>> {
    try {
      const piece = await pieces.next();
      const whole = this.#sent + (piece.value?.length ?? 0);
      const { size } = this.#source;
      if (whole <= size && (piece.done !== true || whole === size)) return piece;
      throw new AppError('local-changed', `${whole} bytes instead of ${size}`);
    } catch (error) {
      this.#sourceFailed = true;
      throw error;
    }
  }

  #receipt(reply: Reply): UploadReceipt {
    if (!isDone(reply)) throw this.#refusal(reply);
    this.#data?.close();
    return { bytes: this.#sent, reply: replyWords(reply) };
  }

  /** Only what can be seen to be no more than we sent: the name may hold an older, whole file again. */
  async #removePart(): Promise<void> {
    const { control, features } = this.#link;
    if (control.failure !== undefined || !features.has('SIZE')) return;
    try {
      const size = sizeFromReply(await control.ask(`SIZE ${this.#path}`, settleSeconds));
      if (size === undefined || size > this.#sent + partSize) return;
      await control.ask(`DELE ${this.#path}`, settleSeconds);
    } catch {
      // The link has failed meanwhile; the failure under way is the one that counts.
    }
  }
}

function unanswered(): AppError {
  return new AppError('link-lost', 'A transfer was broken off and the server did not answer');
}

function replyLost(why: unknown): AppError {
  const detail = why instanceof AppError ? `${why.code} ${why.detail}`.trim() : String(why);
  return new AppError('reply-lost', detail, { cause: why });
}

function limit(seconds: number, waitingFor: string): { seconds: number; error: () => AppError } {
  return { seconds, error: () => stalled(waitingFor) };
}
