import type { TransferLedger } from './ledger.ts';
import { boundFirst, Placing } from './placing.ts';
import type { QueueParts } from './queue-parts.ts';

/**
 * Once a site is connected to, the same place has one name: paths told from the folder that the server opens
 * become absolute, as if they had been queued now. Answers whether there were any.
 */
export function makeAbsolute(
  { sessions, clock, isElsewhere }: Pick<QueueParts, 'sessions' | 'clock' | 'isElsewhere'>,
  ledger: TransferLedger,
  siteId: string,
): boolean {
  const relative = ledger.relative(siteId);
  if (relative.length === 0) return false;
  const state = sessions.state(siteId);
  if (state.status !== 'connected') return false;
  const { home } = state;
  // Where it can't be written now, nothing starts either, and the next connection does it.
  ledger.record([], () => {
    const placing = new Placing((target, id) => ledger.pendingAt(target, id), clock.now());
    return boundFirst(relative).flatMap((each) =>
      placing.putAbsolute(each, home).map((placed) => {
        if (placed.status !== 'waiting') return placed;
        return isElsewhere(placed, 'queued') ? placing.refused(placed) : placed;
      }),
    );
  });
  return true;
}
