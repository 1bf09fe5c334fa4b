import { isIP, isIPv6, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { FTPContext, FTPError, type FTPResponse } from 'basic-ftp';
import { AppError } from '../../../shared/domain/error.ts';
import type { ConnectHooks, Milestone } from '../transport.ts';
import { errorFromReply, errorFromSocket, type Phase } from './ftps-errors.ts';
import { resetSocket } from './reset-socket.ts';
import { isDone, replyWords, type Reply } from './reply.ts';

/** A command and its answers; both reject when the link fails. */
export interface Exchange {
  /** The first answer, which may be a preliminary one (1xx). */
  readonly first: Promise<Reply>;
  /** The last one (2xx and up). */
  readonly final: Promise<Reply>;
}

interface OpenExchange extends Exchange {
  readonly answer: (reply: Reply) => void;
  readonly fail: (error: AppError) => void;
}

/**
 * The control link of a session, on basic-ftp's FTPContext. One command at a time; a reply that
 * nothing asked for never becomes the answer to the next command.
 */
export class ControlLink {
  readonly #ftp = new FTPContext(0);
  readonly #raw: Socket = this.#ftp.socket;
  readonly #log: ConnectHooks['log'];
  readonly #listeners = new Set<(failure: AppError) => void>();
  #tls: TLSSocket | undefined;
  #current: OpenExchange | undefined;
  #failure: AppError | undefined;
  #secret = '';
  phase: Phase = 'looking-up';
  /** The TLS session that the next data link resumes: TLS 1.3 tickets are good for one use. */
  tlsSession: Buffer | undefined;

  constructor(log: ConnectHooks['log']) {
    this.#log = log;
  }

  /** Calls back once the link is gone, with why. Returns its undo. */
  onFailed(act: (failure: AppError) => void): () => void {
    if (this.#failure) act(this.#failure);
    else this.#listeners.add(act);
    return () => this.#listeners.delete(act);
  }

  get failure(): AppError | undefined {
    return this.#failure;
  }

  get remoteAddress(): string {
    return (this.#ftp.socket.remoteAddress ?? '').replace(/^::ffff:/i, '');
  }

  get isIpv6(): boolean {
    return isIPv6(this.remoteAddress);
  }

  /** Opens the link; the answer is the greeting. */
  open(host: string, port: number, reached: (milestone: Milestone) => void): Exchange {
    const exchange = this.#expect();
    const onName = (address: string): void => {
      if (this.#failure) return;
      this.phase = 'reaching';
      reached({ kind: 'name', address });
    };
    if (isIP(host)) onName(host);
    else {
      this.#raw.once('lookup', (error, address) => {
        if (!(error as Error | null)) onName(address);
      });
    }
    this.#raw.once('connect', () => {
      if (this.#failure) return;
      this.phase = 'greeting';
      reached({ kind: 'port', address: this.remoteAddress });
    });
    this.#raw.once('data', (data) => this.#refuseOtherProtocols(String(data)));
    this.#raw.connect({ host, port, autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 2500 });
    // One task for the life of the link, so that nothing the server says is dropped unseen.
    void this.#ftp.handle(undefined, (message) => this.#onMessage(message));
    return exchange;
  }

  /** Hands the TCP socket over for TLS; then `secured` takes the link back. */
  get tcpSocket(): Socket {
    return this.#raw;
  }

  secured(socket: TLSSocket): void {
    this.#tls = socket;
    this.#ftp.socket = socket; // Takes every listener off the TCP socket.
    this.#raw.on('error', () => undefined); // The TLS socket reports it.
    this.phase = 'signing-in';
    socket.setKeepAlive(true, 15_000);
  }

  /** Sends a command. `shown` is what the session log gets instead. */
  start(command: string, shown = command): Exchange {
    const exchange = this.#expect();
    if (this.#failure) return exchange;
    this.#log('sent', shown);
    this.#ftp.send(command);
    return exchange;
  }

  /** The last answer to a command; no answer within the time ends the link. */
  async ask(command: string, seconds: number, shown = command): Promise<Reply> {
    const exchange = this.start(command, shown);
    const giveUp = (): void =>
      this.destroy(new AppError('link-stalled', `No answer to ${verbOf(shown)}`));
    const timer = setTimeout(giveUp, seconds * 1000);
    return await exchange.final.finally(() => clearTimeout(timer));
  }

  /** As `ask`; rejects when the server did not do it. */
  async tell(command: string, seconds: number): Promise<Reply> {
    const reply = await this.ask(command, seconds);
    if (!isDone(reply)) throw errorFromReply(reply, verbOf(command), this.phase);
    return reply;
  }

  /**
   * Waits for the answer still owed to a command that was given up, and resolves with it. A link that
   * does not give it in time is ended with `failure`.
   */
  async settle(seconds: number, failure: AppError): Promise<Reply | undefined> {
    if (this.#current === undefined) return undefined;
    const timer = setTimeout(() => this.destroy(failure), seconds * 1000);
    return await this.#current.final
      .catch(() => undefined) // The link has ended, which its owner is told by `failed`.
      .finally(() => clearTimeout(timer));
  }

  /** From now on this never shows up in the log or in an error. */
  keepSecret(secret: string): void {
    this.#secret = secret;
  }

  /** Ends the link at once, with a reset: the server must not take what is under way for whole. */
  destroy(failure: AppError): void {
    if (this.#failure) return;
    this.#failure = failure;
    resetSocket(this.#raw, this.#tls);
    this.#ftp.closeWithError(failure);
    this.#current?.fail(failure);
    this.#current = undefined;
    for (const act of this.#listeners) act(failure);
    this.#listeners.clear();
  }

  #expect(): Exchange {
    const exchange = openExchange();
    if (this.#failure) exchange.fail(this.#failure);
    else if (this.#current) exchange.fail(new AppError('internal', 'Two commands at once'));
    else this.#current = exchange;
    return exchange;
  }

  #onMessage(message: Error | FTPResponse): void {
    if (message instanceof Error && !(message instanceof FTPError)) {
      this.destroy(errorFromSocket(message, this.phase));
      return;
    }
    const text =
      this.#secret.length > 3 ? message.message.replaceAll(this.#secret, '***') : message.message;
    const reply = { code: message.code, text };
    this.#log('received', text);
    if (this.#current === undefined) this.#onUnasked(reply);
    else {
      this.#current.answer(reply);
      if (reply.code >= 200) this.#current = undefined;
    }
    if (reply.code === 421) this.destroy(errorFromReply(reply, '', this.phase));
  }

  #onUnasked(reply: Reply): void {
    if (this.phase === 'signing-in' || this.phase === 'signed-in') return;
    // What comes in the clear behind the answer to AUTH may be anyone's.
    this.destroy(new AppError('tls-failed', `Not asked for: ${replyWords(reply)}`));
  }

  /** basic-ftp passes over what is no FTP reply; what starts like that is another kind of server. */
  #refuseOtherProtocols(start: string): void {
    if (/^\d{1,3}$|^\d{3}[ -]/.test(start)) return;
    const words = replyWords({ code: 0, text: start }).slice(0, 80);
    this.destroy(new AppError('not-this-protocol', `The server says: ${words}`));
  }
}

function openExchange(): OpenExchange {
  let answerFirst: (reply: Reply) => void = () => undefined;
  let answerFinal: (reply: Reply) => void = () => undefined;
  let failFirst: (error: AppError) => void = () => undefined;
  let failFinal: (error: AppError) => void = () => undefined;
  const first = new Promise<Reply>((resolve, reject) => {
    [answerFirst, failFirst] = [resolve, reject];
  });
  const final = new Promise<Reply>((resolve, reject) => {
    [answerFinal, failFinal] = [resolve, reject];
  });
  for (const promise of [first, final]) promise.catch(() => undefined); // Those who wait are told.
  return {
    first,
    final,
    answer: (reply) => {
      answerFirst(reply);
      if (reply.code >= 200) answerFinal(reply);
    },
    fail: (error) => {
      failFirst(error);
      failFinal(error);
    },
  };
}

function verbOf(command: string): string {
  return command.split(' ')[0] ?? '';
}
