import { AppError } from '../../shared/domain/error.ts';
import type { RemoteEntry } from '../../shared/domain/remote-entry.ts';
import type { ChecksumAlgorithm } from '../../shared/domain/transfer.ts';
import type { Connection, Upload } from '../transport/transport.ts';
import type { Aim, Conflicts, Existing } from './conflict.ts';
import { compareFirstPart, type FirstPart } from './first-part.ts';
import { namesFor } from './remote-names.ts';
import { fromHome, nameOf } from './remote-path.ts';
import { linkIsGone, type Leg } from './run.ts';
import type { Snapshot } from './snapshot.ts';
import { temporaryPath } from './temporary-name.ts';

/** One file on one connection. */
export interface Way {
  readonly connection: Connection;
  readonly upload: Upload;
  readonly snapshot: Snapshot;
  readonly signal: AbortSignal;
  /** Awaited before bytes go one way or the other. */
  readonly pass: (bytes: number) => Promise<void>;
}

/** What is to be done at the server's side. Paths are the server's. */
export type Target =
  | SendTarget
  /** The whole file is there. */
  | { readonly kind: 'whole'; readonly path: string; readonly by: ChecksumAlgorithm }
  | { readonly kind: 'skip' }
  | { readonly kind: 'ask'; readonly existing: Existing };

type Names = Iterator<string, void>;

export interface SendTarget {
  readonly kind: 'send';
  readonly path: string;
  /** Under which name it is sent: its own, or a temporary one. */
  readonly under: string;
  /** Bytes that are at `under` already and are the beginning of the file; 0: it is sent from the start. */
  readonly from: number;
  /** Whether what is at `path` may be replaced as a whole. */
  readonly over: 'anything' | 'nothing';
  /** Names to go on with where the server says that this one is taken. */
  readonly names: Names | null;
}

/** More than this is not read back only to say more about a name that is taken. */
const mostReadBackToAsk = 16 * 1024 * 1024;

/** Looks, where that is needed and allowed, and decides. Many accounts may only write: then the server's reply decides. */
export async function chooseTarget(
  conflicts: Conflicts,
  leg: Leg,
  way: Way,
  aim: Aim,
): Promise<Target> {
  const { connection, signal, snapshot } = way;
  const path = fromHome(connection.home, aim.path);
  if (aim.rule === 'overwrite') return sendTo(leg, way, path, 'anything');
  const chooser = new TargetChooser(conflicts, leg, way, aim, path);
  if (aim.taken) return chooser.taken(null);
  const there = await entryAt(connection, path, signal);
  if (there === undefined) return chooser.free();
  if (there.kind === 'folder')
    throw new AppError('remote-exists', 'A folder of that name is there.');
  if (aim.ours && there.size <= snapshot.size) return chooser.leftover(there);
  return chooser.taken(there);
}

/** The next step for a name of which something is known. */
export class TargetChooser {
  readonly #conflicts: Conflicts;
  readonly #leg: Leg;
  readonly #way: Way;
  readonly #aim: Aim;
  readonly #path: string;

  constructor(conflicts: Conflicts, leg: Leg, way: Way, aim: Aim, path: string) {
    this.#conflicts = conflicts;
    this.#leg = leg;
    this.#way = way;
    this.#aim = aim;
    this.#path = path;
  }

