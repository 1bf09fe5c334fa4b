import type { Transfer } from '../../shared/domain/transfer.ts';
import { nameOf } from './remote-path.ts';

/** Where a transfer writes. Servers on Windows see no difference between "A.HL7" and "a.hl7". */
export function targetOf(
  transfer: Pick<Transfer, 'siteId' | 'direction' | 'remotePath' | 'localPath'>,
): string {
  const { siteId, direction, remotePath, localPath } = transfer;
  return direction === 'upload'
    ? `up\0${siteId}\0${remotePath.toLowerCase()}`
    : `down\0${localPath.toLowerCase()}`;
}

export interface UnderWay {
  readonly transfers: readonly Transfer[];
  /** How many of them only wait for the server's last word. */
  readonly written: number;
}

export interface SiteLine {
  /** In their order; read only as far as needed. */
  readonly waiting: Iterable<Transfer>;
  readonly underWay: UnderWay;
  readonly filesAtATime: number;
}

/**
 * Which of a site's waiting transfers may start now. Two never write to the same place at once. What only
 * waits for the server's last word makes room, as often as there are places; one at a time is one at a time.
 */
export function nextUp({ waiting, underWay, filesAtATime }: SiteLine): readonly Transfer[] {
  const chosen: Transfer[] = [];
  const { transfers, written } = underWay;
  const making = filesAtATime === 1 ? 0 : Math.min(written, filesAtATime);
  const room = filesAtATime - (transfers.length - making);
  if (room <= 0) return chosen;
  const taken = new Taken();
  for (const transfer of transfers) taken.add(transfer);
  for (const transfer of waiting) {
    if (taken.has(transfer)) continue;
    taken.add(transfer);
    chosen.push(transfer);
    if (chosen.length >= room) break;
  }
  return chosen;
}

/**
 * Places of one site. Before the server has said which folder it opens, a path told from there may be any
 * place whose name is the same.
 */
class Taken {
  readonly #targets = new Set<string>();
  /** Names of all uploads, and of those whose path is told from the folder that the server opens. */
  readonly #names = new Set<string>();
  readonly #relativeNames = new Set<string>();

  has(transfer: Transfer): boolean {
    const target = targetOf(transfer);
    if (this.#targets.has(target)) return true;
    if (transfer.direction === 'download') return false;
    const { remotePath } = transfer;
    return (isAbsolute(remotePath) ? this.#relativeNames : this.#names).has(nameAt(remotePath));
  }

  add(transfer: Transfer): void {
    this.#targets.add(targetOf(transfer));
    if (transfer.direction === 'download') return;
    const { remotePath } = transfer;
    this.#names.add(nameAt(remotePath));
    if (!isAbsolute(remotePath)) this.#relativeNames.add(nameAt(remotePath));
  }
}

const isAbsolute = (remotePath: string): boolean => remotePath.startsWith('/');

const nameAt = (remotePath: string): string => nameOf(remotePath).toLowerCase();
