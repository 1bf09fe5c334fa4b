import type { Transfer, TransferProgress } from '../../shared/domain/transfer.ts';
import type { AppEvents, TransfersSnapshot } from '../../shared/ipc/contract.ts';
import { QueueIndex, type QueueFigures, type TransferChange } from './queue-index.ts';

/** The queue as it is shown. */
export interface Transfers extends QueueFigures {
  /** Of what is shown; -1: nothing was heard yet. */
  readonly revision: number;
  readonly paused: boolean;
  /** The same map for good: who wants to know that something in it changed watches `revision`. */
  readonly byId: ReadonlyMap<string, Transfer>;
  readonly progress: ReadonlyMap<string, TransferProgress>;
}

/** What has changed since it was shown last. */
export interface ShownChange {
  readonly next: Transfers;
  /** Null: the list was filled, and nothing of it is news. */
  readonly changes: readonly TransferChange[] | null;
}

/**
 * Keeps a copy of main's queue. What is heard is gathered and shown together, so that a hundred ends a
 * second cost the window as much as ten; one row that changes among ten thousand costs one row.
 */
export class TransfersMirror {
  readonly #index: QueueIndex;
  readonly #byId = new Map<string, Transfer>();
  /** Null: it was taken off. */
  readonly #heard = new Map<string, Transfer | null>();
  #revision = -1;
  #paused = false;
  #filled = false;
  #shown: Transfers;

  /** `since`: when the window opened. */
  constructor(since: number) {
    this.#index = new QueueIndex(since);
    this.#shown = {
      ...this.#index.change([]),
      revision: -1,
      paused: false,
      byId: this.#byId,
      progress: new Map(),
    };
  }

  get shown(): Transfers {
    return this.#shown;
  }

  /** Answers `missed` when changes before it were, and the list is needed again. */
  hear(change: AppEvents['transfers.changed']): 'heard' | 'known' | 'missed' {
    if (change.revision <= this.#revision) return 'known';
    if (change.revision !== this.#revision + 1) return 'missed';
    this.#revision = change.revision;
    this.#paused = change.paused;
    for (const transfer of change.changed) this.#heard.set(transfer.id, transfer);
    for (const id of change.removed) this.#heard.set(id, null);
    return 'heard';
  }

  /** The whole list. One that is older than what was heard is left. */
  fill(snapshot: TransfersSnapshot): void {
    if (snapshot.revision < this.#revision) return;
    this.#revision = snapshot.revision;
    this.#paused = snapshot.paused;
    this.#heard.clear();
    for (const id of this.#byId.keys()) this.#heard.set(id, null);
    for (const transfer of snapshot.transfers) this.#heard.set(transfer.id, transfer);
    this.#shown = {
      ...this.#shown,
      progress: new Map(snapshot.progress.map((progress) => [progress.id, progress])),
    };
    this.#filled = true;
  }

  progressed(progress: readonly TransferProgress[]): Transfers {
    const merged = new Map(this.#shown.progress);
    // The last word on one that has ended meanwhile comes too late.
    for (const one of progress)
      if (this.#byId.get(one.id)?.status === 'sending') merged.set(one.id, one);
    return (this.#shown = { ...this.#shown, progress: merged });
  }

  /** Shows what was heard. */
  show(): ShownChange {
    const changes: TransferChange[] = [];
    const progress = new Map(this.#shown.progress);
    for (const [id, transfer] of this.#heard) {
      const before = this.#byId.get(id);
      const after = transfer ?? undefined;
      if (after === undefined) this.#byId.delete(id);
      else this.#byId.set(id, after);
      if (after?.status !== 'sending') progress.delete(id);
      if (before !== undefined || after !== undefined) changes.push({ before, after });
    }
    this.#heard.clear();
    this.#shown = {
      ...this.#index.change(changes),
      revision: this.#revision,
      paused: this.#paused,
      byId: this.#byId,
      progress,
    };
    const isNews = !this.#filled;
    this.#filled = false;
    return { next: this.#shown, changes: isNews ? changes : null };
  }
}
