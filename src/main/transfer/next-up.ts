import type { Transfer } from '../../shared/domain/transfer.ts';

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
  const taken = new Set(transfers.map(targetOf));
  for (const transfer of waiting) {
    const target = targetOf(transfer);
    if (taken.has(target)) continue;
    taken.add(target);
    chosen.push(transfer);
    if (chosen.length >= room) break;
  }
  return chosen;
}
