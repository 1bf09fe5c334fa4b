import { call } from '../../app/api.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { useTransfers } from '../../app/transfers-store.ts';
import { announce } from '../../ui/announce.ts';
import { canMove, placeToMove, type MoveTo } from './queue-commands.ts';

/** Of these, those that have a place in the line, in its order. */
export function movable(ids: Iterable<string>): readonly string[] {
  const { byId, lists } = useTransfers.getState();
  const chosen = new Set(ids);
  return lists.waiting.filter((id) => {
    const transfer = chosen.has(id) ? byId.get(id) : undefined;
    return transfer !== undefined && canMove(transfer);
  });
}

export function moveBefore(ids: readonly string[], before: string | null): void {
  if (ids.length > 0) call('transfers.move', { ids: [...ids], before }).catch(reportFailure);
}

const said: Readonly<Record<MoveTo, string>> = {
  top: 'to the top',
  up: 'up',
  down: 'down',
  end: 'to the end',
};

export function moveTo(ids: readonly string[], to: MoveTo): void {
  const before = placeToMove(useTransfers.getState().lists.waiting, ids, to);
  if (before === undefined) return;
  moveBefore(ids, before);
  announce(`${ids.length === 1 ? '1 file' : `${ids.length} files`} moved ${said[to]}.`);
}
