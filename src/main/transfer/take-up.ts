import type { Transfer } from '../../shared/domain/transfer.ts';
import { Places } from './places.ts';
import { Placing } from './placing.ts';
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
  const stopped = all.map((each) => interrupted(each, at));
  const places = new Places();
  const byId = new Map(stopped.map((each) => [each.id, each]));
  for (const each of stopped) if (isPending(each)) places.keep(each);
  const placing = new Placing((target, except) => byId.get(places.at(target, except) ?? ''), at);
  const found = stopped.map((each) => {
    if (each.status !== 'interrupted' || !mayGo(each)) return each;
    const again = transition(each, { kind: 'retry' });
    return again === null ? each : placing.put(again, each);
  });
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

const isPending = ({ status }: Transfer): boolean => status === 'waiting' || status === 'paused';

/** As it is once nobody sends it any more. */
export function interrupted(transfer: Transfer, at: number): Transfer {
  if (!isUnderWay(transfer)) return transfer;
  const { sentBytes } = transfer;
  return transition(transfer, { kind: 'interrupt', at, sentBytes }) ?? transfer;
}
