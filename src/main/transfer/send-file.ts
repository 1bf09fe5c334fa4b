import { AppError } from '../../shared/domain/error.ts';
import type { Connection, UploadReceipt, UploadWatch } from '../transport/transport.ts';
import { arrived, thereAlready } from './arrived.ts';
import { chosenOf } from './checksum.ts';
import type { Aim, Conflicts, Existing } from './conflict.ts';
import { passFor } from './pass.ts';
import type { Preflight } from './preflight.ts';
import { afterRefusal } from './refusal.ts';
import type { RemoteFolders } from './remote-folders.ts';
import { checkRemotePath, folderOf, nameOf } from './remote-path.ts';
import type { Ended, Leg } from './run.ts';
import { localFacts, openSnapshot, type Snapshot } from './snapshot.ts';
import { chooseTarget, type SendTarget, type Target, type Way } from './target.ts';

export interface SendParts {
  readonly conflicts: Conflicts;
  readonly folders: RemoteFolders;
  readonly preflight: Pick<Preflight, 'allows' | 'check' | 'forget'>;
}

/** Sends one file from its snapshot to its end. Rejects with an AppError when the server does not have it whole. */
export async function sendFile(parts: SendParts, leg: Leg): Promise<Ended> {
  checkRemotePath(leg.transfer.remotePath);
  await lookFirst(parts, leg);
  try {
    return await sendAsAimed(parts, leg);
  } finally {
    parts.conflicts.release(leg);
  }
}

const mostChanges = 3;
const mostQuestions = 100;

/** No question is asked while a lane is held: it may take a person all day. */
async function sendAsAimed(parts: SendParts, leg: Leg): Promise<Ended> {
  let aim = parts.conflicts.firstAim(leg);
  let changes = 0;
  for (let questions = 0; questions < mostQuestions;) {
    const step = await sendAsLookedAt(parts, leg, aim);
    switch (step.kind) {
      case 'ended':
        return step.ended;
      case 'changed':
        if ((changes += 1) === mostChanges)
          throw new AppError('local-changed', 'it is still being written to');
        await lookFirst(parts, leg);
        break;
      case 'ask': {
        questions += 1;
        const chosen = await parts.conflicts.choose(leg, aim, step.existing);
        if (chosen === 'skip') return skipped;
        aim = chosen;
        break;
      }
    }
  }
  throw new AppError('remote-exists');
}

/** The pre-flight check, where this state of the file has not passed it yet. */
async function lookFirst({ preflight }: SendParts, leg: Leg): Promise<void> {
  const facts = await localFacts(leg.transfer.localPath);
  refuseEmpty(leg, facts.size);
  if (!preflight.allows(leg, facts)) await preflight.check(leg);
}

type Step =
  | { readonly kind: 'ended'; readonly ended: Ended }
  /** It is no longer the file that passed the pre-flight check, and nothing of it was sent. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'ask'; readonly existing: Existing };

function sendAsLookedAt(parts: SendParts, leg: Leg, aim: Aim): Promise<Step> {
  return leg.use(async (connection, signal) => {
    const { upload } = connection;
    if (upload === undefined) throw new AppError('not-supported');
    const { pass, end } = passFor(leg, connection, signal);
    try {
      return await withSnapshot(leg, aim, connection, pass, async (snapshot) => {
        refuseEmpty(leg, snapshot.size);
        if (!parts.preflight.allows(leg, snapshot)) return { kind: 'changed' };
        return sendOver(parts, leg, aim, { connection, upload, snapshot, signal, pass });
      });
    } finally {
      end();
    }
  });
}

async function withSnapshot<T>(
  leg: Leg,
  { rule }: Aim,
  { upload }: Connection,
  pass: (bytes: number) => Promise<void>,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const { transfer, site, lastPiece } = leg;
  // What was gone on with is compared as a whole, whatever the site wants.
  const compares = site.options.verify === 'checksum' || rule === 'resume';
  const asked = compares ? upload?.checksums : undefined;
  const chosen = asked && chosenOf(asked);
  const checksums = chosen === undefined ? [] : [chosen];
  const snapshot = await openSnapshot(transfer.localPath, { pass, lastPiece, checksums });
  try {
    return await work(snapshot);
  } finally {
    // The server may have the file by now: that takes nothing from it.
    await snapshot.close().catch((thrown: unknown) => {
      leg.note('info', `The local file could not be closed: ${String(thrown)}`);
    });
  }
}

async function sendOver(parts: SendParts, leg: Leg, aim: Aim, way: Way): Promise<Step> {
  const { conflicts } = parts;
  let target = await chooseTarget(conflicts, leg, way, aim);
  /** What is told in the end, if the refusals that come after the first one say no more. */
  let first: AppError | null = null;
  for (let before = 0; ; before += 1) {
    if (target.kind !== 'send') return stepWithout(leg, way, target);
    const state = { sent: target.from };
    try {
      return { kind: 'ended', ended: await sendTo(parts, leg, way, target, state) };
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      first ??= thrown;
      const refusal = { target, sent: state.sent, error: thrown, before };
      const next = await afterRefusal(conflicts, leg, way, aim, refusal);
      if (next === null) return refused(leg, first.code === thrown.code ? first : thrown, state);
      leg.note('info', `Not taken as ${nameOf(target.under)} (${thrown.code}) ${thrown.detail}`);
      target = next;
    }
  }
}

