import type { SentBefore } from '../../shared/domain/receipt.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import type { Clock } from '../clock.ts';
import type { SessionLog } from '../log/session-log.ts';
import type { InspectedContent } from '../messages/inspect-file.ts';
import type { Ask } from '../prompts/ask.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { RetryParts } from './retry.ts';

/** Where the queue is written. Throws AppError `storage-failed`; then nothing of that call was kept. */
export interface QueueStore {
  /** What this owner's list shows, in the order of `position`. */
  listed(owner: string): readonly Transfer[];
  /** Inserts or replaces all of them, or none. */
  save(transfers: readonly Transfer[]): void;
  /** Takes them off the list; they stay on record. */
  unlist(ids: readonly string[]): void;
  /** All or nothing of what `act` writes; no other process writes meanwhile. */
  atOnce(act: () => void): void;
}

export interface QueueParts {
  readonly store: QueueStore;
  readonly sessions: Pick<Sessions, 'use' | 'state' | 'onChanged'>;
  /** Throws AppError `site-not-found`. */
  readonly site: (siteId: string) => Site;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly ask: Ask;
  /**
   * Looks at a file for the pre-flight check of an upload. Rejects `local-not-found`, `local-permission`,
   * `local-locked`, `local-not-a-file`, `local-read-failed`, and `cancelled` when the signal ends.
   */
  readonly inspect: (path: string, signal: AbortSignal) => Promise<InspectedContent>;
  /** The SHA-256 of a file (lower-case hex) that is not looked at any further. Rejects as `inspect` does. */
  readonly hash: (path: string, signal: AbortSignal) => Promise<string>;
  /**
   * The newest receipt of this content that arrived at the site, or whose end is unknown. Throws AppError
   * `storage-failed`.
   */
  readonly sentBefore: (siteId: string, sha256: string) => SentBefore | null;
  /**
   * Whether the queue of another running process has an upload to the same place of the site: `queued`, that
   * is waiting or being sent, or `begun`, that is being sent. Throws AppError `storage-failed`.
   */
  readonly isElsewhere: (upload: Transfer, how: 'queued' | 'begun') => boolean;
  /** When what was broken off is begun again by itself. */
  readonly retry: RetryParts;
  readonly log: SessionLog;
  /** Whether the person has paused the queue, over a restart too. `note` throws AppError `storage-failed`. */
  readonly pause: { readonly wanted: () => boolean; readonly note: (paused: boolean) => void };
  /** Whose transfers these are: the app's, or one run of the command line. */
  readonly owner: string;
}
