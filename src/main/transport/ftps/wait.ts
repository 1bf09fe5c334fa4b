import { AppError } from '../../../shared/domain/error.ts';

interface Limit {
  readonly seconds: number;
  readonly error: () => AppError;
}

/** A chain of waits, one at a time, that something from outside can cut short. */
export class Wait {
  #reason: Error | undefined;
  #cut: ((reason: Error) => void) | undefined;

  /** Ends the wait under way and all that follow. The first reason counts. */
  interrupt(reason: Error): void {
    this.#reason ??= reason;
    this.#cut?.(this.#reason);
  }

  /** Rejects with `limit.error()` when the work takes longer than that. */
  for<T>(work: Promise<T>, limit?: Limit): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const timer = limit && setTimeout(() => reject(limit.error()), limit.seconds * 1000);
      this.#cut = (reason) => {
        clearTimeout(timer);
        reject(reason);
      };
      work.then(resolve, reject).finally(() => clearTimeout(timer));
      if (this.#reason) this.#cut(this.#reason);
    });
  }

  /** Aborting interrupts with AppError `cancelled`. Returns its undo. */
  endWith(signal: AbortSignal): () => void {
    const onAbort = (): void => this.interrupt(new AppError('cancelled'));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
    return () => signal.removeEventListener('abort', onAbort);
  }
}

/** The work's end, or AppError `cancelled` as soon as the signal says so; the work goes on. */
export async function orCancelled<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const wait = new Wait();
  const undo = wait.endWith(signal);
  return await wait.for(work).finally(undo);
}
