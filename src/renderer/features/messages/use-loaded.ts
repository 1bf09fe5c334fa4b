import { useEffect, useState } from 'react';
import type { Failure } from '../../../shared/domain/error.ts';
import type { Inspection } from '../../../shared/domain/inspection.ts';
import { call } from '../../app/api.ts';
import { failureOf } from '../../app/call-error.ts';

/** What was asked of main: on its way, there, or why not. */
export type Loaded<Value> =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly value: Value }
  | { readonly status: 'failed'; readonly failure: Failure };

/** Asks whenever `key` changes; null: nothing to ask. What is on its way for an older key is dropped. */
export function useLoaded<Value>(key: string | null, ask: () => Promise<Value>): Loaded<Value> {
  const [state, setState] = useState<{ key: string; loaded: Loaded<Value> } | null>(null);
  useEffect(() => {
    if (key === null) return;
    let dropped = false;
    const take = (loaded: Loaded<Value>) => {
      if (!dropped) setState({ key, loaded });
    };
    ask().then(
      (value) => take({ status: 'ready', value }),
      (thrown: unknown) => take({ status: 'failed', failure: failureOf(thrown) }),
    );
    return () => {
      dropped = true;
    };
    // The key stands for all that `ask` closes over.
  }, [key]);
  return state !== null && state.key === key ? state.loaded : { status: 'loading' };
}

/** The pre-flight check of an open file for a site; asked anew when the file was read anew. */
export const useInspection = (
  siteId: string | null,
  fileId: string | null,
  version: string,
): Loaded<Inspection> =>
  useLoaded(siteId === null || fileId === null ? null : `${siteId} ${fileId} ${version}`, () =>
    call('messages.inspect', { siteId: siteId ?? '', fileId: fileId ?? '' }),
  );
