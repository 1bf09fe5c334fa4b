import { toFailure, type Failure } from '../../shared/domain/error.ts';
import { hasEnded, type Transfer } from '../../shared/domain/transfer.ts';
import type { AppEvents } from '../../shared/ipc/contract.ts';
import { OncePerTurn } from './once-per-turn.ts';
import { Places } from './places.ts';
import type { QueueStore } from './queue-parts.ts';
import { transition, type TransferEvent } from './transition.ts';

/** What the window is told: the changes of one turn of the event loop together. */
export type QueueNews = AppEvents['transfers.changed'];

/** What has changed just now. */
export type QueueChange = Omit<QueueNews, 'revision'>;

/** Nothing more happens to it by itself. */
export const isSettled = ({ status }: Transfer): boolean =>
  hasEnded(status) || status === 'interrupted';

/** The list of transfers: what it shows was written first. */
export class TransferLedger {
  readonly #store: QueueStore;
  readonly #transfers = new Map<string, Transfer>();
  /** What has happened but could not be written; it goes with the next write. */
  readonly #unsaved = new Map<string, Transfer>();
  /** What is worth no write of its own; it goes with the next write, and is shown then. */
  readonly #noted = new Map<string, Transfer>();
  readonly #listeners = new Set<(change: QueueChange) => void>();
  readonly #newsListeners = new Set<(news: QueueNews) => void>();
  readonly #places = new Places();
  readonly #problems = new Set<(failure: Failure) => void>();
  readonly #settling = new Map<string, Set<(ended: Transfer) => void>>();
  readonly #news = new OncePerTurn(() => this.#tellNews());
  #newsChanged = new Map<string, Transfer>();
  #newsRemoved: string[] = [];
  #revision = 0;
  #paused = false;
  /** The last write failed, and that was told. */
  #halted = false;
  #lastPosition = 0;
  #inOrder = true;

  constructor(store: QueueStore, owner: string) {
    this.#store = store;
    for (const transfer of store.listed(owner)) this.#keep(transfer);
  }

