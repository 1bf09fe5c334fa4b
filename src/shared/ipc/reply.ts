import type { Failure } from '../domain/error.ts';

/** Every command answers with one of these; nothing is thrown across the process border. */
export type Reply<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Failure };
