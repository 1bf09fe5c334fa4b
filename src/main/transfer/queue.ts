import { AppError, type Failure } from '../../shared/domain/error.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Transfer, TransferProgress } from '../../shared/domain/transfer.ts';
import type { TransfersSnapshot } from '../../shared/ipc/contract.ts';
import { eitherSignal } from '../sessions/either-signal.ts';
import { admit, type Admitted } from './admission.ts';
import { Arrivals } from './arrivals.ts';
import { chosenFiles } from './chosen-files.ts';
import { Dispatch } from './dispatch.ts';
import { takeDownloads, takeUploads, type IntakeParts } from './intake.ts';
import { isSettled, TransferLedger, type QueueChange } from './ledger.ts';
import { isLookedAt, Preflight } from './preflight.ts';
import type { QueueParts } from './queue-parts.ts';
import { joinRemote } from './remote-path.ts';
import {
  cancelledBeforeStart,
  failedBeforeStart,
  isUnderWay,
  transition,
  type TransferEvent,
} from './transition.ts';

export interface UploadOptions {
  /** Sends empty files without asking. */
  readonly allowEmpty?: boolean;
  /** Ends the look and the questions: what is not listed by then is listed as cancelled. */
  readonly signal?: AbortSignal;
}

const never = new AbortController().signal;

/** The files on their way. Every change is written down before it is acted on or shown. */
export class TransferQueue {
  readonly #parts: QueueParts;
  readonly #ledger: TransferLedger;
  readonly #dispatch: Dispatch;
  readonly #preflight: Preflight;
  readonly #closing = new AbortController();
  readonly #arrivals: Arrivals;
  #lastPosition = 0;

