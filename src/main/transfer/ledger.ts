import { toFailure, type Failure } from '../../shared/domain/error.ts';
import { hasEnded, type Transfer } from '../../shared/domain/transfer.ts';
import type { AppEvents } from '../../shared/ipc/contract.ts';
import { targetOf } from './next-up.ts';
import type { QueueStore } from './queue-parts.ts';

export type QueueChange = AppEvents['transfers.changed'];

/** Nothing more happens to it by itself. */
export const isSettled = ({ status }: Transfer): boolean =>
  hasEnded(status) || status === 'interrupted';

/** The list of transfers: what it shows was written first. */
export class TransferLedger {
  readonly #store: QueueStore;
  readonly #transfers = new Map<string, Transfer>();
  /** What has happened but could not be written; it goes with the next write. */
  readonly #unsaved = new Map<string, Transfer>();
  readonly #listeners = new Set<(change: QueueChange) => void>();
  /** Who writes where: the last transfer to each place. */
  readonly #places = new Map<string, string>();
  readonly #problems = new Set<(failure: Failure) => void>();
  readonly #settling = new Map<string, Set<(ended: Transfer) => void>>();
  #revision = 0;
  #paused = false;
  /** The last write failed, and that was told. */
  #halted = false;

  constructor(store: QueueStore, owner: string) {
    this.#store = store;
    for (const transfer of store.listed(owner)) this.#keep(transfer);
  }

  get revision(): number {
    return this.#revision;
  }

  get paused(): boolean {
    return this.#paused;
  }

  get(id: string): Transfer | undefined {
    return this.#transfers.get(id);
  }

  /** A transfer that is not over and writes to this place (see targetOf). */
  pendingAt(target: string): Transfer | undefined {
    const transfer = this.#transfers.get(this.#places.get(target) ?? '');
    return transfer === undefined || isSettled(transfer) ? undefined : transfer;
  }

  all(): readonly Transfer[] {
    return [...this.#transfers.values()];
  }

  /** Writes, then shows. Throws AppError `storage-failed`: then nothing has changed. */
  commit(changed: readonly Transfer[]): void {
    if (changed.length === 0) return;
    try {
      this.#store.save([...this.#unsaved.values(), ...changed]);
    } catch (thrown) {
      this.#halt(toFailure(thrown));
      throw thrown;
    }
    this.#unsaved.clear();
    this.#halted = false;
    this.#show(changed, []);
  }

  /**
   * For what has happened already: shown also when it can't be written now, and written later.
   * `wanted` is what follows from it, in the same write; answers whether that may be done.
   */
  record(happened: readonly Transfer[], wanted: readonly Transfer[] = []): boolean {
    try {
      this.commit([...happened, ...wanted]);
      return true;
    } catch {
      // Told by #halt.
      for (const transfer of happened) this.#unsaved.set(transfer.id, transfer);
      this.#show(happened, []);
      return false;
    }
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

  /** Returns its undo. */
  onChanged(listener: (change: QueueChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
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
    this.#transfers.set(transfer.id, transfer);
    if (!isSettled(transfer)) this.#places.set(targetOf(transfer), transfer.id);
  }

  #show(changed: readonly Transfer[], removed: readonly string[]): void {
    for (const transfer of changed) this.#keep(transfer);
    for (const id of removed) this.#transfers.delete(id);
    this.#revision += 1;
    const change = { revision: this.#revision, paused: this.#paused, changed, removed };
    for (const listener of this.#listeners) listener(change);
    for (const transfer of changed) {
      if (!isSettled(transfer)) continue;
      for (const tell of this.#settling.get(transfer.id) ?? []) tell(transfer);
      this.#settling.delete(transfer.id);
    }
  }
}
