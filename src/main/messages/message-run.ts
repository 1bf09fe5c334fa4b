import { AppError, toFailure, type ErrorCode, type Failure } from '../../shared/domain/error.ts';
import type { SendRun } from '../../shared/domain/message-file.ts';
import type { Clock } from '../clock.ts';
import type { MessageLedger, Outcome } from './message-ledger.ts';
import {
  answered,
  answeredBadly,
  cancelledUnsent,
  failedWith,
  knownAfter,
  triedInVain,
  unknownAfter,
} from './outcome.ts';
import { nextStep, noTries, type NextStep, type Tries } from './retry-rules.ts';
import { RunTally } from './run-tally.ts';
import { WaitingMessages } from './waiting-messages.ts';

export interface RunParts {
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly atOnce: number;
  /** Sends a message, and gives its control ID and the text that came back. Rejects with an AppError. */
  readonly send: (
    index: number,
    signal: AbortSignal,
  ) => Promise<{ readonly controlId: string; readonly text: string }>;
  /** Told of the messages that changed, before anybody looks at the run again; none: only the run itself. */
  readonly changed: (indexes: readonly number[]) => void;
  readonly ended: (index: number, outcome: Outcome) => void;
}

/** So many without any answer, one after the other: the gateway is in trouble, and each leaves a doubt. */
const mostUnknownInARow = 3;

const mayBeTheLogin: ReadonlySet<ErrorCode> = new Set(['gateway-fault', 'gateway-no-answer']);

/** Sends some messages of a file, in order and a few at a time, until all are answered or it is stopped. */
export class MessageRun {
  /** Resolves when it is over and nothing is on its way. */
  readonly over: Promise<void>;
  readonly #facts: Pick<SendRun, 'id' | 'fileId' | 'siteId' | 'startedAt'>;
  readonly #ledger: MessageLedger;
  readonly #parts: RunParts;
  readonly #total: number;
  readonly #waiting: WaitingMessages;
  readonly #sending = new Map<number, AbortController>();
  /** Those that wait for a time of their own, and how to end that. */
  readonly #later = new Map<number, () => void>();
  readonly #tries = new Map<number, Tries>();
  /** Those that reached the gateway and are to be sent again, and how they end if they are not. */
  readonly #inVain = new Map<number, Outcome>();
  readonly #tally = new RunTally();
  #status: SendRun['status'] = 'running';
  #failure: Failure | null = null;
  #resumesAt: number | null = null;
  #stopHold: (() => void) | undefined;
  /** The gateway took the login: until then one goes at a time, so that a wrong one is sent once. */
  #proved = false;
  #unknownInARow = 0;
  #finish: () => void = () => undefined;

