import { toFailure } from '../../shared/domain/error.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { nextUp, type UnderWay } from './next-up.ts';
import { failedBeforeStart, transition } from './transition.ts';
import type { WaitingTransfers } from './waiting-transfers.ts';

export interface Choice {
  /** What may start, as it will be then. */
  readonly next: readonly { readonly transfer: Transfer; readonly site: Site }[];
  /** What can't, because its site is gone. */
  readonly lost: readonly Transfer[];
}

export const nothingToStart: Choice = { next: [], lost: [] };

/** What may start now, line by line. */
export function chooseNext(
  lines: Iterable<readonly [string, WaitingTransfers]>,
  parts: {
    /** Throws AppError `site-not-found`. */
    readonly site: (siteId: string) => Site;
    readonly underWay: (siteId: string) => UnderWay;
    readonly at: number;
  },
): Choice {
  const { site: siteOf, underWay, at } = parts;
  const next: { readonly transfer: Transfer; readonly site: Site }[] = [];
  const lost: Transfer[] = [];
  for (const [siteId, line] of lines) {
    try {
      const site = siteOf(siteId);
      const { filesAtATime } = site.options;
      const waiting = line.inOrder();
      for (const transfer of nextUp({ waiting, underWay: underWay(siteId), filesAtATime }))
        next.push({ transfer: transition(transfer, { kind: 'start', at }) ?? transfer, site });
    } catch (thrown) {
      const failure = toFailure(thrown);
      for (const transfer of line.inOrder()) lost.push(failedBeforeStart(transfer, failure, at));
    }
  }
  return { next, lost };
}
