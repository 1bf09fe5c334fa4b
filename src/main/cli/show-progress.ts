import type { TransferProgress } from '../../shared/domain/transfer.ts';
import type { TransferQueue } from '../transfer/queue.ts';
import { printable } from './printable.ts';
import type { Screen } from './screen.ts';
import { sizeText } from './size-text.ts';
import { UploadTally } from './upload-tally.ts';

/** A bar on a terminal, else a line for each quarter of a file that takes its time. Returns its undo. */
export function showProgress(
  queue: Pick<TransferQueue, 'list' | 'onChanged' | 'onProgressed'>,
  ids: readonly string[],
  screen: Screen,
): () => void {
  const mine = new Set(ids);
  const tally = new UploadTally(queue.list().transfers.filter((each) => mine.has(each.id)));
  let live: readonly TransferProgress[] = [];
  const quarters = new Map<string, number>();

  /** Small files have ended before there is progress to tell. */
  const tellSlowOnes = (): void => {
    for (const { id, sentBytes } of live) {
      const transfer = tally.get(id);
      if (transfer === undefined || sentBytes === 0) continue;
      const quarter = Math.floor((4 * sentBytes) / Math.max(1, transfer.size));
      if (quarter <= (quarters.get(id) ?? -1) || quarter > 3) continue;
      quarters.set(id, quarter);
      const part = quarter === 0 ? 'Sending' : `${quarter * 25} % of`;
      screen.message(`${part} ${printable(transfer.name)} (${sizeText(transfer.size)}) ...`);
    }
  };

  const draw = (): void => screen.progress(tally.figures(live));
  const undo = [
    queue.onProgressed((progress) => {
      live = progress.filter((each) => mine.has(each.id));
      if (screen.draws) draw();
      else tellSlowOnes();
    }),
    queue.onChanged(({ changed }) => {
      for (const transfer of changed) if (mine.has(transfer.id)) tally.note(transfer);
      if (screen.draws) draw();
    }),
    () => screen.endProgress(),
  ];
  return () => {
    for (const each of undo.splice(0)) each();
  };
}