  constructor(parts: QueueParts) {
    this.#parts = parts;
    this.#ledger = new TransferLedger(parts.store, parts.owner);
    this.#preflight = new Preflight(parts);
    this.#dispatch = new Dispatch(parts, this.#ledger, this.#preflight);
    this.#arrivals = new Arrivals({
      preflight: this.#preflight,
      list: (admitted) => this.#add(admitted),
      listStopped: (transfers) => {
        const at = this.#parts.clock.now();
        this.#list(transfers.map((transfer) => cancelledBeforeStart(transfer, at)));
      },
    });
    this.#takeUp();
  }

  /**
   * Files and folders to a folder of the site (null: its start folder). Answers with the ids, one for
   * each file, when all were looked at and the person was asked; what may go goes before. Rejects
   * `site-not-found`, `invalid-input`, `storage-failed`, `cancelled`; a file that can't be read is a
   * transfer that fails, not a rejection.
   */
  async upload(
    siteId: string,
    paths: readonly string[],
    to: string | null,
    options: UploadOptions = {},
  ): Promise<readonly string[]> {
    const site = this.#parts.site(siteId);
    const { signal, release } = eitherSignal(this.#closing.signal, options.signal ?? never);
    try {
      const { ask } = this.#parts;
      const { files, allowEmpty } = await this.#arrivals.announced(paths.length, () =>
        chosenFiles(ask, siteId, paths, options.allowEmpty === true, signal),
      );
      const folder = to ?? this.#startFolder(site);
      const intake = takeUploads(this.#intake(), site, folder, files, allowEmpty);
      await this.#arrivals.take(site, intake.added, signal);
      return [...new Set(intake.ids)];
    } finally {
      release();
    }
  }

  /** Files `names` of the server's folder `from` to the local folder `to`. */
  // eslint-disable-next-line @typescript-eslint/require-await -- its failures are rejections, as with upload
  async download(
    siteId: string,
    from: string,
    names: readonly string[],
    to: string,
  ): Promise<readonly string[]> {
    const site = this.#parts.site(siteId);
    const intake = takeDownloads(this.#intake(), site, from, names, to);
    this.#add({ ready: intake.added, refused: [] });
    return [...new Set(intake.ids)];
  }

  list(): TransfersSnapshot {
    const { revision, paused } = this.#ledger;
    return {
      revision,
      paused,
      transfers: this.#ledger.all(),
      progress: this.#dispatch.progress.now(),
    };
  }

  /** How many files are looked at or asked about and not on the list yet: they are gone when the program ends. */
  arriving(): number {
    return this.#arrivals.size;
  }

  /** One that is under way stops between two pieces and keeps its place on the link. */
  pause(ids: readonly string[]): void {
    for (const { id } of this.#change(ids, () => ({ kind: 'pause' }))) this.#dispatch.pause(id);
  }

  resume(ids: readonly string[]): void {
    const resumed = this.#change(ids, () => ({ kind: 'resume' }));
    for (const transfer of resumed) this.#dispatch.resume(transfer);
    this.#go(resumed);
  }

  /** One that is under way ends when the link has let go of it: cancelled, or what the server said last. */
  cancel(ids: readonly string[]): void {
    const at = this.#parts.clock.now();
    const idle = ids.filter((id) => !this.#dispatch.has(id));
    for (const id of ids) this.#dispatch.stop(id);
    this.#change(idle, ({ sentBytes }) => ({ kind: 'cancel', at, sentBytes }));
  }

  /** Sends again from the start; also what ended "unknown", because the caller has asked the person. */
  retry(ids: readonly string[]): void {
    const retried = this.#change(ids, () => ({ kind: 'retry' }));
    for (const { id } of retried) this.#preflight.forget(id);
    this.#go(retried.filter((transfer) => !this.#isLookedAt(transfer)));
    const looked = retried.filter((transfer) => this.#isLookedAt(transfer));
    for (const siteId of new Set(looked.map((each) => each.siteId)))
      void this.#readmit(
        siteId,
        looked.filter((each) => each.siteId === siteId),
      );
  }

  /** Takes what is over off the list; it stays on record. */
  clear(ids: readonly string[]): void {
    this.#ledger.remove(
      ids.filter((id) => {
        const transfer = this.#ledger.get(id);
        return transfer !== undefined && isSettled(transfer);
      }),
    );
  }

  /** Paused: nothing new starts; what is under way goes on. Going on throws `storage-failed` while the queue can't be written. */
  setPaused(paused: boolean): void {
    if (!paused) this.#ledger.catchUp();
    this.#ledger.setPaused(paused);
    this.#dispatch.pump();
  }

  /** Returns its undo. */
  onChanged(listener: (change: QueueChange) => void): () => void {
    return this.#ledger.onChanged(listener);
  }

  /** All that is under way, at most 5 times a second. Returns its undo. */
  onProgressed(listener: (progress: readonly TransferProgress[]) => void): () => void {
    return this.#dispatch.progress.onProgressed(listener);
  }

  /** The queue could not be written, so it paused itself. Returns its undo. */
  onProblem(listener: (failure: Failure) => void): () => void {
    return this.#ledger.onProblem(listener);
  }

  /** Resolves when each of them is over (or interrupted), in the order given; those not on the list are left out. */
  settled(ids: readonly string[]): Promise<readonly Transfer[]> {
    return this.#ledger.settled(ids);
  }

  /** Stops what is under way (it becomes `interrupted`, unless the server had the last word) and starts nothing more. */
  async shutDown(): Promise<void> {
    this.#closing.abort();
    await this.#dispatch.shutDown();
  }

  /** Nothing is sent behind the person's back: what was under way is interrupted, what waits waits for them. */
  #takeUp(): void {
    const at = this.#parts.clock.now();
    const all = this.#ledger.all();
    const interrupted = all.filter(isUnderWay).map((transfer) => {
      const { sentBytes } = transfer;
      return transition(transfer, { kind: 'interrupt', at, sentBytes }) ?? transfer;
    });
    this.#ledger.record(interrupted);
    const now = this.#ledger.all();
    this.#lastPosition = now.reduce((last, { position }) => Math.max(last, position), 0);
    this.#dispatch.enqueue(now);
    this.#ledger.setPaused(now.some(({ status }) => status === 'waiting'));
  }

  /** Absolute as soon as it can be known, so that the same place has one name. */
  #startFolder(site: Site): string {
    const folder = site.remoteFolder;
    const state = this.#parts.sessions.state(site.id);
    if (folder.startsWith('/') || state.status !== 'connected') return folder;
    return folder === '' ? state.home : joinRemote(state.home, folder);
  }

  #intake(): IntakeParts {
    const { newId, clock, owner } = this.#parts;
    return {
      newId,
      now: clock.now(),
      owner,
      position: this.#lastPosition + 1,
      pending: (target) => this.#ledger.pendingAt(target) ?? this.#arrivals.at(target),
    };
  }

  #isLookedAt(transfer: Transfer): boolean {
    try {
      return isLookedAt(transfer, this.#parts.site(transfer.siteId));
    } catch {
      // Its site is gone, which it is told when its turn comes.
      return false;
    }
  }

  /** Looks again at what is sent again, all of a site at once: one question for many. */
  async #readmit(siteId: string, retried: readonly Transfer[]): Promise<void> {
    const waits = ({ id }: Transfer) => this.#ledger.get(id)?.status === 'waiting';
    const settle = ({ ready, refused }: Admitted) => {
      const at = this.#parts.clock.now();
      this.#ledger.commit(
        refused
          .filter(({ transfer }) => waits(transfer))
          .map(({ transfer, failure }) => failedBeforeStart(transfer, failure, at)),
      );
      this.#go(ready);
    };
    const parts = { preflight: this.#preflight, wanted: waits, settle };
    try {
      await admit({ ...parts, signal: this.#closing.signal }, this.#parts.site(siteId), retried);
    } catch {
      // Each is looked at when its turn comes, and whatever is wrong is told then.
      this.#go(retried);
    }
  }

  #go(ready: readonly Transfer[]): void {
    this.#dispatch.enqueue(ready);
    this.#dispatch.pump();
  }

  #add({ ready, refused }: Admitted): void {
    const at = this.#parts.clock.now();
    const failed = refused.map(({ transfer, failure }) => failedBeforeStart(transfer, failure, at));
    this.#list([...ready, ...failed]);
  }

  /** In the order in which they were asked for, behind all that is listed. */
  #list(transfers: readonly Transfer[]): void {
    if (this.#closing.signal.aborted) throw new AppError('cancelled');
    const listed = [...transfers]
      .sort((one, other) => one.position - other.position)
      .map((transfer, index) => ({ ...transfer, position: this.#lastPosition + 1 + index }));
    this.#ledger.commit(listed);
    this.#lastPosition += listed.length;
    this.#go(listed);
  }

  /** One event for each of many, written at once. Answers with those it fitted. */
  #change(
    ids: readonly string[],
    eventFor: (transfer: Transfer) => TransferEvent,
  ): readonly Transfer[] {
    const changed = [...new Set(ids)]
      .map((id) => this.#ledger.get(id))
      .filter((transfer) => transfer !== undefined)
      .map((transfer) => transition(transfer, eventFor(transfer)))
      .filter((transfer) => transfer !== null);
    this.#ledger.commit(changed);
    return changed;
  }
}
