import { hasArrived, type Transfer } from '../../../shared/domain/transfer.ts';
import { isActive, isCurrent, needsLook } from '../../app/queue-summary.ts';

/** The ids that each tab of the queue lists, in the order of their rows. */
export interface QueueLists {
  readonly queue: readonly string[];
  readonly done: readonly string[];
  readonly failed: readonly string[];
  /** The waiting transfer whose turn is next. */
  readonly nextId: string | null;
  /** What "Clear done" takes off the list of each tab; never what needs a look. */
  readonly clearable: { readonly queue: readonly string[]; readonly done: readonly string[] };
  /** What "Clear failed" takes off: not the unknown ones, which have to be looked at one by one. */
  readonly plainlyFailed: readonly string[];
}

const rank = (transfer: Transfer): number => {
  if (transfer.status === 'sending') return 0;
  if (isActive(transfer)) return 1;
  return needsLook(transfer) ? 2 : 3;
};

const byPosition = (a: Transfer, b: Transfer): number =>
  a.position - b.position || a.queuedAt - b.queuedAt || (a.id < b.id ? -1 : 1);
const newestFirst = (a: Transfer, b: Transfer): number =>
  (b.endedAt ?? 0) - (a.endedAt ?? 0) || byPosition(a, b);

/** `since`: when the window opened. What was done before is only listed under Done. */
export function queueLists(transfers: Iterable<Transfer>, since: number): QueueLists {
  const all = [...transfers];
  const idsOf = (list: readonly Transfer[]) => list.map(({ id }) => id);
  const current = all.filter((transfer) => isCurrent(transfer, since));
  current.sort(
    (a, b) => rank(a) - rank(b) || (rank(a) === 3 ? newestFirst(a, b) : byPosition(a, b)),
  );
  const arrived = all.filter(({ status }) => hasArrived(status)).sort(newestFirst);
  return {
    queue: idsOf(current),
    done: idsOf(arrived),
    failed: idsOf(all.filter(needsLook).sort(newestFirst)),
    nextId: current.find(({ status }) => status === 'waiting')?.id ?? null,
    clearable: {
      queue: idsOf(current.filter((transfer) => rank(transfer) === 3)),
      done: idsOf(arrived),
    },
    plainlyFailed: idsOf(all.filter(({ status }) => status === 'failed')),
  };
}
