/** A file as it was found when its folder was looked at. */
export interface SeenFile {
  readonly path: string;
  readonly size: number;
  /** Milliseconds since 1970, with what the drive has behind them. */
  readonly modifiedAt: number;
  /** 0 where the drive does not number its files. */
  readonly fileId: bigint;
}

export interface SteadyLook {
  readonly ready: readonly string[];
  /** How many are neither ready nor taken. */
  readonly waiting: number;
  /** When the next one may be ready, in elapsed time; null: none waits. */
  readonly lookAgainAt: number | null;
}

interface Known extends SeenFile {
  /** In elapsed time: it was like this then already. */
  readonly since: number;
  readonly taken: boolean;
  /** It has got another number once, and was the same otherwise. */
  readonly renumbered: boolean;
}

/**
 * Where two looks are further apart than it takes and this, the computer slept, and whoever writes into the folder
 * did too.
 */
export const spareGapMs = 60_000;

/**
 * Tells which files are no longer written to: size and time of a file were the same at each look of ours for so
 * long. Its time alone tells nothing, as copies keep the time of what they are copied from.
 */
export class SteadyFiles {
  readonly #steadyMs: number;
  #known = new Map<string, Known>();
  #lastLook: number | null = null;

  constructor(steadyMs: number) {
    this.#steadyMs = steadyMs;
  }

  /**
   * `seen`: all files of the folder. `now`, `until`: when looking began and was over, in elapsed time, so that no
   * clock that is set matters. A file that was taken is ready again when it has changed since, or was gone.
   */
  look(seen: readonly SeenFile[], now: number, until = now): SteadyLook {
    const gap = this.#lastLook === null ? 0 : now - this.#lastLook;
    const slept = gap < 0 || gap > this.#steadyMs + spareGapMs;
    this.#lastLook = until;
    const known = new Map<string, Known>();
    const ready: string[] = [];
    let waiting = 0;
    let lookAgainAt = Infinity;
    for (const file of seen) {
      const before = this.#known.get(file.path);
      const isSame = before !== undefined && sameState(before, file);
      const next = isSame ? asBefore(before, file) : begun(file, before, until);
      known.set(file.path, slept && isSame ? { ...next, since: until } : next);
      if (next.taken) continue;
      if (isSame && !slept && now - next.since >= this.#steadyMs) {
        ready.push(file.path);
      } else {
        waiting += 1;
        lookAgainAt = Math.min(lookAgainAt, (slept ? until : next.since) + this.#steadyMs);
      }
    }
    this.#known = known;
    return { ready, waiting, lookAgainAt: waiting > 0 ? lookAgainAt : null };
  }

  /** It is done with, as it was last seen. */
  taken(path: string): void {
    const file = this.#known.get(path);
    if (file !== undefined) this.#known.set(path, { ...file, taken: true });
  }

  isTaken(path: string): boolean {
    return this.#known.get(path)?.taken === true;
  }
}

const sameNumber = (one: SeenFile, other: SeenFile): boolean =>
  one.fileId === other.fileId || one.fileId === 0n || other.fileId === 0n;

/** Some network drives number their files anew at each look: another number by itself counts once for a file. */
const sameState = (before: Known, file: SeenFile): boolean =>
  before.size === file.size &&
  before.modifiedAt === file.modifiedAt &&
  (before.renumbered || sameNumber(before, file));

const asBefore = (before: Known, { fileId }: SeenFile): Known =>
  before.fileId === fileId ? before : { ...before, fileId };

function begun(file: SeenFile, before: Known | undefined, since: number): Known {
  const renumbered =
    before !== undefined && before.size === file.size && before.modifiedAt === file.modifiedAt;
  const { path, size, modifiedAt, fileId } = file;
  return { path, size, modifiedAt, fileId, since, taken: false, renumbered };
}
