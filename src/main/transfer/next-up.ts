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

export interface SiteLine {
  /** In their order; read only as far as needed. */
  readonly waiting: Iterable<Transfer>;
  readonly underWay: readonly Transfer[];
  readonly filesAtATime: number;
}

/** Which of a site's waiting transfers may start now. Two never write to the same place at once. */
export function nextUp({ waiting, underWay, filesAtATime }: SiteLine): readonly Transfer[] {
  const chosen: Transfer[] = [];
  if (underWay.length >= filesAtATime) return chosen;
  const taken = new Set(underWay.map(targetOf));
  for (const transfer of waiting) {
    const target = targetOf(transfer);
    if (taken.has(target)) continue;
    taken.add(target);
    chosen.push(transfer);
    if (underWay.length + chosen.length >= filesAtATime) break;
  }
  return chosen;
}
