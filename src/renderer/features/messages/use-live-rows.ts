import { useEffect } from 'react';
import type { MessageFile } from '../../../shared/domain/message-file.ts';
import { listen } from '../../app/api.ts';
import { isOver } from '../../app/run-words.ts';
import { refreshCounts, refreshCurrent, refreshRows, startRows } from './load-rows.ts';
import { useRows, withRows } from './row-store.ts';
import { useView } from './view-store.ts';

/** Between two looks at what changes all the time. */
const rest = 500;

/** Keeps the rows of the shown file fresh while the screen is there. */
export function useLiveRows(file: MessageFile | undefined): void {
  const filter = useView((state) => state.filter);
  const search = useView((state) => state.search);
  const fileId = file?.id ?? null;
  useEffect(() => {
    if (fileId !== null) startRows({ fileId, filter, search });
  }, [fileId, filter, search]);
  useEffect(() => (fileId === null ? undefined : followFile(fileId)), [fileId]);
  useEffect(() => {
    if (fileId === null) return;
    void refreshCounts(fileId);
    void refreshRows();
    void refreshCurrent();
  }, [fileId, file?.messages, file?.inspection, file?.letters]);
}

/** Takes over what is heard about the rows of a file; returns its undo. */
function followFile(fileId: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    timer = undefined;
    void refreshCounts(fileId);
    const { filter, search } = useView.getState();
    // Other rows may fit now. A search reads the whole file: that waits until the person changes it.
    if (filter !== 'all' && search === '') void refreshRows();
  };
  const stop = listen('messages.runChanged', ({ run, rows }) => {
    if (run.fileId !== fileId) return;
    useRows.setState((state) => ({
      pages: withRows(state.pages, rows),
      current: rows.find(({ index }) => index === state.current?.index) ?? state.current,
    }));
    if (isOver(run)) clearTimeout(timer);
    timer = isOver(run) ? setTimeout(look) : (timer ?? setTimeout(look, rest));
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}