  /** Of the last news; what has changed since then is told before. */
  get revision(): number {
    this.#news.hurry();
    return this.#revision;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** The highest that there was. */
  get lastPosition(): number {
    return this.#lastPosition;
  }

  get(id: string): Transfer | undefined {
    return this.#transfers.get(id);
  }

  /** Each once, those that are on the list. */
  known(ids: readonly string[]): readonly Transfer[] {
    return [...new Set(ids)]
      .map((id) => this.#transfers.get(id))
      .filter((transfer) => transfer !== undefined);
  }

  /** A transfer that is not over and writes to this place (see targetOf), but for `except`. */
  pendingAt(target: string, except: string | null = null): Transfer | undefined {
    return this.#transfers.get(this.#places.at(target, except) ?? '');
  }

  /** Uploads to the site that are not over and whose path is told from the folder that the server opens. */
  relative(siteId: string): readonly Transfer[] {
    return this.known(this.#places.relative(siteId));
  }

  /** In the order of their positions. */
  all(): readonly Transfer[] {
    if (!this.#inOrder) {
      const sorted = [...this.#transfers.values()].sort((a, b) => a.position - b.position);
      this.#transfers.clear();
      for (const transfer of sorted) this.#transfers.set(transfer.id, transfer);
      this.#inOrder = true;
    }
    return [...this.#transfers.values()];
  }

  /**
   * Writes, then shows. What to write may be decided at the write, when no other process writes. Throws
   * AppError `storage-failed`: then nothing has changed.
   */
  commit(change: readonly Transfer[] | (() => readonly Transfer[])): void {
    if (typeof change !== 'function' && change.length === 0) return;
    let changed: readonly Transfer[] = [];
    try {
      this.#store.atOnce(() => {
        changed = typeof change === 'function' ? change() : change;
        const late = [...this.#unsaved.values(), ...this.#noted.values()];
        this.#store.save([...late, ...changed]);
      });
      if (changed.length + this.#noted.size === 0) return;
    } catch (thrown) {
      this.#halt(toFailure(thrown));
      throw thrown;
    }
    const news = new Set(changed.map(({ id }) => id));
    const noted = [...this.#noted.values()].filter(({ id }) => !news.has(id));
    this.#unsaved.clear();
    this.#noted.clear();
    this.#halted = false;
    this.#show([...noted, ...changed], []);
  }

  /** One event for each of many, written at once. Answers with those it fitted, as they are now. Throws as `commit`. */
  apply(
    ids: readonly string[],
    eventFor: (transfer: Transfer) => TransferEvent,
  ): readonly Transfer[] {
    const changed = this.known(ids)
      .map((transfer) => transition(transfer, eventFor(transfer)))
      .filter((transfer) => transfer !== null);
    this.commit(changed);
    return changed;
  }

  /**
   * For what has happened already: shown also when it can't be written now, and written later.
   * `wanted` is what follows from it, in the same write. Answers why that may not be done; null: it may.
   */
  record(
    happened: readonly Transfer[],
    wanted: () => readonly Transfer[] = () => [],
  ): Failure | null {
    try {
      this.commit(() => [...happened, ...wanted()]);
      return null;
    } catch (thrown) {
      // Told by #halt.
      for (const transfer of happened) {
        this.#unsaved.set(transfer.id, transfer);
        this.#noted.delete(transfer.id);
      }
      this.#show(happened, []);
      return toFailure(thrown);
    }
  }

  /** Known from now on, but written and shown with the next write only. Nothing, where it does not fit. */
  note(id: string, event: TransferEvent): void {
    const transfer = this.#transfers.get(id);
    const noted = transfer === undefined ? null : transition(transfer, event);
    if (noted === null) return;
    this.#noted.set(id, noted);
    this.#keep(noted);
  }

  /** Writes what could not be written before. Throws AppError `storage-failed`. */
  catchUp(): void {
    this.#halted = false;
    if (this.#unsaved.size === 0) return;
    this.#store.save([...this.#unsaved.values()]);
    this.#unsaved.clear();
  }

  remove(ids: readonly string[]): void {
    if (ids.length === 0) return;
    this.catchUp();
    this.#store.unlist(ids);
    for (const id of ids) this.#noted.delete(id);
    this.#show([], ids);
  }

  setPaused(paused: boolean): void {
    if (paused === this.#paused) return;
    this.#paused = paused;
    this.#show([], []);
  }

  /** It could not be written and paused itself. Returns its undo. */
  onProblem(listener: (failure: Failure) => void): () => void {
    this.#problems.add(listener);
    return () => void this.#problems.delete(listener);
  }

  /** Told at once, of each change. Returns its undo. */
  onChanged(listener: (change: QueueChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Told once for all that has changed in a turn of the event loop. Returns its undo. */
  onNews(listener: (news: QueueNews) => void): () => void {
    this.#newsListeners.add(listener);
    return () => void this.#newsListeners.delete(listener);
  }

  /** Resolves when nothing more happens to each of them by itself, in the order given; unknown ids are left out. */
  async settled(ids: readonly string[]): Promise<readonly Transfer[]> {
    const all = await Promise.all(ids.map((id) => this.#settled(id)));
    return all.filter((each) => each !== undefined);
  }

  #settled(id: string): Promise<Transfer | undefined> {
    const transfer = this.#transfers.get(id);
    if (transfer === undefined || isSettled(transfer)) return Promise.resolve(transfer);
    return new Promise((resolve) => {
      const waiting = this.#settling.get(id) ?? new Set();
      this.#settling.set(id, waiting.add(resolve));
    });
  }

  /** What can't be written down is not done: nothing starts until the person lets it go on. */
  #halt(failure: Failure): void {
    this.setPaused(true);
    if (this.#halted) return;
    this.#halted = true;
    for (const listener of this.#problems) listener(failure);
  }

  #keep(transfer: Transfer): void {
    const { id, position } = transfer;
    const known = this.#transfers.get(id);
    if (known?.position !== position && position < this.#lastPosition) this.#inOrder = false;
    if (known !== undefined && known.position !== position) this.#inOrder = false;
    this.#lastPosition = Math.max(this.#lastPosition, position);
    this.#transfers.set(id, transfer);
    if (isSettled(transfer)) this.#places.forget(transfer);
    else this.#places.keep(transfer);
  }

  #show(changed: readonly Transfer[], removed: readonly string[]): void {
    for (const transfer of changed) {
      this.#keep(transfer);
      this.#newsChanged.set(transfer.id, transfer);
    }
    for (const id of removed) {
      const known = this.#transfers.get(id);
      if (known !== undefined) this.#places.forget(known);
      this.#transfers.delete(id);
      this.#newsChanged.delete(id);
      this.#newsRemoved.push(id);
    }
    this.#news.ask();
    const change = { paused: this.#paused, changed, removed };
    for (const listener of this.#listeners) listener(change);
    for (const transfer of changed) {
      if (!isSettled(transfer)) continue;
      for (const tell of this.#settling.get(transfer.id) ?? []) tell(transfer);
      this.#settling.delete(transfer.id);
    }
  }

  #tellNews(): void {
    this.#revision += 1;
    const news = {
      revision: this.#revision,
      paused: this.#paused,
      changed: [...this.#newsChanged.values()],
      removed: this.#newsRemoved,
    };
    this.#newsChanged = new Map();
    this.#newsRemoved = [];
    for (const listener of this.#newsListeners) listener(news);
  }
}
