import { toFailure, type Failure } from '../../shared/domain/error.ts';
import { hashFile, inspectFile } from '../messages/inspect-file.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { OtherQueues } from './other-queues.ts';
import { appOwner, type OwnerLocks } from './owner-locks.ts';
import type { QueueParts } from './queue-parts.ts';
import { TransferQueue } from './queue.ts';
import { retryDelays } from './retry.ts';
import type { TransferStore } from './transfer-store.ts';

type Given = Pick<
  QueueParts,
  'sessions' | 'site' | 'clock' | 'newId' | 'ask' | 'sentBefore' | 'log' | 'owner'
>;

export interface OpenQueueParts extends Given {
  readonly store: TransferStore;
  readonly settings: Pick<SettingsStore, 'get' | 'update'>;
  /** This owner's is taken. */
  readonly locks: OwnerLocks;
  /** Undefined: as retry.ts says. */
  readonly retryDelays?: readonly number[] | undefined;
  readonly notice: (failure: Failure) => void;
}

/** The queue of files, beside those of other processes. The app's has what killed runs have left behind. */
export function openQueue(parts: OpenQueueParts): TransferQueue {
  const { store, settings, clock, owner, locks, notice } = parts;
  const isApp = owner === appOwner;
  const others = new OtherQueues({ store, locks, clock, owner });
  const queue = new TransferQueue({
    ...parts,
    inspect: (path, signal) =>
      inspectFile(path, { purpose: 'upload', facilityId: null, now: clock.now() }, signal),
    hash: hashFile,
    isElsewhere: (upload, how) => others.has(upload, how),
    pause: {
      // A run of the command line begins paused by itself, and is over when it ends.
      wanted: () => isApp && settings.get().queuePaused,
      note: (queuePaused) => {
        if (isApp) settings.update({ queuePaused });
      },
    },
    retry: { delays: parts.retryDelays ?? retryDelays, random: Math.random },
  });
  if (!isApp) return queue;
  try {
    others.adopt(queue);
  } catch (thrown) {
    // It is done at the next start, and is no reason not to start.
    notice(toFailure(thrown));
  }
  return queue;
}
