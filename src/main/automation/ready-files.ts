import { readdir } from 'node:fs/promises';
import { AppError, type Failure } from '../../shared/domain/error.ts';
import type { Rule } from '../../shared/domain/rule.ts';
import type { Clock } from '../clock.ts';
import { localError } from '../local/local-errors.ts';
import { filePattern } from './file-pattern.ts';
import type { FolderWatch, FolderWatchParts } from './folder-watch.ts';

/** A folder that is looked at for a rule. */
export type RuleWatch = Pick<FolderWatch, 'start' | 'stop' | 'look' | 'taken'>;
export type OpenWatch = (parts: FolderWatchParts) => RuleWatch;

/** Timers may be early by a little. */
const spareMs = 100;

/**
 * The files of a rule's folder that have not changed for as long as it says; where there are any, that takes
 * this time. Rejects AppError `local-...`, `cancelled`.
 */
export async function readyFiles(
  { folder, pattern, steadySeconds }: Rule,
  { openWatch, clock }: { readonly openWatch: OpenWatch; readonly clock: Clock },
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (!(await hasAny(folder, pattern))) return [];
  const trouble: { failure: Failure | null } = { failure: null };
  const steadyMs = steadySeconds * 1000;
  const watch = openWatch({
    ...{ folder, pattern, steadyMs, clock },
    onReady: () => undefined,
    onTrouble: (failure) => void (trouble.failure = failure),
  });
  try {
    await watch.look();
    await pass(clock, steadyMs + spareMs, signal);
    const ready = await watch.look();
    if (signal.aborted) throw new AppError('cancelled');
    if (trouble.failure !== null) throw new AppError(trouble.failure.code, trouble.failure.detail);
    return ready;
  } finally {
    await watch.stop();
  }
}

async function hasAny(folder: string, pattern: string): Promise<boolean> {
  const fits = filePattern(pattern);
  try {
    return (await readdir(folder)).some(fits);
  } catch (thrown) {
    throw localError(thrown);
  }
}

/** Ends early when the signal does. */
function pass(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      undo();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const undo = clock.after(ms, end);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
