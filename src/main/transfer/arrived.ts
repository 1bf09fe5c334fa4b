import type { UploadReceipt } from '../transport/transport.ts';
import { unstoppable, type Ended, type Leg } from './run.ts';
import type { SendTarget, Target, Way } from './target.ts';
import { moveIntoPlace } from './temporary-name.ts';
import { verify, type Verdict } from './verify.ts';

/**
 * The server has the whole file: it is looked at once more as the site wants, and gets its time and its name.
 * Nothing here may say that it was not sent; only a look that shows damage makes it a failed one.
 */
export async function arrived(
  leg: Leg,
  way: Way,
  target: SendTarget,
  { bytes, reply }: UploadReceipt,
): Promise<Ended> {
  const { connection, snapshot } = way;
  if (leg.site.options.keepTimes) await keepTime(leg, way, target.under);
  const verdict = await verdictOn(leg, way, target);
  // Nobody knows the bytes that were there before, unless a checksum of the whole has agreed.
  const isKnown = target.beginning === 'compared' || isByChecksum(verdict);
  const sent = { sentBytes: bytes, sha256: isKnown ? snapshot.sha256() : null, reply };
  if (verdict.kind === 'damaged')
    return { kind: 'fail', failure: verdict.error.toFailure(), ...sent, noConnection: false };
  const accepted = { kind: 'finish', status: 'accepted', verifiedBy: null, ...sent } as const;
  if (target.under !== target.path) {
    const moved = await moveIntoPlace(connection, target);
    if (moved.kind === 'unknown') return { ...accepted, status: 'unknown', failure: moved.failure };
    if (moved.kind === 'not-moved') return { ...accepted, failure: moved.failure };
  }
  if (verdict.kind === 'accepted' || !isKnown) return { ...accepted, failure: null };
  return { ...accepted, status: 'verified', verifiedBy: verdict.by, failure: null };
}

const isByChecksum = (verdict: Verdict): boolean =>
  verdict.kind === 'verified' && verdict.by !== 'size';

/** The same content was there already, and nothing is sent. */
export async function thereAlready(
  { snapshot }: Way,
  { by }: Extract<Target, { kind: 'whole' }>,
): Promise<Ended> {
  const sha256 = await snapshot.checksumOf(snapshot.size, 'sha-256');
  await snapshot.check();
  return {
    kind: 'finish',
    status: 'verified',
    sentBytes: snapshot.size,
    sha256,
    reply: 'The server had it already, with the same content. Nothing was sent.',
    failure: null,
    verifiedBy: by,
  };
}

async function verdictOn(
  leg: Leg,
  { upload, snapshot }: Way,
  target: SendTarget,
): Promise<Verdict> {
  const how = leg.site.options.verify;
  // What was put behind something that was there is always looked at: its end is only as right as its beginning.
  if (target.from > 0) return verify(leg, upload, target.under, snapshot, 'checksum');
  return how === 'none' ? { kind: 'accepted' } : verify(leg, upload, target.under, snapshot, how);
}

async function keepTime(leg: Leg, { upload, snapshot }: Way, path: string): Promise<void> {
  try {
    await upload.setTimes?.(path, snapshot.modifiedAt, unstoppable);
  } catch (thrown) {
    // A wish of the site's settings; the file itself has arrived.
    leg.note('info', `The file's time was not kept: ${String(thrown)}`);
  }
}
