import type { Failure } from '../../shared/domain/error.ts';
import type { Transfer, TransferProgress } from '../../shared/domain/transfer.ts';
import type { TransfersSnapshot } from '../../shared/ipc/contract.ts';
import { eitherSignal } from '../sessions/either-signal.ts';
import { Again } from './again.ts';
import { Arrivals } from './arrivals.ts';
import { chosenFiles } from './chosen-files.ts';
import { Dispatch } from './dispatch.ts';
import { takeDownloads, takeUploads, type IntakeParts } from './intake.ts';
import { Listing } from './listing.ts';
import { isSettled, TransferLedger, type QueueChange, type QueueNews } from './ledger.ts';
import { moved } from './move.ts';
import { Placing } from './placing.ts';
import { Preflight } from './preflight.ts';
import type { QueueParts } from './queue-parts.ts';
import { joinRemote } from './remote-path.ts';
import { interrupted, takenUp } from './take-up.ts';
import { transition } from './transition.ts';

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
  readonly #listing: Listing;
  readonly #again: Again;

  constructor(parts: QueueParts) {
    this.#parts = parts;
    this.#ledger = new TransferLedger(parts.store, parts.owner);
    this.#preflight = new Preflight(parts, {
      transfer: (id) => this.#ledger.get(id),
      lookedAt: (id, { sha256, messages }) =>
        this.#ledger.note(id, { kind: 'looked-at', sha256, messages }),
    });
    this.#dispatch = new Dispatch(parts, this.#ledger, this.#preflight);
    const go = (ready: readonly Transfer[]) => this.#go(ready);
    const rest = { ledger: this.#ledger, preflight: this.#preflight, go };
    const { signal } = this.#closing;
    this.#listing = new Listing(parts, { ...rest, signal });
    this.#arrivals = new Arrivals({
      preflight: this.#preflight,
      list: (admitted) => this.#listing.add(admitted),
      listStopped: (transfers) => this.#listing.addStopped(transfers),
    });
    this.#again = new Again(parts, { ...rest, dispatch: this.#dispatch, signal });
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
      const folder = this.#absolute(site.id, to ?? site.remoteFolder);
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
    this.#listing.add({ ready: intake.added, refused: [] });
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
    for (const { id } of this.#ledger.apply(ids, () => ({ kind: 'pause' })))
      this.#dispatch.pause(id);
  }

  resume(ids: readonly string[]): void {
    const resumed = this.#ledger.apply(ids, () => ({ kind: 'resume' }));
    for (const transfer of resumed) this.#dispatch.resume(transfer);
    this.#dispatch.hurry(resumed);
    this.#go(resumed);
  }

  /** One that is under way ends when the link has let go of it: cancelled, or what the server said last. */
  cancel(ids: readonly string[]): void {
    const at = this.#parts.clock.now();
    const idle = ids.filter((id) => !this.#dispatch.has(id));
    for (const id of ids) this.#dispatch.stop(id);
    this.#ledger.apply(idle, ({ sentBytes }) => ({ kind: 'cancel', at, sentBytes }));
  }

  /**
   * Sends again, or now what counts down to its next try. About those that the server may have whole it first
   * looks there and asks, in the background: without a yes nothing changes.
   */
  retry(ids: readonly string[]): void {
    this.#again.retry(this.#ledger.known(ids));
  }

  /** Puts those that have not begun, in the order given, before another one (null: behind all). */
  move(ids: readonly string[], before: string | null): void {
    const changed = moved(this.#ledger.all(), ids, before);
    this.#ledger.commit(changed);
    this.#go(changed);
  }

  /**
   * The list of a process that was killed becomes part of this one: what it had not begun is held. Throws
   * AppError `storage-failed`.
   */
  takeOver(owner: string): void {
    const { store, clock } = this.#parts;
    const at = clock.now();
    const found = store.listed(owner);
    const placing = new Placing((target, id) => this.#ledger.pendingAt(target, id), at);
    const kept = found
      .filter((each) => !isSettled(each) || each.status === 'interrupted')
      .map((each) => interrupted(each, at))
      .map((each) => (isSettled(each) ? each : placing.put(each)))
      .map((each) => transition(each, { kind: 'pause' }) ?? each);
    const last = this.#ledger.lastPosition;
    const mine = { owner: this.#parts.owner };
    this.#ledger.commit(
      kept.map((each, index) => ({ ...each, ...mine, position: last + 1 + index })),
    );
    const ids = new Set(kept.map(({ id }) => id));
    store.unlist(found.map(({ id }) => id).filter((id) => !ids.has(id)));
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

  /** Paused: nothing new starts, and what is being sent is paused with it. Going on throws `storage-failed` while the queue can't be written. */
  setPaused(paused: boolean): void {
    if (!paused) this.#ledger.catchUp();
    this.#parts.pause.note(paused);
    this.#ledger.setPaused(paused);
    if (paused) this.pause(this.#sending());
    this.#dispatch.pump();
  }

  /** Told at once, of each change. Returns its undo. */
  onChanged(listener: (change: QueueChange) => void): () => void {
    return this.#ledger.onChanged(listener);
  }

  /** Told once for all that has changed in a turn of the event loop. Returns its undo. */
  onNews(listener: (news: QueueNews) => void): () => void {
    return this.#ledger.onNews(listener);
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

  #takeUp(): void {
    const stays = this.#parts.pause.wanted();
    const goesOn = (siteId: string): boolean => {
      try {
        return !stays && this.#parts.site(siteId).goOnAtStart;
      } catch {
        // The site is gone.
        return false;
      }
    };
    const { changed, paused } = takenUp(this.#ledger.all(), goesOn, this.#parts.clock.now());
    this.#ledger.record(changed);
    if (paused || stays) this.#ledger.setPaused(true);
    this.#dispatch.enqueue(this.#ledger.all());
    this.#dispatch.pumpSoon();
  }

  #sending(): readonly string[] {
    return this.#ledger.all().flatMap(({ id, status }) => (status === 'sending' ? [id] : []));
  }

  /** Absolute as soon as it can be known, so that the same place has one name. */
  #absolute(siteId: string, folder: string): string {
    const state = this.#parts.sessions.state(siteId);
    if (folder.startsWith('/') || state.status !== 'connected') return folder;
    return folder === '' ? state.home : joinRemote(state.home, folder);
  }

  #intake(): IntakeParts {
    const { newId, clock, owner } = this.#parts;
    return {
      newId,
      now: clock.now(),
      owner,
      position: this.#ledger.lastPosition + 1,
      pending: (target) => this.#ledger.pendingAt(target) ?? this.#arrivals.at(target),
    };
  }

  #go(ready: readonly Transfer[]): void {
    this.#dispatch.enqueue(ready);
    this.#dispatch.pump();
  }
}
