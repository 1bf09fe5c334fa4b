import type { Failure } from '../../shared/domain/error.ts';
import type { Transfer, VerifiedBy } from '../../shared/domain/transfer.ts';

/** How a file ended, with all that is known of it. */
interface End {
  readonly at: number;
  readonly sentBytes: number;
  readonly sha256: string | null;
  readonly reply: string | null;
  readonly fingerprint: string | null;
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
  /** It is about to be begun on the server. */
  | ({ readonly kind: 'prepared' } & Prepared)
  /** Its last piece is about to be sent. */
  | { readonly kind: 'last-piece' }
  /** It was broken off, and is begun again by itself; one that a person has paused waits for them. */
  | { readonly kind: 'try-again'; readonly retryAt: number; readonly failure: Failure }
  /** The pre-flight check has looked at it. */
  | { readonly kind: 'looked-at'; readonly sha256: string; readonly messages: number | null }
  | ({
      readonly kind: 'finish';
      readonly status: 'verified' | 'accepted' | 'unknown' | 'skipped';
      readonly failure: Failure | null;
      readonly verifiedBy: VerifiedBy | null;
    } & End)
  | ({
      readonly kind: 'fail';
      readonly failure: Failure;
      /** Where it is known that the server has nothing of it; else it may have a part. */
      readonly serverMayHave?: 'nothing';
    } & End)
  | { readonly kind: 'cancel'; readonly at: number; readonly sentBytes: number }
  /** The program ends, or had ended, while it was under way. Where the server may have it whole its end is then unknown. */
  | { readonly kind: 'interrupt'; readonly at: number; readonly sentBytes: number }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  /** A person asks for it; of one that counts down to its next try: now. */
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
    case 'last-piece':
    case 'finish':
    case 'interrupt':
    case 'try-again':
      return isUnderWay(transfer);
    case 'looked-at':
      return status === 'waiting' || isUnderWay(transfer);
    case 'fail':
      return status === 'waiting' || isUnderWay(transfer);
    case 'cancel':
      return ['waiting', 'sending', 'paused', 'interrupted'].includes(status);
    case 'pause':
      return status === 'waiting' || status === 'sending';
    case 'resume':
      return status === 'paused';
    case 'retry':
      return (
        (status === 'waiting' && transfer.retryAt !== null) ||
        ['interrupted', 'unknown', 'failed', 'cancelled', 'skipped'].includes(status)
      );
  }
}

function after(transfer: Transfer, event: TransferEvent): Transfer {
  switch (event.kind) {
    case 'start':
      return { ...transfer, status: 'sending', startedAt: event.at, retryAt: null, failure: null };
    case 'prepared': {
      const { name, remotePath, size, localModifiedAt } = event;
      const prepared = { ...transfer, name, remotePath, size, localModifiedAt };
      return transfer.direction === 'upload' ? { ...prepared, serverMayHave: 'part' } : prepared;
    }
    case 'last-piece':
      return { ...transfer, serverMayHave: 'all' };
    case 'try-again': {
      const paused = transfer.status === 'paused';
      return {
        ...transfer,
        status: paused ? 'paused' : 'waiting',
        serverMayHave: atMostPart(transfer),
        tries: transfer.tries + 1,
        retryAt: paused ? null : event.retryAt,
        failure: event.failure,
        sentBytes: 0,
        startedAt: null,
      };
    }
    case 'looked-at':
      return { ...transfer, sha256: event.sha256, messages: event.messages };
    case 'finish':
    case 'fail':
    case 'cancel':
    case 'interrupt':
      return afterEnd(transfer, event);
    case 'pause':
      return { ...transfer, status: 'paused', retryAt: null };
    case 'resume':
      return transfer.startedAt === null
        ? { ...transfer, status: 'waiting', tries: 0, retryAt: null, failure: null }
        : { ...transfer, status: 'sending' };
    case 'retry':
      return {
        ...transfer,
        status: 'waiting',
        serverMayHave: atMostPart(transfer),
        tries: 0,
        retryAt: null,
        sentBytes: 0,
        sha256: null,
        messages: null,
        verifiedBy: null,
        fingerprint: null,
        reply: null,
        failure: null,
        startedAt: null,
        endedAt: null,
      };
  }
}

type EndEvent = Extract<TransferEvent, { kind: 'finish' | 'fail' | 'cancel' | 'interrupt' }>;

function afterEnd(transfer: Transfer, event: EndEvent): Transfer {
  switch (event.kind) {
    case 'finish':
      return {
        ...transfer,
        ...end(event),
        status: event.status,
        failure: event.failure,
        verifiedBy: event.verifiedBy,
      };
    case 'fail':
      return {
        ...transfer,
        ...end(event),
        status: 'failed',
        serverMayHave: event.serverMayHave ?? atMostPart(transfer),
        failure: event.failure,
      };
    case 'cancel':
      return {
        ...transfer,
        status: 'cancelled',
        sentBytes: event.sentBytes,
        retryAt: null,
        failure: null,
        endedAt: event.at,
      };
    case 'interrupt': {
      const known = { ...transfer, sentBytes: event.sentBytes, endedAt: event.at };
      return transfer.serverMayHave === 'all'
        ? { ...known, status: 'unknown', failure: endedTooSoon }
        : { ...known, status: 'interrupted', failure: { code: 'interrupted', detail: '' } };
    }
  }
}

const endedTooSoon: Failure = {
  code: 'reply-lost',
  detail: "The program ended before the server's word came.",
};

/** What is begun again may lie at its place in part: nobody takes it for whole. */
const atMostPart = ({ serverMayHave }: Transfer): Transfer['serverMayHave'] =>
  serverMayHave === 'nothing' ? 'nothing' : 'part';

function end({ at, ...known }: End) {
  return {
    endedAt: at,
    sentBytes: known.sentBytes,
    reply: known.reply,
    // One that ended before it was read keeps what the pre-flight check has read.
    ...(known.sha256 === null ? {} : { sha256: known.sha256 }),
    ...(known.fingerprint === null ? {} : { fingerprint: known.fingerprint }),
    retryAt: null,
  };
}

/** For what is known before a transfer starts: an empty file, a site that can't be connected to. */
export function failedBeforeStart(transfer: Transfer, failure: Failure, at: number): Transfer {
  const end = { at, failure, sentBytes: 0, sha256: null, reply: null };
  return transition(transfer, { kind: 'fail', ...end, fingerprint: null }) ?? transfer;
}

/** For what is stopped before it can start. */
export const cancelledBeforeStart = (transfer: Transfer, at: number): Transfer =>
  transition(transfer, { kind: 'cancel', at, sentBytes: 0 }) ?? transfer;
