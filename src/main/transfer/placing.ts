import type { Transfer } from '../../shared/domain/transfer.ts';
import { targetOf } from './next-up.ts';
import { isRelative } from './places.ts';
import { fromHome, numbered } from './remote-path.ts';
import { isUnderWay } from './transition.ts';

type Placed = Pick<Transfer, 'siteId' | 'direction' | 'localPath' | 'remotePath' | 'name'>;

/** One that is not over and writes to this place (see targetOf), but for `except`. */
type PendingAt = (target: string, except: string) => Transfer | undefined;

/** Sending the same file to another name would be a second copy of the same records. */
const isSameFile = (one: Placed, other: Placed): boolean => fileOf(one) === fileOf(other);

/** What a transfer brings, whatever its place. */
export const fileOf = ({ direction, siteId, localPath, remotePath }: Placed): string =>
  direction === 'upload' ? `up\0${localPath}` : `down\0${siteId}\0${remotePath}`;

export function renumbered<T extends Placed>(draft: T, number: number): T {
  return draft.direction === 'upload'
    ? {
        ...draft,
        remotePath: numbered(draft.remotePath, number),
        name: numbered(draft.name, number),
      }
    : { ...draft, localPath: numbered(draft.localPath, number) };
}

/** Something of it may lie at its place: it can't go to another one. */
const isBound = (transfer: Transfer): boolean =>
  isUnderWay(transfer) || transfer.serverMayHave !== 'nothing';

/** Those first that can't go to another place. */
export const boundFirst = (transfers: readonly Transfer[]): readonly Transfer[] =>
  [...transfers].sort((one, other) => rank(one) - rank(other) || one.position - other.position);

const rank = (transfer: Transfer): number =>
  isUnderWay(transfer) ? 0 : transfer.serverMayHave === 'nothing' ? 2 : 1;

/** Gives each of some transfers a place of its own, beside those that `pendingAt` knows. */
export class Placing {
  readonly #pendingAt: PendingAt;
  readonly #at: number;
  readonly #placed = new Map<string, Transfer>();
  readonly #ids = new Set<string>();

  /** `at`: now, for the end of those that find no place. */
  constructor(pendingAt: PendingAt, at: number) {
    this.#pendingAt = pendingAt;
    this.#at = at;
  }

  /**
   * The transfer as it may be, once another one has its place: a number, where the server has nothing of it
   * and it is another file; else `instead` (itself, if not told) as failed, which a person may retry.
   */
  put(transfer: Transfer, instead: Transfer = transfer): Transfer {
    const other = this.#other(transfer);
    if (other === undefined) return this.#keep(transfer);
    if (isBound(transfer)) return this.refused(instead);
    for (let number = 1; ; number += 1) {
      const placed = number === 1 ? transfer : renumbered(transfer, number);
      const there = this.#other(placed);
      if (there === undefined) return this.#keep(placed);
      if (isSameFile(there, transfer)) return this.refused(instead);
    }
  }

  /**
   * With its place told from the server's root: what has to change for it. One that can't go elsewhere makes
   * another one do so that can.
   */
  putAbsolute(transfer: Transfer, home: string): readonly Transfer[] {
    if (!isRelative(transfer)) return [this.put(transfer)];
    const absolute = { ...transfer, remotePath: fromHome(home, transfer.remotePath) };
    const other = this.#other(absolute);
    if (other !== undefined && isBound(absolute) && !isBound(other)) {
      const kept = this.#keep(absolute);
      return [kept, this.put(other)];
    }
    // One under way is judged when it is about to begin on the server.
    if (other !== undefined && isUnderWay(absolute)) return [];
    return [this.put(absolute)];
  }

  /** As failed; what is known of it stays, also what the server may have, and that its end is unknown. */
  refused(transfer: Transfer): Transfer {
    this.#ids.add(transfer.id);
    const failure = { code: 'already-queued' as const, detail: '' };
    if (transfer.status === 'unknown') return { ...transfer, failure };
    return { ...transfer, status: 'failed', failure, retryAt: null, endedAt: this.#at };
  }

  #keep(transfer: Transfer): Transfer {
    this.#ids.add(transfer.id);
    this.#placed.set(targetOf(transfer), transfer);
    return transfer;
  }

  #other(transfer: Transfer): Transfer | undefined {
    const target = targetOf(transfer);
    const placed = this.#placed.get(target);
    if (placed !== undefined && placed.id !== transfer.id) return placed;
    const pending = this.#pendingAt(target, transfer.id);
    // What was placed here is no longer where it was.
    return pending === undefined || this.#ids.has(pending.id) ? undefined : pending;
  }
}
