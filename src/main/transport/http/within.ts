import { AppError } from '../../../shared/domain/error.ts';

export interface Limit {
  readonly seconds: number;
  /** What it means when the work takes longer. */
  readonly late: () => AppError;
}

/** The work's end, `limit.late()` or, as soon as the signal says so, `cancelled`. The work itself goes on, unwatched. */
export function within<T>(work: Promise<T>, signal: AbortSignal, limit?: Limit): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(new AppError('cancelled'));
    const timer = limit && setTimeout(() => reject(limit.late()), limit.seconds * 1000);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    });
  });
}
