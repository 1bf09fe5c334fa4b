import { create } from 'zustand';
import { call, listen } from './api.ts';
import type { TransferChange } from './queue-index.ts';
import { TransfersMirror, type Transfers } from './transfers-mirror.ts';
import { windowOpenedAt } from './window-opened.ts';

/** Changes that follow one on the other are shown together, this many ms apart. */
const showEvery = 100;

const mirror = new TransfersMirror(windowOpenedAt);

/** The queue as main has it. Rows subscribe to one transfer and its progress. */
export const useTransfers = create<Transfers>(() => mirror.shown);

type Listener = (changes: readonly TransferChange[]) => void;
const listeners = new Set<Listener>();

/** Told what has changed each time that something of it is shown; not of the list as it was at the start. Returns its undo. */
export function onTransfersChanged(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

let timer: ReturnType<typeof setTimeout> | null = null;
let shownAt = -Infinity;

function show(): void {
  timer = null;
  shownAt = performance.now();
  const { next, changes } = mirror.show();
  useTransfers.setState(next);
  if (changes !== null && changes.length > 0) for (const listener of listeners) listener(changes);
}

/** The first of several at once, the others together. */
function showSoon(): void {
  if (timer !== null) return;
  const wait = shownAt + showEvery - performance.now();
  if (wait <= 0) show();
  else timer = setTimeout(show, wait);
}

/** Fills the store and keeps it fresh; returns its undo. */
export async function startTransfers(): Promise<() => void> {
  const load = async () => {
    mirror.fill(await call('transfers.list'));
    showSoon();
  };
  const stop = [
    listen('transfers.changed', (change) => {
      const outcome = mirror.hear(change);
      if (outcome === 'heard') showSoon();
      else if (outcome === 'missed') void load();
    }),
    listen('transfers.progressed', ({ progress }) =>
      useTransfers.setState(mirror.progressed(progress)),
    ),
  ];
  await load();
  return () => stop.forEach((undo) => undo());
}
