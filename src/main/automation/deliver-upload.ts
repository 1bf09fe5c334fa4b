import { describeFinding } from '../../shared/domain/inspection.ts';
import { AppError, type Failure } from '../../shared/domain/error.ts';
import { consentOf } from '../../shared/domain/preflight.ts';
import type { SentBefore } from '../../shared/domain/receipt.ts';
import { duplicateWords, hasArrivedBefore } from '../../shared/domain/sent-before.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import type { UploadInspections } from '../messages/inspect-files.ts';
import type { TransferQueue } from '../transfer/queue.ts';
import { failedBy, refusedBy, type FileEnd } from './file-end.ts';

export interface UploadDelivery {
  readonly uploadInspections: Pick<UploadInspections, 'inspect'>;
  readonly queue: Pick<
    TransferQueue,
    'upload' | 'settled' | 'cancel' | 'clear' | 'list' | 'onProblem'
  >;
}

/**
 * Looks at a file, and sends it by the queue where nobody has to be asked about it. `to`: a folder of the site;
 * empty: its own. Rejects AppError `cancelled`, `storage-failed` and others that are no matter of this file.
 */
export async function deliverUpload(
  { uploadInspections, queue }: UploadDelivery,
  site: Site,
  path: string,
  to: string,
  signal: AbortSignal,
): Promise<FileEnd> {
  const [look] = await uploadInspections.inspect(site.id, [path], signal);
  if (signal.aborted) throw new AppError('cancelled');
  if (look === undefined) throw new Error('A file was looked at, and nothing was said');
  const { inspection, sentBefore, failure } = look;
  if (failure !== null) return unreadable(failure, site);
  if (sentBefore !== null) return wasSent(sentBefore);
  if (inspection?.kind === 'empty') return { kind: 'refused', why: emptyWords };
  if (inspection !== null && site.preflight && consentOf(inspection, 'upload') !== 'nothing')
    return refusedBy(inspection, 'upload');
  return endOf(await sendNow(queue, site, path, to, signal), site);
}

const emptyWords = describeFinding({ code: 'file-empty', line: null, count: 1, facts: {} });

const unreadable = (failure: Failure, site: Site): FileEnd =>
  failure.code === 'local-not-found' ? { kind: 'gone' } : failedBy(failure, site);

function wasSent(sentBefore: SentBefore): FileEnd {
  if (hasArrivedBefore(sentBefore.outcome)) return { kind: 'known' };
  const words = duplicateWords({ sentBefore, copyOf: null }, sentBefore.name, null);
  return { kind: 'unknown', why: `${words} Look before you send it again.` };
}

/** The transfer when nothing more happens to it. It is on record; the list is for what people have queued. */
async function sendNow(
  queue: UploadDelivery['queue'],
  site: Site,
  path: string,
  to: string,
  signal: AbortSignal,
): Promise<Transfer | undefined> {
  const others = new Set(queue.list().transfers.map(({ id }) => id));
  const ids = await queue.upload(site.id, [path], to === '' ? null : to, { signal });
  const mine = ids.filter((id) => !others.has(id));
  const stop = (): void => unlessUnwritable(() => queue.cancel(mine));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const [transfer] = await settled(queue, ids);
    return transfer;
  } finally {
    signal.removeEventListener('abort', stop);
    unlessUnwritable(() => queue.clear(mine));
  }
}

/** The queue tells by itself that it can't be written; what became of the file stays true. */
function unlessUnwritable(act: () => void): void {
  try {
    act();
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'storage-failed') throw thrown;
  }
}

/** Rejects when the queue can't be written: then nothing more starts. */
function settled(
  queue: UploadDelivery['queue'],
  ids: readonly string[],
): Promise<readonly Transfer[]> {
  return new Promise((resolve, reject) => {
    const undo = queue.onProblem(({ code, detail }) => {
      undo();
      reject(new AppError(code, detail));
    });
    void queue.settled(ids).then((transfers) => {
      undo();
      resolve(transfers);
    });
  });
}

function endOf(transfer: Transfer | undefined, site: Site): FileEnd {
  switch (transfer?.status) {
    case 'verified':
    case 'accepted':
      return { kind: 'sent' };
    case 'skipped':
      return {
        kind: 'refused',
        why: 'A file of this name was on the server, and was left as it is.',
      };
    case 'unknown':
      return {
        kind: 'unknown',
        why: 'It may or may not have arrived. Look before you send it again.',
      };
    case 'failed':
      return failed(transfer.failure ?? { code: 'internal', detail: '' }, site);
    default:
      return {
        kind: 'failed',
        why: 'It was stopped before it arrived.',
        failure: { code: 'cancelled', detail: '' },
      };
  }
}

function failed(failure: Failure, site: Site): FileEnd {
  switch (failure.code) {
    // It was changed after it had been looked at.
    case 'preflight-stopped':
    case 'preflight-declined':
      return { kind: 'refused', why: failure.detail.replaceAll('\n', ' ') };
    case 'local-not-found':
      return { kind: 'gone' };
    default:
      return failedBy(failure, site);
  }
}
