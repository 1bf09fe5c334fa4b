import type { AnswerView } from '../../../shared/domain/message-file.ts';
import { call } from '../../app/api.ts';
import { useRows } from './row-store.ts';
import { useLoaded, type Loaded } from './use-loaded.ts';
import { useView } from './view-store.ts';

/** What came back for the message that is shown; null inside: nothing has. Asked anew when it is answered. */
export function useAnswer(fileId: string): Loaded<AnswerView | null> {
  const current = useView((state) => state.current);
  const state = useRows((rows) => rows.current?.state ?? null);
  const verdict = useRows((rows) => rows.current?.verdict ?? null);
  const key = current === null ? null : `${fileId} ${current} ${state ?? ''} ${verdict ?? ''}`;
  return useLoaded(key, () =>
    state === 'answered'
      ? call('messages.answer', { fileId, index: current ?? 0 })
      : Promise.resolve(null),
  );
}