/** A name that is taken was not written to: what is there is not ours. */
function refused({ transfer }: Leg, error: AppError, { sent }: { readonly sent: number }): Step {
  if (error.code !== 'remote-exists' || transfer.serverMayHave !== 'nothing') throw error;
  const failure = error.toFailure();
  const end = { failure, sentBytes: sent, sha256: null, reply: null, noConnection: false };
  return { kind: 'ended', ended: { kind: 'fail', ...end, serverMayHave: 'nothing' } };
}

async function stepWithout(leg: Leg, way: Way, target: Exclude<Target, SendTarget>): Promise<Step> {
  switch (target.kind) {
    case 'ask':
      return target;
    case 'skip':
      return { kind: 'ended', ended: skipped };
    case 'whole':
      await prepare(leg, way, target.path);
      return { kind: 'ended', ended: await thereAlready(way, target) };
  }
}

async function sendTo(
  parts: SendParts,
  leg: Leg,
  way: Way,
  target: SendTarget,
  state: { sent: number },
): Promise<Ended> {
  const { connection, signal, snapshot } = way;
  const { name } = leg.transfer;
  const { path, under } = target;
  const levels = name.split('/').length - 1;
  if (leg.site.options.temporaryName && under === path)
    leg.note('info', 'Sent under its own name: it could not be renamed afterwards.');
  const folderProblem = await parts.folders.above(connection, path, levels, signal);
  await prepare(leg, way, path);
  const progress = (sent: number) => {
    state.sent = sent;
    leg.progress(sent);
  };
  let receipt: UploadReceipt;
  try {
    receipt = await put(way, target, { progress, written: leg.written });
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'reply-lost')
      return {
        kind: 'finish',
        status: 'unknown',
        sentBytes: snapshot.size,
        sha256: target.beginning === 'agreed' ? null : snapshot.sha256(),
        reply: null,
        failure: thrown.toFailure(),
        verifiedBy: null,
      };
    throw folderProblem !== null && isAboutFolder(thrown) ? folderProblem : thrown;
  }
  return arrived(leg, way, target, receipt);
}

function put(
  { upload, snapshot, signal }: Way,
  { under, from, opening }: SendTarget,
  watch: UploadWatch,
): Promise<UploadReceipt> {
  if (from > 0 && upload.resume !== undefined)
    return upload.resume(under, snapshot.rest(from), watch, signal);
  const exclusive = opening === 'new';
  return upload.send(under, snapshot.source, watch, signal, { exclusive });
}

function prepare({ transfer, prepared }: Leg, { snapshot }: Way, path: string): Promise<void> {
  return prepared({
    name: folderOf(transfer.name) + nameOf(path),
    remotePath: path,
    size: snapshot.size,
    localModifiedAt: snapshot.modifiedAt,
  });
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

const skipped: Ended = {
  kind: 'finish',
  status: 'skipped',
  sentBytes: 0,
  sha256: null,
  reply: null,
  failure: null,
  verifiedBy: null,
};
