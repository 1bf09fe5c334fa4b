import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/domain/error.ts';
import { lockFile } from '../storage/file-lock.ts';

/** Somebody may be finding out just now whether this owner lives. */
const patienceMs = 2000;

export interface OwnerLock {
  release(): void;
}

/**
 * Which owners of queues have a running process: the app, and each run of the command line. No numbers of
 * processes are kept, which may be another's by then.
 */
export class OwnerLocks {
  readonly #folder: string;
  readonly #mine = new Set<string>();

  /** `folder` is made when it is needed. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Throws AppError `already-open` where another process is this owner, `storage-failed`. */
  take(owner: string): OwnerLock {
    if (this.#mine.has(owner)) throw new AppError('already-open');
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    } catch (thrown) {
      const detail = thrown instanceof Error ? thrown.message : String(thrown);
      throw new AppError('storage-failed', detail, { cause: thrown });
    }
    const lock = lockFile(this.#fileOf(owner), patienceMs);
    if (lock === null) throw new AppError('already-open');
    this.#mine.add(owner);
    return {
      release: () => {
        if (!this.#mine.delete(owner)) return;
        lock.release();
        this.#clear(owner);
      },
    };
  }

  /** Whether a process is this owner now. Where that can't be found out it counts as alive. */
  isAlive(owner: string): boolean {
    if (this.#mine.has(owner)) return true;
    if (!existsSync(this.#fileOf(owner))) return false;
    try {
      const lock = lockFile(this.#fileOf(owner), 0);
      lock?.release();
      return lock === null;
    } catch {
      // It is there and can't be opened.
      return true;
    }
  }

  /** Only what no other process can wait for: each run of the command line has a name of its own. */
  #clear(owner: string): void {
    if (owner === appOwner) return;
    try {
      for (const end of ['', '-journal']) rmSync(this.#fileOf(owner) + end, { force: true });
    } catch {
      // Windows may hold it a little longer: an empty file harms nobody.
    }
  }

  #fileOf(owner: string): string {
    return join(this.#folder, `${owner.replace(/[^\w-]/g, '_')}.lock`);
  }
}

/** The queue that the window shows. */
export const appOwner = 'app';
