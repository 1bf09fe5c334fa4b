import { create } from 'zustand';
import type { SessionLogLine, SessionState } from '../../shared/domain/session.ts';
import { call, listen } from './api.ts';

interface Sessions {
  readonly states: Readonly<Record<string, SessionState>>;
  readonly log: readonly SessionLogLine[];
}

const mostLogLines = 5000;

/** The live connections by site id, and the session log of all of them. */
export const useSessions = create<Sessions>(() => ({ states: {}, log: [] }));

const disconnected: SessionState = { status: 'disconnected' };

export const sessionOf =
  (siteId: string | null): ((state: Sessions) => SessionState) =>
  (state) =>
    (siteId === null ? undefined : state.states[siteId]) ?? disconnected;

/** Fills the store and keeps it fresh; returns its undo. */
export async function startSessions(): Promise<() => void> {
  const stop = [
    listen('sessions.changed', ({ siteId, state }) =>
      useSessions.setState((before) => ({ states: { ...before.states, [siteId]: state } })),
    ),
    listen('sessions.logged', ({ lines }) =>
      useSessions.setState((before) => ({ log: appendLog(before.log, lines) })),
    ),
  ];
  const [states, log] = await Promise.all([call('sessions.list'), call('sessions.log')]);
  useSessions.setState((before) => ({ states, log: appendLog(log, before.log) }));
  return () => stop.forEach((undo) => undo());
}

/** Adds what is newer than the last line (ids rise), and keeps the newest lines only. */
export function appendLog(
  log: readonly SessionLogLine[],
  lines: readonly SessionLogLine[],
): readonly SessionLogLine[] {
  const last = log.at(-1)?.id ?? -1;
  const fresh = lines.filter((line) => line.id > last);
  return fresh.length === 0 ? log : [...log, ...fresh].slice(-mostLogLines);
}
