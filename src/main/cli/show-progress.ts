import {
  hasArrived,
  hasEnded,
  type Transfer,
  type TransferProgress,
} from '../../shared/domain/transfer.ts';
import type { TransferQueue } from '../transfer/queue.ts';
import type { BarFigures } from './progress-bar.ts';
import { printable } from './printable.ts';
import type { Screen } from './screen.ts';
import { sizeText } from './size-text.ts';

/** A bar on a terminal, else a line for each quarter of a file that takes its time. Returns its undo. */
export function showProgress(
  queue: TransferQueue,
  ids: readonly string[],
  screen: Screen,
): () => void {
  const mine = new Set(ids);
  let live: readonly TransferProgress[] = [];
  const quarters = new Map<string, number>();

  /** Small files have ended before there is progress to tell. */
  const tellSlowOnes = (): void => {
    for (const { id, sentBytes } of live) {
      const transfer = queue.list().transfers.find((each) => each.id === id);
      if (transfer === undefined || sentBytes === 0) continue;
      const quarter = Math.floor((4 * sentBytes) / Math.max(1, transfer.size));
      if (quarter <= (quarters.get(id) ?? -1) || quarter > 3) continue;
      quarters.set(id, quarter);
      const part = quarter === 0 ? 'Sending' : `${quarter * 25} % of`;
      screen.message(`${part} ${printable(transfer.name)} (${sizeText(transfer.size)}) ...`);
    }
  };

  const draw = (): void => screen.progress(figures(queue, mine, live));
  const undo = [
    queue.onProgressed((progress) => {
      live = progress.filter((each) => mine.has(each.id));
      if (screen.draws) draw();
      else tellSlowOnes();
    }),
    queue.onChanged(() => {
      if (screen.draws) draw();
    }),
    () => screen.endProgress(),
  ];
  return () => {
    for (const each of undo.splice(0)) each();
  };
}

/** The whole run in one row; the speeds of files that are sent side by side add up. */
function figures(
  queue: TransferQueue,
  mine: ReadonlySet<string>,
  live: readonly TransferProgress[],
): BarFigures {
  const now = new Map(live.map((each) => [each.id, each]));
  const transfers = queue.list().transfers.filter((each) => mine.has(each.id));
  const sending = transfers.filter((each) => each.status === 'sending');
  const speeds = sending.map((each) => now.get(each.id)?.speed ?? null);
  const known = speeds.filter((speed) => speed !== null);
  const speed = known.length === 0 ? null : sum(known);
  const sent = ({ id, status, size, sentBytes }: Transfer): number => {
    if (hasArrived(status)) return size;
    return hasEnded(status) ? sentBytes : (now.get(id)?.sentBytes ?? sentBytes);
  };
  const sentBytes = sum(transfers.map(sent));
  // What will not be sent any more is not part of the whole, or the bar would never come to its end.
  const totalBytes = sum(transfers.map((each) => (hasEnded(each.status) ? sent(each) : each.size)));
  return {
    filesDone: transfers.filter((each) => hasEnded(each.status)).length,
    files: transfers.length,
    sentBytes,
    totalBytes,
    speed,
    secondsLeft: speed === null || speed <= 0 ? null : (totalBytes - sentBytes) / speed,
    name: sending[0]?.name ?? '',
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
