import { toFailure, type Failure } from '../../shared/domain/error.ts';
import type { Clock } from '../clock.ts';
import { filePattern } from './file-pattern.ts';
import { filesIn } from './folder-files.ts';
import { watchFolder, type WatchFolder } from './folder-hints.ts';
import { HeldFiles } from './held-files.ts';
import { SteadyFiles, type SeenFile } from './steady-files.ts';
import { isWhole } from './whole-file.ts';

export interface FolderWatchParts {
  /** Absolute. */
  readonly folder: string;
  /** As filePattern takes it. */
  readonly pattern: string;
  readonly steadyMs: number;
  readonly clock: Clock;
  /** All files that are ready, when there is one among them that was not told yet. */
  readonly onReady: (paths: readonly string[]) => void;
  /** Why the folder can't be looked at, once; null when that is over. */
  readonly onTrouble: (failure: Failure | null) => void;
  readonly watch?: WatchFolder;
  readonly isWhole?: typeof isWhole;
}

/** Network folders give no hints. */
const everyMs = 10_000;
/** Who writes a file gives many hints. */
const afterHintMs = 500;
const soonestMs = 100;
/** A network folder that does not answer must not keep the program from ending. */
const longestStopMs = 2000;

/**
 * Knows which files of a folder are ready to be sent: steady for so long, and whole. It trusts only what it sees when
 * it looks. Nothing of it throws or rejects. A watch that was stopped is not started again.
 */
export class FolderWatch {
  readonly #parts: FolderWatchParts;
  readonly #isMeant: (name: string) => boolean;
  readonly #steady: SteadyFiles;
  readonly #held: HeldFiles;
  readonly #life = new AbortController();
  #started = false;
  #looking: Promise<readonly string[]> | null = null;
  #hinted = false;
  #hints: (() => void) | null = null;
  #undoTimer = (): void => undefined;
  #nextAt = Infinity;
  /** In elapsed time; null: no file waits. */
  #lookAgainAt: number | null = null;
  /** How long the last look took. */
  #tookMs = 0;
  #told: ReadonlySet<string> = new Set();
  #trouble: Failure['code'] | null = null;
  #waiting = 0;

  constructor(parts: FolderWatchParts) {
    this.#parts = parts;
    this.#isMeant = filePattern(parts.pattern);
    this.#steady = new SteadyFiles(parts.steadyMs);
    this.#held = new HeldFiles(parts.isWhole ?? isWhole);
  }

  /** How many files were there at the last look that are meant and not ready yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Looks now, and by itself from now on. */
  start(): void {
    this.#started = true;
    void this.look();
  }

  async stop(): Promise<void> {
    this.#life.abort();
    this.#undoTimer();
    this.#undoHints();
    if (this.#looking === null) return;
    let undo = (): void => undefined;
    const longest = new Promise<void>((resolve) => {
      undo = this.#parts.clock.after(longestStopMs, resolve);
    });
    await Promise.race([this.#looking, longest]);
    undo();
  }

  /**
   * What is ready now and not taken. A look that is under way is joined. Also where it was not started; it holds back
   * nothing then that is steady and not whole, as it would not look again.
   */
  look(): Promise<readonly string[]> {
    this.#looking ??= this.#lookOnce().finally(() => {
      this.#looking = null;
      this.#planNext();
    });
    return this.#looking;
  }

  /** They are done with, until they change or were gone. What is ready and not taken stays ready. */
  taken(paths: readonly string[]): void {
    for (const path of paths) this.#steady.taken(path);
  }

  async #lookOnce(): Promise<readonly string[]> {
    const { folder, clock } = this.#parts;
    const { signal } = this.#life;
    if (stopped(signal)) return [];
    this.#hinted = false;
    const begun = clock.elapsed();
    let found: readonly SeenFile[];
    try {
      found = await filesIn(folder, this.#isMeant, signal);
    } catch (thrown) {
      if (!stopped(signal)) this.#away(toFailure(thrown));
      return [];
    }
    const steady = this.#steady.look(found, begun, clock.elapsed());
    const free = this.#started ? await this.#held.look(steady.ready, begun, signal) : steady.ready;
    if (stopped(signal)) return [];
    this.#tookMs = clock.elapsed() - begun;
    this.#lookAgainAt = steady.lookAgainAt;
    this.#waiting = steady.waiting + this.#held.waiting;
    this.#watchForHints();
    const ready = free.filter((path) => !this.#steady.isTaken(path));
    this.#tellTrouble(this.#tellReady(ready));
    return ready;
  }

  /** When it is back, what is ready then is told, even if it was told before. */
  #away(failure: Failure): void {
    this.#undoHints();
    this.#told = new Set();
    this.#lookAgainAt = null;
    this.#waiting = 0;
    this.#tellTrouble(failure);
  }

  /** What the one who was told throws is our trouble, and is tried again. */
  #tellReady(ready: readonly string[]): Failure | null {
    const isNews = ready.some((path) => !this.#told.has(path));
    try {
      if (isNews) this.#parts.onReady(ready);
      this.#told = new Set(ready);
      return null;
    } catch (thrown) {
      return toFailure(thrown);
    }
  }

  #tellTrouble(failure: Failure | null): void {
    const code = failure?.code ?? null;
    if (code === this.#trouble) return;
    try {
      this.#parts.onTrouble(failure);
      this.#trouble = code;
    } catch {
      // It is told at the next look.
    }
  }

  #planNext(): void {
    if (!this.#started || this.#life.signal.aborted) return;
    const { clock } = this.#parts;
    const again = (this.#lookAgainAt ?? Infinity) - clock.elapsed();
    this.#lookIn(this.#hinted ? afterHintMs : Math.max(soonestMs, Math.min(everyMs, again)));
  }

  /** The sooner of this and what was planned; a folder that takes long is not looked at all the time. */
  #lookIn(ms: number): void {
    const { clock } = this.#parts;
    const at = clock.elapsed() + Math.max(ms, this.#tookMs);
    if (at >= this.#nextAt) return;
    this.#undoTimer();
    this.#nextAt = at;
    const undo = clock.after(at - clock.elapsed(), () => {
      this.#nextAt = Infinity;
      void this.look();
    });
    this.#undoTimer = () => {
      undo();
      this.#nextAt = Infinity;
    };
  }

  #hint(): void {
    if (this.#life.signal.aborted) return;
    this.#hinted = true;
    if (this.#looking === null) this.#lookIn(afterHintMs);
  }

  #watchForHints(): void {
    if (!this.#started || this.#hints !== null) return;
    const { watch = watchFolder, folder } = this.#parts;
    // Where hints fail, a look every ten seconds has to do.
    const failed = (): void => {
      this.#undoHints();
      this.#hints = noHints;
    };
    try {
      this.#hints = watch(folder, () => this.#hint(), failed);
    } catch {
      failed();
    }
  }

  #undoHints(): void {
    this.#hints?.();
    this.#hints = null;
  }
}

const noHints = (): void => undefined;

/** As a function, or TypeScript takes the first look for the last word. */
const stopped = (signal: AbortSignal): boolean => signal.aborted;
