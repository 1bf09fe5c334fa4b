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
import { temporaryPath, temporaryPaths } from './temporary-name.ts';

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
  /** `new`: a file that is at `under` after all must not be opened, where the server can be told so. */
  readonly opening: 'new' | 'any';
  /** How it is known that what is at `under` is the beginning of the file: a person alone may have said so. */
  readonly beginning: 'compared' | 'agreed';
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
  const chooser = new TargetChooser(conflicts, leg, way, aim, path);
  // Before the look: else two files could both find it free.
  const isMine = conflicts.claim(leg, path);
  if (aim.rule === 'overwrite') return chooser.over();
  if (aim.taken && isMine) return chooser.taken(null);
  const there = await entryAt(connection, path, signal);
  if (there?.kind === 'folder')
    throw new AppError('remote-exists', 'A folder of that name is there.');
  if (!isMine) return chooser.taken(there ?? null, { kind: 'other' });
  if (there === undefined) return chooser.free();
  const mayBeOurs = aim.ours && !isTemporary(leg, connection, path);
  if (mayBeOurs && there.size <= snapshot.size) return chooser.leftover(there);
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

  over(): Promise<SendTarget> {
    return this.#sendTo(this.#path, 'anything');
  }

  async free(): Promise<Target> {
    const target = await this.#sendTo(this.#path, 'nothing');
    // Where nobody may look, a piece of ours may be there.
    return this.#aim.ours ? { ...target, opening: 'any' } : target;
  }

  /** What is there may be a piece that we left, which is in nobody's way; only its content says so. */
  async leftover(there: RemoteEntry): Promise<Target> {
    const first = await this.#compare(this.#path, there.size, Infinity);
    if (first.kind === 'other') return this.taken(there, first);
    const target = await this.over();
    if (this.#aim.rule !== 'resume' || first.kind === 'unknown') return target;
    return this.#goOn(target, there.size, first.by);
  }

  /** `known`: how what is there compares with the file, if that was found out. */
  async taken(there: RemoteEntry | null, known?: FirstPart): Promise<Target> {
    const { rule } = this.#aim;
    switch (rule) {
      case 'skip':
        return { kind: 'skip' };
      case 'rename':
      case 'numerate':
        return this.newName(rule);
      case 'resume':
        return this.#resume(there, known);
      case 'ask':
        return this.#question(there, mostReadBackToAsk, known);
      case 'overwrite':
        return this.over();
    }
  }

  async #resume(there: RemoteEntry | null, known?: FirstPart): Promise<Target> {
    if (there === null)
      return known === undefined
        ? this.#sendTo(this.#path, 'nothing')
        : this.#question(there, Infinity, known);
    if (there.size === 0 && known === undefined) return this.over();
    const first = known ?? (await this.#compare(this.#path, there.size, Infinity));
    if (first.kind === 'same') return this.#goOn(await this.over(), there.size, first.by);
    const { upload, snapshot } = this.#way;
    const agreed = first.kind === 'unknown' && this.#aim.agreedSize === there.size;
    if (!agreed) return this.#question(there, Infinity, first);
    // Nothing would be sent and nobody could say that it is there: it is left as it is.
    if (there.size === snapshot.size) return { kind: 'skip' };
    const target = await this.over();
    if (upload.resume === undefined || target.under !== target.path) return target;
    return { ...target, from: there.size, beginning: 'agreed', over: 'nothing' };
  }

  /** What is there is the beginning of the file. */
  #goOn(target: SendTarget, size: number, by: ChecksumAlgorithm): Target {
    if (size === this.#way.snapshot.size) return { kind: 'whole', path: target.path, by };
    if (this.#way.upload.resume === undefined || target.under !== target.path) return target;
    return { ...target, from: size };
  }

  async #sendTo(path: string, over: SendTarget['over']): Promise<SendTarget> {
    const { connection } = this.#way;
    const opening = over === 'nothing' ? 'new' : 'any';
    const target = { kind: 'send', path, under: path, from: 0, over, opening } as const;
    const whole = { ...target, beginning: 'compared', names: null } as const;
    if (!isTemporary(this.#leg, connection, path)) return whole;
    return { ...whole, opening: 'any', ...(await this.#temporary(path)) };
  }

  /** A temporary name that is nobody else's, and how much of the file under it is gone on with. */
  async #temporary(path: string): Promise<Pick<SendTarget, 'under' | 'from'>> {
    const { connection, signal } = this.#way;
    for (const under of temporaryPaths(path)) {
      if (!this.#conflicts.claim(this.#leg, under)) continue;
      const there = await entryAt(connection, under, signal);
      if (there === undefined) return { under, from: 0 };
      const from = there.kind === 'file' ? await this.#fromUnder(path, under, there.size) : null;
      if (from !== null) return { under, from };
    }
    throw new AppError('remote-exists', 'All temporary names for it are taken.');
  }

  /** Null: what is there may be somebody else's, and is left alone. */
  async #fromUnder(path: string, under: string, size: number): Promise<number | null> {
    const { connection, upload, snapshot } = this.#way;
    const { transfer } = this.#leg;
    const isAtItsPlace = path === fromHome(connection.home, transfer.remotePath);
    const anew = transfer.serverMayHave !== 'nothing' && isAtItsPlace ? 0 : null;
    const goesOn = this.#aim.rule === 'resume' && upload.resume !== undefined && size > 0;
    if (anew === null && !goesOn) return null;
    const first = await this.#compare(under, size, Infinity);
    if (first.kind === 'other') return null;
    return first.kind === 'same' && goesOn && size < snapshot.size ? size : anew;
  }

  /** The next name of a series that was begun, or of a new one. */
  async newName(
    rule: 'rename' | 'numerate',
    names: Names = namesFor(this.#path, rule, this.#conflicts.now()),
  ): Promise<SendTarget> {
    const path = await this.#nextFree(names);
    return { ...(await this.#sendTo(path, 'nothing')), names };
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
        this.#conflicts.claim(this.#leg, next.value) &&
        (await entryAt(connection, next.value, signal)) === undefined
      )
        return next.value;
    throw new AppError('remote-exists', 'A thousand names like it are taken.');
  }

  #compare(path: string, size: number, mostReadBack: number): Promise<FirstPart> {
    const { connection, snapshot, pass, signal } = this.#way;
    return compareFirstPart({ connection, snapshot, path, size, mostReadBack, pass }, signal);
  }
}

const isTemporary = ({ site }: Leg, connection: Connection, path: string): boolean =>
  site.options.temporaryName && temporaryPath(connection, path) !== path;

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
