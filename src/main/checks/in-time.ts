import type { AppError } from '../../shared/domain/error.ts';
import type { Clock } from '../clock.ts';

/** What the work comes to; after `ms` rejects with `late`, whatever comes of the work then. */
export function inTime<T>(
  work: Promise<T>,
  clock: Pick<Clock, 'after'>,
  ms: number,
  late: () => AppError,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const undo = clock.after(ms, () => reject(late()));
    work.then(resolve, reject).finally(undo);
  });
}
