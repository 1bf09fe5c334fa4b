import type { Transfer } from '../../shared/domain/transfer.ts';

/** What the rail says about the queue. */
export interface QueueSummary {
  readonly sent: number;
  readonly total: number;
  /** Unknown, failed or interrupted. */
  readonly needLook: number;
  readonly active: number;
  /** When the last file arrived; null: none in the list did. */
  readonly lastSentAt: number | null;
}

export const needsLook = ({ status }: Transfer): boolean =>
  status === 'unknown' || status === 'failed' || status === 'interrupted';

export const isActive = ({ status }: Transfer): boolean =>
  status === 'waiting' || status === 'sending' || status === 'paused';

/**
 * Whether a transfer belongs to the work at hand: it is under way, needs a look, or ended since
 * `since` (when the window opened). What arrived before that is only under Done.
 */
export const isCurrent = (transfer: Transfer, since: number): boolean =>
  isActive(transfer) || needsLook(transfer) || (transfer.endedAt ?? 0) >= since;
