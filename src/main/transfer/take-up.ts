import type { Transfer } from '../../shared/domain/transfer.ts';
import { isUnderWay, transition } from './transition.ts';

export interface TakenUp {
  readonly changed: readonly Transfer[];
  /** Whether the queue waits for the person. */
  readonly paused: boolean;
}

/**
 * What the program found on its list when it started. Nothing is sent behind the person's back: what was
 * under way is interrupted, or unknown where the server may have it whole, and what waits waits for them.
 * Of sites that go on by themselves (`goesOn`) the interrupted and the waiting ones do; never the unknown.
 */
export function takenUp(
  all: readonly Transfer[],
  goesOn: (siteId: string) => boolean,
  at: number,
): TakenUp {
  const known = new Map<string, boolean>();
  const mayGo = ({ siteId }: Transfer): boolean => {
    const may = known.get(siteId) ?? goesOn(siteId);
    known.set(siteId, may);
    return may;
  };
  const found = all
    .map((each) => interrupted(each, at))
    .map((each) =>
      each.status === 'interrupted' && mayGo(each)
        ? (transition(each, { kind: 'retry' }) ?? each)
        : each,
    );
  const waiting = found.filter(({ status }) => status === 'waiting');
  const someGo = waiting.some(mayGo);
  const held = found.map((each) =>
    someGo && each.status === 'waiting' && !mayGo(each)
      ? (transition(each, { kind: 'pause' }) ?? each)
      : each,
  );
  return {
    changed: held.filter((each, index) => each !== all[index]),
    paused: waiting.length > 0 && !someGo,
  };
}

/** As it is once nobody sends it any more. */
export function interrupted(transfer: Transfer, at: number): Transfer {
  if (!isUnderWay(transfer)) return transfer;
  const { sentBytes } = transfer;
  return transition(transfer, { kind: 'interrupt', at, sentBytes }) ?? transfer;
}
