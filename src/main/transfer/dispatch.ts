import { AppError, toFailure, type Failure } from '../../shared/domain/error.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { Conflicts } from './conflict.ts';
import { Gate } from './gate.ts';
import type { TransferLedger } from './ledger.ts';
import { nextUp } from './next-up.ts';
import type { Preflight } from './preflight.ts';
import { ProgressMeter } from './progress.ts';
import type { QueueParts } from './queue-parts.ts';
import { RemoteFolders } from './remote-folders.ts';
import type { Outcome } from './run.ts';
import { runTransfer, type RunnerParts } from './runner.ts';
import { failedBeforeStart, transition, type Prepared, type TransferEvent } from './transition.ts';
import { WaitingTransfers } from './waiting-transfers.ts';

interface ActiveRun {
  readonly siteId: string;
  readonly controller: AbortController;
  readonly gate: Gate;
  readonly over: Promise<void>;
  /** Somebody asked for its end here; a run that is cancelled without it was cut by disconnecting. */
  stopped: boolean;
  /** Why a run beside it could not connect. */
  noConnection: Failure | null;
}

/** Starts what may start, and sees each run to its end. */
export class Dispatch {
  readonly progress: ProgressMeter;
  readonly #parts: QueueParts;
  readonly #ledger: TransferLedger;
  readonly #runner: RunnerParts;
  readonly #lines = new Map<string, WaitingTransfers>();
  readonly #runs = new Map<string, ActiveRun>();
  #closed = false;
  #starting = false;
  #startAgain = false;

