import {
  hasArrived,
  hasEnded,
  type Transfer,
  type TransferProgress,
} from '../../shared/domain/transfer.ts';
import type { BarFigures } from './progress-bar.ts';

/** What one file counts for in the whole. */
interface Share {
  readonly done: number;
  readonly sent: number;
  readonly total: number;
}

/** The whole of a run in figures, kept up change by change: ten thousand files are not added up for each of them. */
export class UploadTally {
  readonly #known = new Map<string, Transfer>();
  readonly #sending = new Map<string, Transfer>();
  #done = 0;
  #sent = 0;
  #total = 0;

  constructor(transfers: readonly Transfer[]) {
    for (const transfer of transfers) this.note(transfer);
  }

  get(id: string): Transfer | undefined {
    return this.#known.get(id);
  }

  /** As it is now. */
  note(transfer: Transfer): void {
    const { id, status } = transfer;
    const before = this.#known.get(id);
    if (before !== undefined) this.#count(shareOf(before), -1);
    this.#count(shareOf(transfer), 1);
    this.#known.set(id, transfer);
    if (status === 'sending') this.#sending.set(id, transfer);
    else this.#sending.delete(id);
  }

  /** The speeds of files that are sent side by side add up. */
  figures(live: readonly TransferProgress[]): BarFigures {
    const moving = live.filter(({ id }) => this.#sending.has(id));
    const known = moving.map((each) => each.speed).filter((speed) => speed !== null);
    const speed = known.length === 0 ? null : sum(known);
    const ahead = moving.map(
      ({ id, sentBytes }) => sentBytes - (this.#sending.get(id)?.sentBytes ?? 0),
    );
    const sentBytes = this.#sent + sum(ahead);
    const [first] = this.#sending.values();
    return {
      filesDone: this.#done,
      files: this.#known.size,
      sentBytes,
      totalBytes: this.#total,
      speed,
      secondsLeft: speed === null || speed <= 0 ? null : (this.#total - sentBytes) / speed,
      name: first?.name ?? '',
    };
  }

  #count({ done, sent, total }: Share, sign: 1 | -1): void {
    this.#done += sign * done;
    this.#sent += sign * sent;
    this.#total += sign * total;
  }
}

/** What will not be sent any more is not part of the whole, or the bar would never come to its end. */
function shareOf({ status, size, sentBytes }: Transfer): Share {
  if (!hasEnded(status)) return { done: 0, sent: sentBytes, total: size };
  const sent = hasArrived(status) ? size : sentBytes;
  return { done: 1, sent, total: sent };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
