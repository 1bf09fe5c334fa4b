import { AppError } from '../../shared/domain/error.ts';
import type { Connection, Upload, UploadReceipt } from '../transport/transport.ts';
import type { Conflicts } from './conflict.ts';
import type { Preflight } from './preflight.ts';
import type { RemoteFolders } from './remote-folders.ts';
import { checkRemotePath, fromHome } from './remote-path.ts';
import { moveIntoPlace, temporaryPath } from './temporary-name.ts';
import { unstoppable, type Leg, type Outcome } from './run.ts';
import { localFacts, openSnapshot, type Snapshot } from './snapshot.ts';
import { verify } from './verify.ts';

export interface SendParts {
  readonly conflicts: Conflicts;
  readonly folders: RemoteFolders;
  readonly preflight: Preflight;
}

/** Sends one file from its snapshot to its end. Rejects with an AppError when the server does not have it whole. */
export async function sendFile(parts: SendParts, leg: Leg): Promise<Outcome> {
  const { transfer } = leg;
  checkRemotePath(transfer.remotePath);
  await lookFirst(parts, leg);
  const plan = await parts.conflicts.plan(leg);
  if (plan.kind === 'skip')
    return {
      kind: 'finish',
      status: 'skipped',
      sentBytes: 0,
      sha256: null,
      reply: null,
      failure: null,
    };
  for (let tries = 0; tries < mostChanges; tries += 1) {
    const outcome = await sendAsLookedAt(parts, leg, plan.path);
    if (outcome !== 'changed') return outcome;
    await lookFirst(parts, leg);
  }
  throw new AppError('local-changed', 'it is still being written to');
}

const mostChanges = 3;

/** The pre-flight check, where this state of the file has not passed it yet. */
async function lookFirst({ preflight }: SendParts, leg: Leg): Promise<void> {
  const facts = await localFacts(leg.transfer.localPath);
  refuseEmpty(leg, facts.size);
  if (!preflight.allows(leg, facts)) await preflight.check(leg);
}

/** `changed`: it is no longer the file that passed the pre-flight check, and nothing of it was sent. */
function sendAsLookedAt(parts: SendParts, leg: Leg, to: string): Promise<Outcome | 'changed'> {
  const { transfer } = leg;
  return leg.use(async (connection, signal) => {
    if (connection.upload === undefined) throw new AppError('not-supported');
    const path = fromHome(connection.home, to);
    const pass = () => leg.gate.passed(signal, connection.closed);
    const snapshot = await openSnapshot(transfer.localPath, pass);
    try {
      refuseEmpty(leg, snapshot.size);
      if (!parts.preflight.allows(leg, snapshot)) return 'changed';
      return await sendTo(
        parts,
        leg,
        { connection, upload: connection.upload, path, snapshot },
        signal,
      );
    } finally {
      await snapshot.close();
    }
  });
}

interface Way {
  readonly connection: Connection;
  readonly upload: Upload;
  readonly path: string;
  readonly snapshot: Snapshot;
}

async function sendTo(parts: SendParts, leg: Leg, way: Way, signal: AbortSignal): Promise<Outcome> {
  const { connection, upload, path, snapshot } = way;
  const { name } = leg.transfer;
  const levels = name.split('/').length - 1;
  const sendPath = leg.site.options.temporaryName ? temporaryPath(connection, path) : path;
  const folderProblem = await parts.folders.above(connection, path, levels, signal);
  leg.prepared({
    name: name.slice(0, name.lastIndexOf('/') + 1) + path.slice(path.lastIndexOf('/') + 1),
    remotePath: path,
    size: snapshot.size,
    localModifiedAt: snapshot.modifiedAt,
  });
  let receipt: UploadReceipt;
  try {
    receipt = await upload.send(sendPath, snapshot.source, { progress: leg.progress }, signal);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'reply-lost')
      return {
        kind: 'finish',
        status: 'unknown',
        sentBytes: snapshot.size,
        sha256: snapshot.sha256(),
        reply: null,
        failure: thrown.toFailure(),
      };
    throw folderProblem !== null && isAboutFolder(thrown) ? folderProblem : thrown;
  }
  return complete(leg, way, sendPath, receipt);
}

/** The server has the whole file: nothing after this may say that it was not sent. */
async function complete(
  leg: Leg,
  { connection, upload, path, snapshot }: Way,
  sendPath: string,
  { bytes, reply }: UploadReceipt,
): Promise<Outcome> {
  const sent = { sentBytes: bytes, sha256: snapshot.sha256(), reply };
  if (leg.site.options.keepTimes) await keepTime(leg, upload, sendPath, snapshot.modifiedAt);
  const verdict = await verify(leg, upload, sendPath, snapshot.size);
  if (verdict instanceof AppError)
    return { kind: 'fail', failure: verdict.toFailure(), ...sent, noConnection: false };
  if (sendPath === path) return { kind: 'finish', status: verdict, failure: null, ...sent };
  const moved = await moveIntoPlace(leg, connection, sendPath, path);
  switch (moved.kind) {
    case 'moved':
      return { kind: 'finish', status: verdict, failure: null, ...sent };
    case 'unknown':
      return { kind: 'finish', status: 'unknown', failure: moved.failure, ...sent };
    case 'not-moved':
      return { kind: 'fail', failure: moved.failure, noConnection: false, ...sent };
  }
}

async function keepTime(leg: Leg, upload: Upload, path: string, modifiedAt: number): Promise<void> {
  try {
    await upload.setTimes?.(path, modifiedAt, unstoppable);
  } catch (thrown) {
    // A wish of the site's settings; the file itself has arrived.
    leg.note('info', `The file's time was not kept: ${String(thrown)}`);
  }
}

function refuseEmpty({ transfer }: Leg, size: number): void {
  if (size === 0 && !transfer.allowEmpty) throw new AppError('local-empty');
}

function isAboutFolder(thrown: unknown): boolean {
  return (
    thrown instanceof AppError &&
    ['remote-not-found', 'remote-permission', 'server-refused'].includes(thrown.code)
  );
}
