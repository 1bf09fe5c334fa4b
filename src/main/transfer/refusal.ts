import { AppError, type ErrorCode } from '../../shared/domain/error.ts';
import type { Aim, Conflicts } from './conflict.ts';
import { compareFirstPart } from './first-part.ts';
import { linkIsGone, type Leg } from './run.ts';
import { entryAt, TargetChooser, type SendTarget, type Target, type Way } from './target.ts';

interface Refusal {
  readonly target: SendTarget;
  /** Bytes of the file that the server had when it refused. */
  readonly sent: number;
  readonly error: AppError;
  /** How many there were for this file before. */
  readonly before: number;
}

/** Names that are tried where the server says that they are taken, and where it may have meant that. */
const mostTaken = 50;
const mostDoubtful = 2;

/** What EFT and others also say of a name that may not be overwritten. */
const doubtful: ReadonlySet<ErrorCode> = new Set(['remote-permission', 'remote-name-refused']);

/** What is said by a server that does not go on with files. */
const noResume: ReadonlySet<ErrorCode> = new Set([
  'not-supported',
  'server-refused',
  'remote-permission',
  'remote-exists',
]);

/**
 * What is done when the server would not open a file: its refusal may say that the name is taken, where it
 * could not be looked at. Null: the refusal is the file's end.
 */
export async function afterRefusal(
  conflicts: Conflicts,
  leg: Leg,
  way: Way,
  aim: Aim,
  { target, sent, error, before }: Refusal,
): Promise<Target | null> {
  if (sent > target.from || linkIsGone(way.connection, way.signal, error)) return null;
  // What is there is the beginning of the file: nothing is lost by sending it from the start.
  if (target.from > 0)
    return target.over === 'anything' && noResume.has(error.code) ? { ...target, from: 0 } : null;
  const { rule } = aim;
  const chooser = new TargetChooser(conflicts, leg, way, aim, target.path);
  const isTaken = error.code === 'remote-exists';
  if (rule === 'rename' || rule === 'numerate') {
    const most = isTaken ? mostTaken : doubtful.has(error.code) ? mostDoubtful : 0;
    if (before < most) return chooser.newName(rule, target.names ?? undefined);
  }
  if (!isTaken) return null;
  if (target.over === 'anything')
    return aim.ours && before === 0 && (await makeRoom(way, target)) ? target : null;
  return rule === 'skip' || rule === 'ask' ? chooser.taken(null) : null;
}

/** Removes a piece that a broken-off upload left, where its content shows that it is one. */
async function makeRoom(way: Way, { under }: SendTarget): Promise<boolean> {
  const { connection, signal, snapshot, pass } = way;
  const removeFile = connection.browse?.removeFile;
  if (removeFile === undefined) return false;
  const there = await entryAt(connection, under, signal);
  if (there?.kind !== 'file' || there.size > snapshot.size) return false;
  const { size } = there;
  const first = await compareFirstPart(
    { connection, snapshot, path: under, size, mostReadBack: Infinity, pass },
    signal,
  );
  if (first.kind !== 'same') return false;
  try {
    await removeFile(under, signal);
    return true;
  } catch (thrown) {
    if (!(thrown instanceof AppError) || linkIsGone(connection, signal, thrown)) throw thrown;
    return false;
  }
}
