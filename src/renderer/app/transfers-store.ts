import { create } from 'zustand';
import type { Transfer, TransferProgress } from '../../shared/domain/transfer.ts';
import type { AppEvents, TransfersSnapshot } from '../../shared/ipc/contract.ts';
import { call, listen } from './api.ts';

export interface Transfers {
  readonly revision: number;
  readonly paused: boolean;
  readonly byId: ReadonlyMap<string, Transfer>;
  readonly progress: ReadonlyMap<string, TransferProgress>;
}

export const noTransfers: Transfers = {
  revision: -1,
  paused: false,
  byId: new Map(),
  progress: new Map(),
};

/** The queue as main has it. Rows subscribe to one transfer and its progress. */
export const useTransfers = create<Transfers>(() => noTransfers);

export const fromSnapshot = (snapshot: TransfersSnapshot): Transfers => ({
  revision: snapshot.revision,
  paused: snapshot.paused,
  byId: new Map(snapshot.transfers.map((transfer) => [transfer.id, transfer])),
  progress: new Map(snapshot.progress.map((progress) => [progress.id, progress])),
});

/** The state after a change; null when changes before it were missed and the list is needed again. */
export function applyChange(
  state: Transfers,
  change: AppEvents['transfers.changed'],
): Transfers | null {
  if (change.revision <= state.revision) return state;
  if (change.revision !== state.revision + 1) return null;
  const byId = new Map(state.byId);
  const progress = new Map(state.progress);
  for (const transfer of change.changed) {
    byId.set(transfer.id, transfer);
    if (transfer.status !== 'sending') progress.delete(transfer.id);
  }
  for (const id of change.removed) {
    byId.delete(id);
    progress.delete(id);
  }
  return { revision: change.revision, paused: change.paused, byId, progress };
}

/** Fills the store and keeps it fresh; returns its undo. */
export async function startTransfers(): Promise<() => void> {
  const load = async () => {
    const snapshot = fromSnapshot(await call('transfers.list'));
    // A change may have been heard while the list was on its way.
    if (snapshot.revision >= useTransfers.getState().revision) useTransfers.setState(snapshot);
  };
  const stop = [
    listen('transfers.changed', (change) => {
      const next = applyChange(useTransfers.getState(), change);
      if (next !== null) useTransfers.setState(next);
      else void load();
    }),
    listen('transfers.progressed', ({ progress }) =>
      useTransfers.setState((state) => {
        const merged = new Map(state.progress);
        for (const one of progress) merged.set(one.id, one);
        return { progress: merged };
      }),
    ),
  ];
  await load();
  return () => stop.forEach((undo) => undo());
}
