import { hasArrived, type Transfer, type TransferStatus } from '../../shared/domain/transfer.ts';
import { isActive, isCurrent, needsLook, type QueueSummary } from './queue-summary.ts';
import { SortedTransfers } from './sorted-transfers.ts';

/** The ids that each tab of the queue lists, in the order of their rows. */
export interface QueueLists {
  /** What is under way, then what waits, then what needs a look, then what is over. */
  readonly queue: readonly string[];
  readonly done: readonly string[];
  readonly failed: readonly string[];
  /** In the order of their turns: those that wait, and those that were paused before they began. */
  readonly waiting: readonly string[];
  /** The waiting transfer whose turn is next. */
  readonly nextId: string | null;
  /** What "Clear done" takes off the Queue tab; never what needs a look. */
  readonly over: readonly string[];
}

type Counts = Readonly<Record<TransferStatus, number>>;

/** What the stores say of the whole queue. */
export interface QueueFigures {
  readonly lists: QueueLists;
  readonly summary: QueueSummary;
  readonly counts: Counts;
  /** Uploads that arrived, by site: rises when a folder of the site has something new. */
  readonly arrived: Readonly<Record<string, number>>;
}

const byPosition = (a: Transfer, b: Transfer): number =>
  a.position - b.position || a.queuedAt - b.queuedAt || compareIds(a, b);
const newestFirst = (a: Transfer, b: Transfer): number =>
  (b.endedAt ?? 0) - (a.endedAt ?? 0) || byPosition(a, b);
const compareIds = (a: Transfer, b: Transfer): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

type GroupName = 'sending' | 'waiting' | 'look' | 'failed' | 'over' | 'done';
type Group = readonly [belongs: (transfer: Transfer) => boolean, transfers: SortedTransfers];

const counted = (transfer: Transfer): boolean =>
  transfer.status !== 'cancelled' && transfer.status !== 'skipped';

/**
 * Puts the transfers in the order of their rows and counts them. A change costs what it changes: ten
 * thousand others are not looked at for one. `since`: when the window opened; what was over before is
 * only under Done.
 */
export class QueueIndex {
  readonly #since: number;
  readonly #groups: Readonly<Record<GroupName, Group>>;
  readonly #counts: Record<TransferStatus, number> = {
    ...{ waiting: 0, sending: 0, paused: 0, interrupted: 0, verified: 0 },
    ...{ accepted: 0, unknown: 0, failed: 0, cancelled: 0, skipped: 0 },
  };
  readonly #arrived = new Map<string, number>();
  #total = 0;
  #sent = 0;
  #queue: readonly string[] = [];

  constructor(since: number) {
    this.#since = since;
    const isSending = ({ status }: Transfer) => status === 'sending';
    this.#groups = {
      sending: [isSending, new SortedTransfers(byPosition)],
      waiting: [(each) => isActive(each) && !isSending(each), new SortedTransfers(byPosition)],
      look: [needsLook, new SortedTransfers(byPosition)],
      failed: [needsLook, new SortedTransfers(newestFirst)],
      over: [(each) => this.#isOver(each), new SortedTransfers(newestFirst)],
      done: [({ status }) => hasArrived(status), new SortedTransfers(newestFirst)],
    };
  }

  /** `before`: as it was told last; absent for a new one. `after`: absent for one that was taken off. */
  change(changes: readonly TransferChange[]): QueueFigures {
    for (const { before, after } of changes) {
      if (before !== undefined) this.#count(before, -1);
      if (after !== undefined) this.#count(after, 1);
    }
    let isOther = false;
    for (const [belongs, transfers] of Object.values(this.#groups)) {
      const isIn = (each: Transfer | undefined): each is Transfer =>
        each !== undefined && belongs(each);
      const gone = changes.map(({ before }) => before).filter(isIn);
      const come = changes.map(({ after }) => after).filter(isIn);
      const known = transfers.ids;
      transfers.change(gone, come);
      isOther ||= known !== transfers.ids;
    }
    const { sending, waiting, look, over } = this.#groups;
    if (isOther)
      this.#queue = [sending, waiting, look, over].flatMap(([, transfers]) => transfers.ids);
    return this.#figures();
  }

  #figures(): QueueFigures {
    const { waiting, failed, over, done } = this.#groups;
    return {
      lists: {
        queue: this.#queue,
        done: done[1].ids,
        failed: failed[1].ids,
        waiting: waiting[1].ids,
        nextId: this.#next(),
        over: over[1].ids,
      },
      summary: {
        sent: this.#sent,
        total: this.#total,
        needLook: failed[1].length,
        active: this.#counts.waiting + this.#counts.sending + this.#counts.paused,
        lastSentAt: done[1].first?.endedAt ?? null,
      },
      counts: { ...this.#counts },
      arrived: Object.fromEntries(this.#arrived),
    };
  }

  #next(): string | null {
    for (const { id, status, retryAt } of this.#groups.waiting[1])
      if (status === 'waiting' && retryAt === null) return id;
    return null;
  }

  #isOver(transfer: Transfer): boolean {
    return !isActive(transfer) && !needsLook(transfer) && isCurrent(transfer, this.#since);
  }

  #count(transfer: Transfer, by: 1 | -1): void {
    const { status, siteId, direction } = transfer;
    this.#counts[status] += by;
    if (hasArrived(status) && direction === 'upload')
      this.#arrived.set(siteId, (this.#arrived.get(siteId) ?? 0) + by);
    if (!counted(transfer) || !isCurrent(transfer, this.#since)) return;
    this.#total += by;
    if (hasArrived(status)) this.#sent += by;
  }
}

export interface TransferChange {
  readonly before: Transfer | undefined;
  readonly after: Transfer | undefined;
}
