import type { Failure } from '../../shared/domain/error.ts';

/** What `call` throws: the failure that main answered with. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`${failure.code}: ${failure.detail}`);
    this.failure = failure;
  }
}

/** Anything that a call may throw, as a failure. */
export const failureOf = (thrown: unknown): Failure =>
  thrown instanceof CallError
    ? thrown.failure
    : { code: 'internal', detail: thrown instanceof Error ? thrown.message : String(thrown) };
