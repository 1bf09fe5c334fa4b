import type { Transfer } from '../../shared/domain/transfer.ts';
import { targetOf } from './next-up.ts';

/** Who writes where, of those that are not over. */
export class Places {
  readonly #at = new Map<string, Set<string>>();
  readonly #targets = new Map<string, string>();
  /** Uploads, site by site, whose place is told from the folder that the server opens. */
  readonly #relative = new Map<string, Set<string>>();

  keep(transfer: Transfer): void {
    const { id, siteId } = transfer;
    this.forget(transfer);
    const target = targetOf(transfer);
    this.#targets.set(id, target);
    this.#at.set(target, (this.#at.get(target) ?? new Set()).add(id));
    if (isRelative(transfer))
      this.#relative.set(siteId, (this.#relative.get(siteId) ?? new Set()).add(id));
  }

  forget({ id, siteId }: Pick<Transfer, 'id' | 'siteId'>): void {
    this.#relative.get(siteId)?.delete(id);
    const target = this.#targets.get(id);
    if (target === undefined) return;
    this.#targets.delete(id);
    const there = this.#at.get(target);
    there?.delete(id);
    if (there?.size === 0) this.#at.delete(target);
  }

  /** The first that came there, but for `except`. */
  at(target: string, except: string | null): string | undefined {
    for (const id of this.#at.get(target) ?? []) if (id !== except) return id;
    return undefined;
  }

  relative(siteId: string): readonly string[] {
    return [...(this.#relative.get(siteId) ?? [])];
  }
}

export const isRelative = ({ direction, remotePath }: Transfer): boolean =>
  direction === 'upload' && !remotePath.startsWith('/');
