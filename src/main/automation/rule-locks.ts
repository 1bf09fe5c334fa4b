import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/domain/error.ts';
import { lockFile, type FileLock } from '../storage/file-lock.ts';

/** The rules that this process carries out: no other does so meanwhile. */
export class RuleLocks {
  readonly #folder: string;
  readonly #mine = new Map<string, FileLock>();

  /** `folder` is made when it is needed. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Whether it is this process's now. Throws AppError `storage-failed`. */
  take(ruleId: string): boolean {
    if (this.#mine.has(ruleId)) return true;
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    } catch (thrown) {
      const detail = thrown instanceof Error ? thrown.message : String(thrown);
      throw new AppError('storage-failed', detail, { cause: thrown });
    }
    const file = join(this.#folder, `rule-${ruleId.replace(/[^\w-]/g, '_')}.lock`);
    const lock = lockFile(file, 0);
    if (lock !== null) this.#mine.set(ruleId, lock);
    return lock !== null;
  }

  release(ruleId: string): void {
    this.#mine.get(ruleId)?.release();
    this.#mine.delete(ruleId);
  }

  mine(): readonly string[] {
    return [...this.#mine.keys()];
  }
}
