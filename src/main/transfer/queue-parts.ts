import type { Inspection } from '../../shared/domain/inspection.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import type { Clock } from '../clock.ts';
import type { SessionLog } from '../log/session-log.ts';
import type { Ask } from '../prompts/ask.ts';
import type { Sessions } from '../sessions/sessions.ts';

/** Where the queue is written. Throws AppError `storage-failed`; then nothing of that call was kept. */
export interface QueueStore {
  /** What this owner's list shows, in the order of `position`. */
  listed(owner: string): readonly Transfer[];
  /** Inserts or replaces all of them, or none. */
  save(transfers: readonly Transfer[]): void;
  /** Takes them off the list; they stay on record. */
  unlist(ids: readonly string[]): void;
}

export interface QueueParts {
  readonly store: QueueStore;
  readonly sessions: Pick<Sessions, 'use' | 'state'>;
  /** Throws AppError `site-not-found`. */
  readonly site: (siteId: string) => Site;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly ask: Ask;
  /**
   * Looks at a file for the pre-flight check of an upload. Rejects `local-not-found`, `local-permission`,
   * `local-locked`, `local-not-a-file`, `local-read-failed`, and `cancelled` when the signal ends.
   */
  readonly inspect: (path: string, signal: AbortSignal) => Promise<Inspection>;
  readonly log: SessionLog;
  /** Whose transfers these are: the app's, or one run of the command line. */
  readonly owner: string;
}
