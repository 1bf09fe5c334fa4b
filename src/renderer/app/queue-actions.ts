import type { Transfer } from '../../shared/domain/transfer.ts';
import { call } from './api.ts';
import { reportFailure } from './report-failure.ts';
import { useTransfers } from './transfers-store.ts';

type IdsCommand =
  | 'transfers.pause'
  | 'transfers.resume'
  | 'transfers.cancel'
  | 'transfers.retry'
  | 'transfers.clear';

/** Gives main a command for some transfers; nothing for none. */
export function actOn(command: IdsCommand, ids: readonly string[]): void {
  if (ids.length > 0) call(command, { ids: [...ids] }).catch(reportFailure);
}

const idsWhere = (fits: (transfer: Transfer) => boolean): readonly string[] =>
  [...useTransfers.getState().byId.values()].filter(fits).map(({ id }) => id);

export function setQueuePaused(paused: boolean): void {
  call('transfers.setPaused', { paused }).catch(reportFailure);
}

/** Lets a paused queue go on, and with it what was interrupted and what is paused by itself or for its site. */
export function goOnWithAll(): void {
  if (useTransfers.getState().paused) setQueuePaused(false);
  actOn(
    'transfers.resume',
    idsWhere(({ status }) => status === 'paused'),
  );
  actOn(
    'transfers.retry',
    idsWhere(({ status }) => status === 'interrupted'),
  );
}

/** Not the unknown ones: each of those is looked at first. */
export function retryAllFailed(): void {
  actOn(
    'transfers.retry',
    idsWhere(({ status }) => status === 'failed'),
  );
}

export function clearAllFailed(): void {
  actOn(
    'transfers.clear',
    idsWhere(({ status }) => status === 'failed'),
  );
}

/** Takes off the list what is over; never what needs a look. */
export function clearDone(): void {
  const { over, done } = useTransfers.getState().lists;
  actOn('transfers.clear', [...new Set([...over, ...done])]);
}
