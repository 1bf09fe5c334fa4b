import { hasArrived, hasEnded, type Transfer } from '../../../shared/domain/transfer.ts';

/** What can be done with the chosen rows of the queue; each with the transfers that it fits. */
export interface QueueCommands {
  /** Paused ones. */
  readonly resume: readonly Transfer[];
  /** Interrupted ones, and those that count down to their next try. */
  readonly goOn: readonly Transfer[];
  readonly pause: readonly Transfer[];
  readonly retry: readonly Transfer[];
  /** Main asks before any of these is sent. */
  readonly sendAgain: readonly Transfer[];
  readonly cancel: readonly Transfer[];
  /** Not begun: they have a place in the line. */
  readonly move: readonly Transfer[];
  readonly clear: readonly Transfer[];
  /** Has a receipt. */
  readonly receipt: Transfer | null;
}

export const canMove = ({ status, startedAt }: Transfer): boolean =>
  (status === 'waiting' || status === 'paused') && startedAt === null;

export const triesAgain = ({ status, retryAt }: Transfer): boolean =>
  status === 'waiting' && retryAt !== null;

export function queueCommands(chosen: readonly Transfer[]): QueueCommands {
  const withStatus = (...statuses: readonly Transfer['status'][]) =>
    chosen.filter(({ status }) => statuses.includes(status));
  const [only] = chosen.length === 1 ? chosen : [];
  return {
    resume: withStatus('paused'),
    goOn: chosen.filter((each) => each.status === 'interrupted' || triesAgain(each)),
    pause: withStatus('waiting', 'sending'),
    retry: withStatus('failed', 'cancelled', 'skipped'),
    sendAgain: withStatus('unknown'),
    cancel: withStatus('waiting', 'sending', 'paused', 'interrupted'),
    move: chosen.filter(canMove),
    clear: chosen.filter(({ status }) => hasEnded(status) || status === 'interrupted'),
    receipt: only !== undefined && hasReceipt(only) ? only : null,
  };
}

/** What arrived, and what may have: the receipts that somebody looks for. */
export const hasReceipt = ({ status }: Transfer): boolean =>
  hasArrived(status) || status === 'unknown';

export type MoveTo = 'top' | 'up' | 'down' | 'end';

/**
 * Before which of the waiting ones the chosen go (null: behind all); undefined: they are there already.
 * `waiting` and `chosen` are in the order of their rows.
 */
export function placeToMove(
  waiting: readonly string[],
  chosen: readonly string[],
  to: MoveTo,
): string | null | undefined {
  const moving = new Set(chosen);
  const [first] = chosen;
  const last = chosen.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const from = waiting.indexOf(first);
  const until = waiting.indexOf(last);
  const isBlock = until - from + 1 === chosen.length;
  switch (to) {
    case 'top':
      return isBlock && from === 0
        ? undefined
        : (waiting.find((id) => !moving.has(id)) ?? undefined);
    case 'end':
      return isBlock && until === waiting.length - 1 ? undefined : null;
    case 'up':
      return isBlock && from === 0 ? undefined : waiting[Math.max(0, from - 1)];
    case 'down': {
      if (isBlock && until === waiting.length - 1) return undefined;
      return waiting[until + 2] ?? null;
    }
  }
}
