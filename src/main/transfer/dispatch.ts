import { AppError, type Failure } from '../../shared/domain/error.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { makeAbsolute } from './absolute-places.ts';
import { ActiveRuns } from './active-runs.ts';
import { chooseNext, nothingToStart, type Choice } from './choose-next.ts';
import type { UnderWay } from './next-up.ts';
import { Conflicts } from './conflict.ts';
import { endOf, type FoundNoConnection } from './end-of-run.ts';
import { Gate } from './gate.ts';
import type { TransferLedger } from './ledger.ts';
import { OncePerTurn } from './once-per-turn.ts';
import type { Preflight } from './preflight.ts';
import { ProgressMeter } from './progress.ts';
import type { QueueParts } from './queue-parts.ts';
import { RemoteFolders } from './remote-folders.ts';
import type { Outcome } from './run.ts';
import { runTransfer, type RunnerParts } from './runner.ts';
import { SiteLines } from './site-lines.ts';
import { SiteLimits } from './site-limits.ts';
import { transition, type TransferEvent } from './transition.ts';
import { Wishes } from './wishes.ts';

interface Ended {
  readonly id: string;
  readonly outcome: Outcome;
  /** The site could not be connected to. */
  readonly noConnection: FoundNoConnection | null;
  readonly over: () => void;
}

/**
 * Starts what may start, and sees each run to its end. What a turn of the event loop brings (ends, what
 * starts after them, what runs want written before they go on) is one write: each waits for the disk.
 */
export class Dispatch {
  readonly progress: ProgressMeter;
  readonly #parts: QueueParts;
  readonly #ledger: TransferLedger;
  readonly #runner: RunnerParts;
  readonly #preflight: Preflight;
  readonly #lines: SiteLines;
  readonly #limits: SiteLimits;
  readonly #wishes: Wishes;
  readonly #runs = new ActiveRuns();
  readonly #turn = new OncePerTurn(() => this.#step());
  readonly #stopWatching: () => void;
  #ended: Ended[] = [];
  #closed = false;
  #stepping = false;