  constructor(parts: QueueParts, ledger: TransferLedger, preflight: Preflight) {
    this.#parts = parts;
    this.#ledger = ledger;
    this.progress = new ProgressMeter(parts.clock);
    this.#runner = {
      sessions: parts.sessions,
      log: parts.log,
      conflicts: new Conflicts(parts.ask),
      folders: new RemoteFolders(),
      preflight,
    };
  }

  has(id: string): boolean {
    return this.#runs.has(id);
  }

  enqueue(transfers: readonly Transfer[]): void {
    for (const { id, siteId, status } of transfers)
      if (status === 'waiting') this.#line(siteId).add(id);
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
    const over = [...this.#runs.values()].map((run) => run.over);
    for (const id of this.#runs.keys()) this.stop(id);
    await Promise.all(over);
    this.progress.close();
  }

  stop(id: string): void {
    const run = this.#runs.get(id);
    if (run === undefined) return;
    run.stopped = true;
    run.controller.abort();
  }

  /** Starts what may start now. */
  pump(): void {
    this.#startNext([]);
  }

  /**
   * Writes what has happened and what starts after it at once: a write waits for the disk. Listeners
   * of these changes may come back here before what starts is under way; they wait their turn.
   */
  #startNext(happened: readonly Transfer[]): void {
    if (this.#starting) {
      this.#startAgain = true;
      this.#ledger.record(happened);
      return;
    }
    this.#starting = true;
    try {
      this.#start(happened);
    } finally {
      this.#starting = false;
    }
    if (!this.#startAgain) return;
    this.#startAgain = false;
    this.#startNext([]);
  }

  #start(happened: readonly Transfer[]): void {
    const { next, lost } = this.#chooseNext();
    const started = next.map(({ transfer }) => transfer);
    // What could not be written down still waits.
    if (!this.#ledger.record(happened, [...lost, ...started])) return;
    for (const { transfer, site } of next) this.#launch(transfer, site);
  }

  /** What may start, as it will be then, and what can't because its site is gone. */
  #chooseNext() {
    const at = this.#parts.clock.now();
    const next: { readonly transfer: Transfer; readonly site: Site }[] = [];
    const lost: Transfer[] = [];
    const lines = this.#ledger.paused || this.#closed ? [] : this.#lines;
    for (const [siteId, line] of lines) {
      if (line.length === 0) continue;
      try {
        const site = this.#parts.site(siteId);
        for (const transfer of this.#nextOf(site, line))
          next.push({ transfer: transition(transfer, { kind: 'start', at }) ?? transfer, site });
      } catch (thrown) {
        for (const transfer of line.inOrder())
          lost.push(failedBeforeStart(transfer, toFailure(thrown), at));
      }
    }
    return { next, lost };
  }

  #line(siteId: string): WaitingTransfers {
    const known = this.#lines.get(siteId);
    if (known !== undefined) return known;
    const line = new WaitingTransfers((id) => {
      const transfer = this.#ledger.get(id);
      return transfer?.status === 'waiting' ? transfer : undefined;
    });
    this.#lines.set(siteId, line);
    return line;
  }

  #nextOf(site: Site, line: WaitingTransfers): readonly Transfer[] {
    const underWay = [...this.#runs]
      .filter(([, run]) => run.siteId === site.id)
      .map(([id]) => this.#ledger.get(id))
      .filter((transfer) => transfer !== undefined);
    return nextUp({
      waiting: line.inOrder(),
      underWay,
      filesAtATime: site.options.filesAtATime,
    });
  }

  #launch(transfer: Transfer, site: Site): void {
    const { id } = transfer;
    // Whoever was told that it starts may have stopped it on the spot.
    if (this.#ledger.get(id)?.status !== 'sending') return;
    const controller = new AbortController();
    const gate = new Gate();
    this.progress.begin(id, transfer.size);
    const over = Promise.resolve()
      .then(() =>
        runTransfer(this.#runner, {
          transfer,
          site,
          signal: controller.signal,
          gate,
          prepared: (facts) => this.#prepared(id, facts),
          progress: (sentBytes) => this.progress.report(id, sentBytes),
          mayConnect: () => {
            const failure = this.#runs.get(id)?.noConnection ?? null;
            if (failure !== null) throw new AppError(failure.code, failure.detail);
          },
          more: () => this.#line(site.id).length,
        }),
      )
      .then((outcome) => this.#ended(id, outcome));
    this.#runs.set(id, {
      siteId: site.id,
      controller,
      gate,
      over,
      stopped: false,
      noConnection: null,
    });
  }

  #prepared(id: string, facts: Prepared): void {
    const transfer = this.#ledger.get(id);
    if (transfer === undefined) return;
    const next = transition(transfer, { kind: 'prepared', ...facts });
    if (next !== null && !sameFacts(transfer, facts)) this.#ledger.commit([next]);
    this.progress.begin(id, facts.size);
  }

  #ended(id: string, outcome: Outcome): void {
    const run = this.#runs.get(id);
    const transfer = this.#ledger.get(id);
    this.#runs.delete(id);
    this.#runner.preflight.forget(id);
    this.progress.end(id);
    if (run === undefined || transfer === undefined) return;
    const at = this.#parts.clock.now();
    const ended = transition(transfer, this.#endEvent(outcome, at));
    const happened = ended === null ? [] : [ended];
    const drawnAlong = this.#drawnAlong(run, outcome, at);
    if (drawnAlong.length === 0) this.#startNext(happened);
    else {
      this.#ledger.record([...happened, ...drawnAlong]);
      this.pump();
    }
    if (this.#line(run.siteId).inOrder().next().done === true)
      this.#runner.conflicts.forget(run.siteId);
  }

  #endEvent(outcome: Outcome, at: number): TransferEvent {
    if (outcome.kind === 'cancel' && this.#closed)
      return { kind: 'interrupt', at, sentBytes: outcome.sentBytes };
    return { ...outcome, at };
  }

  /**
   * What one end means for those that wait behind it: a site that can't be connected to is not tried
   * for each of them, and one that was disconnected is not connected again without being asked.
   */
  #drawnAlong(run: ActiveRun, outcome: Outcome, at: number): readonly Transfer[] {
    const waiting = () => [...this.#line(run.siteId).inOrder()];
    if (outcome.kind === 'fail' && outcome.noConnection) {
      for (const other of this.#runs.values())
        if (other.siteId === run.siteId) other.noConnection = outcome.failure;
      return waiting().map((transfer) => failedBeforeStart(transfer, outcome.failure, at));
    }
    if (outcome.kind === 'cancel' && !run.stopped)
      return waiting().map((transfer) => transition(transfer, { kind: 'pause' }) ?? transfer);
    return [];
  }
}

const sameFacts = (transfer: Transfer, facts: Prepared): boolean =>
  transfer.name === facts.name &&
  transfer.remotePath === facts.remotePath &&
  transfer.size === facts.size &&
  transfer.localModifiedAt === facts.localModifiedAt;
