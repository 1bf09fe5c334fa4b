import { create } from 'zustand';
import type { MessageFile, SendRun } from '../../shared/domain/message-file.ts';
import { call, listen } from './api.ts';
import { reportFailure } from './report-failure.ts';

export interface Messages {
  /** The open files, in the order in which they were opened. */
  readonly files: readonly MessageFile[];
  /** The last run of each file, by file id. Rows are not kept here: a file may have 100,000. */
  readonly runs: Readonly<Record<string, SendRun>>;
}

export const useMessages = create<Messages>(() => ({ files: [], runs: {} }));

export const fileById =
  (fileId: string | null): ((state: Messages) => MessageFile | undefined) =>
  (state) =>
    state.files.find(({ id }) => id === fileId);

export const runOf =
  (fileId: string | null): ((state: Messages) => SendRun | undefined) =>
  (state) =>
    fileId === null ? undefined : state.runs[fileId];

/** What is known, with these files as they are now: known ones in their place, new ones last. */
export function withFiles(
  known: readonly MessageFile[],
  files: readonly MessageFile[],
): readonly MessageFile[] {
  const fresh = new Map(files.map((file) => [file.id, file]));
  const ids = new Set(known.map(({ id }) => id));
  return [
    ...known.map((file) => fresh.get(file.id) ?? file),
    ...files.filter(({ id }) => !ids.has(id)),
  ];
}

function takeFile(fileId: string, file: MessageFile | null): void {
  if (file !== null) useMessages.setState(({ files }) => ({ files: withFiles(files, [file]) }));
  else
    useMessages.setState(({ files, runs }) => ({
      files: files.filter(({ id }) => id !== fileId),
      runs: Object.fromEntries(Object.entries(runs).filter(([id]) => id !== fileId)),
    }));
}

/** Fills the store and keeps it fresh; returns its undo. */
export async function startMessages(): Promise<() => void> {
  const stop = [
    listen('messages.fileChanged', ({ fileId, file }) => takeFile(fileId, file)),
    listen('messages.runChanged', ({ run }) =>
      useMessages.setState(({ runs }) => ({ runs: { ...runs, [run.fileId]: run } })),
    ),
  ];
  const { files, runs } = await call('messages.list');
  // What was heard while the list was on its way is newer.
  useMessages.setState((state) => ({
    files: withFiles(files, state.files),
    runs: { ...Object.fromEntries(runs.map((run) => [run.fileId, run])), ...state.runs },
  }));
  return () => stop.forEach((undo) => undo());
}

/** Opens files by their paths. Answers with the first one's id; null when there is none. A failure becomes a notice. */
export const openMessageFiles = (paths: readonly string[]): Promise<string | null> =>
  paths.length === 0
    ? Promise.resolve(null)
    : opened(call('messages.open', { paths: paths.slice(0, 100) }));

/** Lets the person choose files. */
export const chooseMessageFiles = (): Promise<string | null> => opened(call('messages.choose'));

async function opened(asked: Promise<readonly MessageFile[]>): Promise<string | null> {
  try {
    const files = await asked;
    // What an event said about one of them meanwhile is newer.
    useMessages.setState((state) => {
      const ids = new Set(state.files.map(({ id }) => id));
      return { files: [...state.files, ...files.filter(({ id }) => !ids.has(id))] };
    });
    return files[0]?.id ?? null;
  } catch (thrown) {
    reportFailure(thrown);
    return null;
  }
}
