import { describeFailure, type ErrorContext } from '../../shared/domain/error-text.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { retryDelays } from '../transfer/retry.ts';
import type { TransferQueue } from '../transfer/queue.ts';
import { printable } from './printable.ts';
import type { Screen } from './screen.ts';

/** Says what is waited for when files are begun again by themselves: once for all that wait for the same. Returns its undo. */
export function tellWaits(
  queue: Pick<TransferQueue, 'onChanged'>,
  ids: readonly string[],
  about: ErrorContext,
  screen: Pick<Screen, 'message'>,
  now: () => number = Date.now,
): () => void {
  const mine = new Set(ids);
  let told = '';
  return queue.onChanged(({ changed }) => {
    for (const transfer of changed) {
      const { id, failure, retryAt } = transfer;
      if (!mine.has(id) || !isWaiting(transfer) || failure === null || retryAt === null) continue;
      const line = `${failure.code} ${transfer.tries}`;
      if (line === told) continue;
      told = line;
      const { sentence } = describeFailure(failure, about);
      const seconds = Math.max(1, Math.round((retryAt - now()) / 1000));
      const count = `${transfer.tries} of ${retryDelays.length}`;
      screen.message(`${printable(sentence)} Trying again in ${seconds} s (${count}) ...`);
    }
  });
}

const isWaiting = ({ status }: Transfer): boolean => status === 'waiting';