  constructor(
    facts: Pick<SendRun, 'id' | 'fileId' | 'siteId' | 'startedAt'>,
    indexes: readonly number[],
    ledger: MessageLedger,
    parts: RunParts,
  ) {
    this.#facts = facts;
    this.#ledger = ledger;
    this.#parts = parts;
    this.#total = indexes.length;
    this.#waiting = new WaitingMessages(indexes);
    this.over = new Promise((resolve) => (this.#finish = resolve));
    for (const index of indexes) ledger.waits(index);
    parts.changed(indexes);
  }

  get isOver(): boolean {
    return this.#status === 'done' || this.#status === 'stopped';
  }

  view(): SendRun {
    const counts = {
      total: this.#total,
      waiting: this.#waiting.count + this.#later.size,
      sending: this.#sending.size,
      ...this.#tally.counts(),
    };
    const { id, fileId, siteId, startedAt } = this.#facts;
    const [status, failure, resumesAt] = [this.#status, this.#failure, this.#resumesAt];
    return { id, fileId, siteId, status, counts, failure, resumesAt, startedAt };
  }

  /** Sends what may be sent now. */
  go(): void {
    const atOnce = this.#proved ? this.#parts.atOnce : 1;
    while (this.#status === 'running' && this.#sending.size < atOnce) {
      const index = this.#waiting.take();
      if (index === undefined) break;
      void this.#sendOne(index);
    }
    if (this.#sending.size > 0) return;
    if (!this.isOver && this.#waiting.count + this.#later.size === 0) {
      this.#set('done', null);
      this.#parts.changed([]);
    }
    if (this.isOver) this.#finish();
  }

  /** What is on its way ends, nothing new starts. */
  pause(): void {
    if (this.isOver) return;
    this.#set('paused', null);
    this.#parts.changed([]);
  }

  /** Goes on at once, also where it would have waited; everything has all its tries again. */
  resume(): void {
    if (this.#status !== 'paused') return;
    this.#tries.clear();
    this.#unknownInARow = 0;
    this.#set('running', null);
    this.#parts.changed([]);
    this.go();
  }

  /** What is on its way is broken off, and is unknown if anything of it was sent. */
  stop(): void {
    if (!this.isOver) this.#end(null);
    for (const sending of this.#sending.values()) sending.abort();
    this.go();
  }

  async #sendOne(index: number): Promise<void> {
    const { clock, send, changed } = this.#parts;
    const sending = new AbortController();
    const sentAt = clock.now();
    this.#sending.set(index, sending);
    this.#ledger.isSent(index);
    changed([index]);
    try {
      const { controlId, text } = await send(index, sending.signal);
      this.#sending.delete(index);
      this.#proved = true;
      this.#unknownInARow = 0;
      this.#settle(index, answered(text, { controlId, sentAt }, clock.now()));
    } catch (thrown) {
      this.#sending.delete(index);
      const failure = toFailure(thrown);
      const error = thrown instanceof AppError ? thrown : new AppError('internal', failure.detail);
      this.#wentWrong(index, error, sentAt);
    }
    this.go();
  }

  #wentWrong(index: number, error: AppError, sentAt: number): void {
    const { clock, random } = this.#parts;
    const tries = this.#tries.get(index) ?? noTries;
    const next = nextStep(error.code, tries, random(), this.#proved);
    if (next.kind !== 'unknown') this.#unknownInARow = 0;
    switch (next.kind) {
      case 'hold':
      case 'later':
      case 'pause':
        if (this.isOver) this.#settle(index, triedInVain(error, sentAt));
        else this.#putBack(index, next, error, sentAt);
        return;
      case 'failed':
        this.#settle(index, failedWith(error, sentAt));
        this.#waitUnproved(error);
        return;
      case 'stop':
        this.#settle(index, failedWith(error, sentAt));
        if (!this.isOver) this.#end(error.toFailure());
        return;
      case 'unknown':
        this.#unknownInARow += 1;
        this.#settle(index, unknownAfter(error, sentAt));
        if (!this.isOver && this.#unknownInARow >= mostUnknownInARow)
          this.#set('paused', error.toFailure());
        return;
      case 'no-answer':
        this.#settle(index, answeredBadly(error, sentAt, clock.now()));
        this.#waitUnproved(error);
        return;
      case 'cancelled':
        this.#settle(index, cancelledUnsent);
    }
  }

  /** Some gateways say no more than this to a wrong login: it is not sent with one message after the other. */
  #waitUnproved(error: AppError): void {
    if (this.#proved || this.isOver || !mayBeTheLogin.has(error.code)) return;
    this.#set('paused', error.toFailure());
    this.#parts.changed([]);
  }

  #putBack(
    index: number,
    next: Extract<NextStep, { readonly kind: 'hold' | 'later' | 'pause' }>,
    error: AppError,
    sentAt: number,
  ): void {
    const outcome = knownAfter(this.#inVain.get(index), triedInVain(error, sentAt));
    if (outcome.sentAt !== null) this.#inVain.set(index, outcome);
    this.#ledger.waits(index);
    if (next.kind !== 'pause') {
      const tries = this.#tries.get(index) ?? noTries;
      this.#tries.set(index, { ...tries, [next.way]: tries[next.way] + 1 });
    }
    if (next.kind === 'later') {
      this.#later.set(
        index,
        this.#parts.clock.after(next.ms, () => {
          this.#later.delete(index);
          this.#waiting.putBack(index);
          this.go();
        }),
      );
    } else {
      this.#waiting.putBack(index);
      if (next.kind === 'hold') this.#hold(next.ms, error.toFailure());
      else this.#set('paused', error.toFailure());
    }
    this.#parts.changed([index]);
  }

  /** Nothing is sent for that time; what the person has paused stays so. */
  #hold(ms: number, failure: Failure): void {
    const { clock } = this.#parts;
    if (this.#status === 'paused' && this.#resumesAt === null) return;
    const until = Math.max(clock.now() + ms, this.#resumesAt ?? 0);
    this.#set('paused', failure, until);
    this.#stopHold = clock.after(until - clock.now(), () => {
      this.#set('running', null);
      this.#parts.changed([]);
      this.go();
    });
  }

  #settle(index: number, last: Outcome): void {
    const outcome = knownAfter(this.#inVain.get(index), last);
    this.#tries.delete(index);
    this.#inVain.delete(index);
    this.#tally.add(outcome);
    this.#ledger.ended(index, knownAfter(this.#ledger.outcomeOf(index), outcome));
    this.#parts.ended(index, outcome);
    this.#parts.changed([index]);
  }

  /** No other message is sent: those that wait are what they were before, or as far as they came. */
  #end(failure: Failure | null): void {
    this.#set('stopped', failure);
    for (const endWait of this.#later.values()) endWait();
    const rest = [...this.#later.keys(), ...this.#waiting.takeAll()];
    this.#later.clear();
    for (const index of rest) {
      const outcome = this.#inVain.get(index);
      if (outcome === undefined) this.#ledger.putBack(index);
      else this.#settle(index, outcome);
    }
    this.#parts.changed(rest);
  }

  #set(status: SendRun['status'], failure: Failure | null, resumesAt: number | null = null): void {
    this.#stopHold?.();
    this.#stopHold = undefined;
    this.#status = status;
    this.#failure = failure;
    this.#resumesAt = resumesAt;
  }
}
