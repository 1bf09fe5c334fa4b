import type { Failure } from '../../shared/domain/error.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';

/** How a file ended, with all that is known of it. */
interface End {
  readonly at: number;
  readonly sentBytes: number;
  readonly sha256: string | null;
  readonly reply: string | null;
}

/** What became known when the file was opened, before any of it is sent. */
export interface Prepared {
  readonly name: string;
  readonly remotePath: string;
  readonly size: number;
  readonly localModifiedAt: number | null;
}

export type TransferEvent =
  | { readonly kind: 'start'; readonly at: number }
  | ({ readonly kind: 'prepared' } & Prepared)
  | ({
      readonly kind: 'finish';
      readonly status: 'verified' | 'accepted' | 'unknown' | 'skipped';
      readonly failure: Failure | null;
    } & End)
  | ({ readonly kind: 'fail'; readonly failure: Failure } & End)
  | { readonly kind: 'cancel'; readonly at: number; readonly sentBytes: number }
  | { readonly kind: 'interrupt'; readonly at: number; readonly sentBytes: number }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'retry' };

/** A file that was paused under way is still under way: it holds its place on the link. */
export const isUnderWay = ({ status, startedAt }: Transfer): boolean =>
  status === 'sending' || (status === 'paused' && startedAt !== null);

/** The transfer after an event, or null where that event can't happen to it. An end changes by "retry" only. */
export function transition(transfer: Transfer, event: TransferEvent): Transfer | null {
  return fits(transfer, event.kind) ? after(transfer, event) : null;
}

function fits(transfer: Transfer, kind: TransferEvent['kind']): boolean {
  const { status } = transfer;
  switch (kind) {
    case 'start':
      return status === 'waiting';
    case 'prepared':
    case 'finish':
    case 'interrupt':
      return isUnderWay(transfer);
    case 'fail':
      return status === 'waiting' || isUnderWay(transfer);
    case 'cancel':
      return ['waiting', 'sending', 'paused', 'interrupted'].includes(status);
    case 'pause':
      return status === 'waiting' || status === 'sending';
    case 'resume':
      return status === 'paused';
    case 'retry':
      return ['interrupted', 'unknown', 'failed', 'cancelled', 'skipped'].includes(status);
  }
}

function after(transfer: Transfer, event: TransferEvent): Transfer {
  switch (event.kind) {
    case 'start':
      return { ...transfer, status: 'sending', startedAt: event.at };
    case 'prepared': {
      const { name, remotePath, size, localModifiedAt } = event;
      return { ...transfer, name, remotePath, size, localModifiedAt };
    }
    case 'finish':
      return { ...transfer, ...end(event), status: event.status, failure: event.failure };
    case 'fail':
      return { ...transfer, ...end(event), status: 'failed', failure: event.failure };
    case 'cancel':
      return {
        ...transfer,
        status: 'cancelled',
        sentBytes: event.sentBytes,
        failure: null,
        endedAt: event.at,
      };
    case 'interrupt':
      return {
        ...transfer,
        status: 'interrupted',
        sentBytes: event.sentBytes,
        failure: { code: 'interrupted', detail: '' },
        endedAt: event.at,
      };
    case 'pause':
      return { ...transfer, status: 'paused' };
    case 'resume':
      return { ...transfer, status: transfer.startedAt === null ? 'waiting' : 'sending' };
    case 'retry':
      return {
        ...transfer,
        status: 'waiting',
        sentBytes: 0,
        sha256: null,
        reply: null,
        failure: null,
        startedAt: null,
        endedAt: null,
      };
  }
}

function end({ at, sentBytes, sha256, reply }: End) {
  return { endedAt: at, sentBytes, sha256, reply };
}

/** For what is known before a transfer starts: an empty file, a site that can't be connected to. */
export function failedBeforeStart(transfer: Transfer, failure: Failure, at: number): Transfer {
  const end = { at, failure, sentBytes: 0, sha256: null, reply: null };
  return transition(transfer, { kind: 'fail', ...end }) ?? transfer;
}

/** For what is stopped before it can start. */
export const cancelledBeforeStart = (transfer: Transfer, at: number): Transfer =>
  transition(transfer, { kind: 'cancel', at, sentBytes: 0 }) ?? transfer;