  constructor(parts: QueueParts, ledger: TransferLedger, preflight: Preflight) {
    this.#parts = parts;
    this.#ledger = ledger;
    this.#preflight = preflight;
    this.progress = new ProgressMeter(parts.clock);
    this.#limits = new SiteLimits(parts);
    this.#wishes = new Wishes(ledger, parts.isElsewhere, (id) => this.#underWay(id).transfers);
    this.#runner = {
      sessions: parts.sessions,
      log: parts.log,
      conflicts: new Conflicts({ ask: parts.ask, clock: parts.clock }),
      folders: new RemoteFolders(),
      preflight,
    };
    this.#lines = new SiteLines({
      clock: parts.clock,
      retry: parts.retry,
      get: (id) => ledger.get(id),
      pump: () => this.pump(),
    });
    // Somebody else has connected: nothing is left to wait for.
    this.#stopWatching = parts.sessions.onChanged((siteId, { status }) => {
      if (status === 'connected' && this.#connected(siteId)) this.pumpSoon();
    });
  }

  has(id: string): boolean {
    return this.#runs.get(id) !== undefined;
  }

  enqueue(transfers: readonly Transfer[]): void {
    if (!this.#closed) this.#lines.add(transfers);
  }

  /** A person wants them tried now, also where their site could not be connected to. */
  hurry(transfers: readonly Transfer[]): void {
    for (const siteId of new Set(transfers.map((each) => each.siteId))) this.#lines.goOn(siteId);
  }

  pause(id: string): void {
    this.#runs.get(id)?.gate.close();
  }

  resume({ id, size }: Transfer): void {
    const run = this.#runs.get(id);
    if (run === undefined) return;
    this.progress.begin(id, size);
    run.gate.reopen();
  }

  /** Resolves when nothing is under way any more; nothing starts again. */
  async shutDown(): Promise<void> {
    this.#closed = true;
    this.#stopWatching();
    this.#lines.close();
    const over = this.#runs.all().map((run) => run.over);
    for (const { id } of this.#runs.all()) this.stop(id);
    await Promise.all(over);
    this.progress.close();
  }

  stop(id: string): void {
    const run = this.#runs.get(id);
    if (run === undefined) return;
    run.stopped = true;
    run.controller.abort();
  }

  /** Starts what may start now. Asked while others are being started, at the end of this turn. */
  pump(): void {
    if (this.#stepping) this.pumpSoon();
    else this.#step();
  }

  /** Starts what may start at the end of this turn. */
  pumpSoon(): void {
    this.#turn.ask();
  }

  #step(): void {
    this.#stepping = true;
    const ended = this.#ended.splice(0);
    try {
      this.#write(ended);
    } finally {
      this.#stepping = false;
      for (const { over } of ended) over();
    }
  }

  #write(ended: readonly Ended[]): void {
    const wishes = this.#wishes.take();
    const happened = this.#happened(ended);
    // What waited for the same connection must not be chosen to start.
    if (happened.size > ended.length) {
      this.#ledger.record([...happened.values()]);
      this.enqueue([...happened.values()]);
      happened.clear();
    }
    const { next, lost } = this.#chooseNext();
    if (happened.size + wishes.size + next.length + lost.length === 0) return;
    const problem = this.#ledger.record([...happened.values()], () => [
      ...wishes.transfers((id) => this.has(id)),
      ...lost,
      ...next.map(({ transfer }) => transfer),
    ]);
    wishes.tell(problem);
    this.enqueue([...happened.values()]);
    // What could not be written down still waits.
    if (problem === null) for (const { transfer, site } of next) this.#launch(transfer, site);
    for (const siteId of new Set([...happened.values()].map((each) => each.siteId)))
      if (this.#lines.isDry(siteId)) this.#runner.conflicts.forget(siteId);
  }

  /** The ends, and what they mean for those that wait behind them, each as it is then. */
  #happened(ended: readonly Ended[]): Map<string, Transfer> {
    const happened = new Map<string, Transfer>();
    for (const { id, outcome, noConnection } of ended) {
      const run = this.#runs.get(id);
      const transfer = this.#ledger.get(id);
      this.#runs.delete(id);
      this.progress.end(id);
      if (run === undefined || transfer === undefined) continue;
      const end = endOf(transfer, outcome, {
        at: this.#parts.clock.now(),
        retry: this.#parts.retry,
        closed: this.#closed,
        stopped: run.stopped,
        noConnection,
        waiting: () => this.#lines.waiting(run.siteId),
      });
      const after = transition(transfer, end.event);
      // What goes on by itself was looked at, and asked about.
      if (end.event.kind !== 'try-again') this.#preflight.forget(id);
      for (const each of end.along) happened.set(each.id, each);
      if (after !== null) happened.set(id, after);
    }
    return happened;
  }

  #chooseNext(): Choice {
    if (this.#ledger.paused || this.#closed) return nothingToStart;
    return chooseNext(this.#lines.open(), {
      site: this.#parts.site,
      underWay: (siteId) => this.#underWay(siteId),
      at: this.#parts.clock.now(),
    });
  }

  #underWay(siteId: string): UnderWay {
    const runs = this.#runs.of(siteId);
    const transfers = runs
      .map(({ id }) => this.#ledger.get(id))
      .filter((transfer) => transfer !== undefined);
    return { transfers, written: runs.filter(({ written }) => written).length };
  }

  /** On a distant server the last words take as long as the file did: another one goes meanwhile. */
  #written(id: string): void {
    const run = this.#runs.get(id);
    if (run === undefined) return;
    run.written = true;
    this.pumpSoon();
  }

  #launch(transfer: Transfer, site: Site): void {
    const { id } = transfer;
    // Whoever was told that it starts may have stopped it on the spot.
    if (this.#ledger.get(id)?.status !== 'sending') return;
    this.progress.begin(id, transfer.size);
    const controller = new AbortController();
    const gate = new Gate();
    const { signal } = controller;
    const over = Promise.resolve()
      .then(() => this.#run({ transfer, site, signal, gate }))
      .then((outcome) => this.#toEnd(id, outcome));
    this.#runs.add({
      id,
      siteId: site.id,
      controller,
      gate,
      over,
      written: false,
      stopped: false,
      noConnection: null,
    });
  }

  #run(begun: {
    readonly transfer: Transfer;
    readonly site: Site;
    readonly signal: AbortSignal;
    readonly gate: Gate;
  }): Promise<Outcome> {
    const { id, siteId } = begun.transfer;
    return runTransfer(this.#runner, {
      ...begun,
      prepared: async (facts) => {
        await this.#isWritten(id, { kind: 'prepared', ...facts });
        this.progress.begin(id, facts.size);
      },
      lastPiece: () => this.#isWritten(id, { kind: 'last-piece' }),
      mayPass: (bytes, signal) => this.#limits.of(siteId).pass(bytes, signal),
      progress: (sentBytes) => this.progress.report(id, sentBytes),
      written: () => this.#written(id),
      mayConnect: () => {
        const failure: Failure | undefined = this.#runs.get(id)?.noConnection?.failure;
        if (failure !== undefined) throw new AppError(failure.code, failure.detail);
      },
      connected: () => void this.#connected(siteId),
      more: () => this.#lines.length(siteId),
    });
  }

  /** As Wishes.add. */
  #isWritten(id: string, event: TransferEvent): Promise<void> {
    this.#turn.ask();
    return this.#wishes.add(id, event);
  }

  #toEnd(id: string, outcome: Outcome): Promise<void> {
    const noConnection =
      outcome.kind === 'fail' && outcome.noConnection
        ? this.#noConnection(id, outcome.failure)
        : null;
    return new Promise((over) => {
      this.#ended.push({ id, outcome, noConnection, over });
      this.#turn.ask();
    });
  }

  /** One attempt is for all that are under way, from this moment on. */
  #noConnection(id: string, failure: Failure): FoundNoConnection | null {
    const run = this.#runs.get(id);
    if (run === undefined) return null;
    if (run.noConnection !== null) return { ...run.noConnection, first: false };
    const found = this.#lines.couldNotConnect(run.siteId, failure);
    for (const each of this.#runs.of(run.siteId)) each.noConnection = found;
    return { ...found, first: true };
  }

  /** Answers whether its line was held. */
  #connected(siteId: string): boolean {
    for (const run of this.#runs.of(siteId)) run.noConnection = null;
    if (makeAbsolute(this.#parts, this.#ledger, siteId)) this.pumpSoon();
    return this.#lines.goOn(siteId);
  }
}
