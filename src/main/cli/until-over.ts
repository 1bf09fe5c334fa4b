import type { Failure } from '../../shared/domain/error.ts';
import { hasEnded, type Transfer } from '../../shared/domain/transfer.ts';
import type { TransferQueue } from '../transfer/queue.ts';

export interface Over {
  readonly transfers: readonly Transfer[];
  /** Why some of them may still wait: the queue can't be written, so nothing more starts. */
  readonly problem: Failure | null;
}

/** Resolves when nothing more happens to any of them, in the order given. */
export function untilOver(
  queue: Pick<TransferQueue, 'list' | 'onChanged' | 'onProblem'>,
  ids: readonly string[],
): Promise<Over> {
  return new Promise((resolve) => {
    let problem: Failure | null = null;
    const mine = (): readonly Transfer[] => {
      const all = new Map(queue.list().transfers.map((each) => [each.id, each]));
      return ids.map((id) => all.get(id)).filter((each) => each !== undefined);
    };
    const open = new Set(ids);
    const look = (changed: readonly Transfer[]): void => {
      for (const { id, status } of changed) {
        const over = hasEnded(status) || status === 'interrupted';
        if (over || (problem !== null && status === 'waiting')) open.delete(id);
      }
      if (open.size > 0) return;
      for (const each of undo) each();
      resolve({ transfers: mine(), problem });
    };
    const undo = [
      queue.onChanged(({ changed }) => look(changed)),
      queue.onProblem((failure) => {
        problem = failure;
        look(mine());
      }),
    ];
    look(mine());
  });
}
