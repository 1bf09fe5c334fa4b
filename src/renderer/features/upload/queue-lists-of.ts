import type { Transfers } from '../../app/transfers-store.ts';
import { windowOpenedAt } from '../../app/window-opened.ts';
import { queueLists, type QueueLists } from './queue-lists.ts';

const made = new WeakMap<Transfers['byId'], QueueLists>();

/** The lists of the store's transfers, made once for each of its states: progress alone changes none. */
export function queueListsOf({ byId }: Transfers): QueueLists {
  const lists = made.get(byId) ?? queueLists(byId.values(), windowOpenedAt);
  made.set(byId, lists);
  return lists;
}