  async free(): Promise<Target> {
    const target = sendTo(this.#leg, this.#way, this.#path, 'nothing');
    return this.#aim.rule === 'resume' ? this.#afterTemporary(target) : target;
  }

  /** What is there is a piece that we left: it is in nobody's way. */
  async leftover(there: RemoteEntry): Promise<Target> {
    const target = sendTo(this.#leg, this.#way, this.#path, 'anything');
    if (this.#aim.rule !== 'resume') return target;
    const first = await this.#compare(this.#path, there.size, Infinity);
    if (first.kind === 'same') return this.#goOn(target, there.size, first.by);
    return this.#afterTemporary(target);
  }

  async taken(there: RemoteEntry | null): Promise<Target> {
    const { rule } = this.#aim;
    switch (rule) {
      case 'skip':
        return { kind: 'skip' };
      case 'rename':
      case 'numerate':
        return this.newName(rule);
      case 'resume':
        return this.#resume(there);
      case 'ask':
        return this.#question(there, mostReadBackToAsk);
      case 'overwrite':
        return sendTo(this.#leg, this.#way, this.#path, 'anything');
    }
  }

  async #resume(there: RemoteEntry | null): Promise<Target> {
    if (there === null) return sendTo(this.#leg, this.#way, this.#path, 'nothing');
    const target = sendTo(this.#leg, this.#way, this.#path, 'anything');
    if (there.size === 0) return this.#afterTemporary(target);
    const first = await this.#compare(this.#path, there.size, Infinity);
    if (first.kind === 'same') return this.#goOn(target, there.size, first.by);
    const { upload, snapshot } = this.#way;
    const agreed = first.kind === 'unknown' && this.#aim.agreedSize === there.size;
    if (!agreed) return this.#question(there, Infinity, first);
    // Nothing would be sent and nobody could say that it is there: it is left as it is.
    if (there.size === snapshot.size) return { kind: 'skip' };
    if (upload.resume === undefined || target.under !== target.path) return target;
    return { ...target, from: there.size, over: 'nothing' };
  }

  /** What is there is the beginning of the file. */
  #goOn(target: SendTarget, size: number, by: ChecksumAlgorithm): Target {
    if (size === this.#way.snapshot.size) return { kind: 'whole', path: target.path, by };
    if (this.#way.upload.resume === undefined || target.under !== target.path) return target;
    return { ...target, from: size };
  }

  /** Under a temporary name it is that file which is gone on with. */
  async #afterTemporary(target: SendTarget): Promise<Target> {
    const { connection, upload, snapshot, signal } = this.#way;
    if (target.under === target.path || upload.resume === undefined) return target;
    const there = await entryAt(connection, target.under, signal);
    if (there?.kind !== 'file' || there.size === 0 || there.size >= snapshot.size) return target;
    const first = await this.#compare(target.under, there.size, Infinity);
    return first.kind === 'same' ? { ...target, from: there.size } : target;
  }

  /** The next name of a series that was begun, or of a new one. */
  async newName(
    rule: 'rename' | 'numerate',
    names: Names = namesFor(this.#path, rule, this.#conflicts.now()),
  ): Promise<SendTarget> {
    const path = await this.#nextFree(names);
    return { ...sendTo(this.#leg, this.#way, path, 'nothing'), names };
  }

  async #question(
    there: RemoteEntry | null,
    mostReadBack: number,
    known?: FirstPart,
  ): Promise<Target> {
    const first = known ?? (await this.#firstPart(there, mostReadBack));
    const now = this.#conflicts.now();
    const names = {
      renamed: nameOf(await this.#nextFree(namesFor(this.#path, 'rename', now))),
      numbered: nameOf(await this.#nextFree(namesFor(this.#path, 'numerate', now))),
    };
    return {
      kind: 'ask',
      existing: { path: this.#path, there, beginning: first.kind, names },
    };
  }

  async #firstPart(there: RemoteEntry | null, mostReadBack: number): Promise<FirstPart> {
    if (there === null) return { kind: 'unknown' };
    return this.#compare(this.#path, there.size, mostReadBack);
  }

  async #nextFree(names: Names): Promise<string> {
    const { connection, signal } = this.#way;
    for (let next = names.next(); next.done !== true; next = names.next())
      if (
        (await entryAt(connection, next.value, signal)) === undefined &&
        this.#conflicts.claim(this.#leg, next.value)
      )
        return next.value;
    throw new AppError('remote-exists', 'A thousand names like it are taken.');
  }

  #compare(path: string, size: number, mostReadBack: number): Promise<FirstPart> {
    const { connection, snapshot, pass, signal } = this.#way;
    return compareFirstPart({ connection, snapshot, path, size, mostReadBack, pass }, signal);
  }
}

function sendTo(leg: Leg, way: Way, path: string, over: SendTarget['over']): SendTarget {
  const under = leg.site.options.temporaryName ? temporaryPath(way.connection, path) : path;
  return { kind: 'send', path, under, from: 0, over, names: null };
}

/** Undefined also where the account may not look: then the server's word on the file decides. */
export async function entryAt(
  connection: Connection,
  path: string,
  signal: AbortSignal,
): Promise<RemoteEntry | undefined> {
  try {
    return await connection.browse?.stat(path, signal);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || linkIsGone(connection, signal, thrown)) throw thrown;
    return undefined;
  }
}
