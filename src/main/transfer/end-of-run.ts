import type { Transfer } from '../../shared/domain/transfer.ts';
import { retryDelay, type RetryParts } from './retry.ts';
import type { Outcome } from './run.ts';
import type { NoConnection } from './site-lines.ts';
import { failedBeforeStart, transition, type TransferEvent } from './transition.ts';

export interface EndParts {
  /** Ms since 1970. */
  readonly at: number;
  readonly retry: RetryParts;
  /** The program ends. */
  readonly closed: boolean;
  /** A person, or the end of the program, asked for its end. */
  readonly stopped: boolean;
  /** That its site could not be connected to. */
  readonly noConnection: FoundNoConnection | null;
  /** The site's files that wait. */
  readonly waiting: () => readonly Transfer[];
}

/** `first`: by this run; those beside it have met the same. */
export type FoundNoConnection = NoConnection & { readonly first: boolean };

/** What a run's end is for its transfer, and those that wait as they are then. */
export interface RunEnd {
  readonly event: TransferEvent;
  readonly along: readonly Transfer[];
}

/**
 * What the end of a run means for its transfer and those behind it: a site that can't be connected to is
 * not tried for each of them, and one that was disconnected is not connected again without being asked.
 */
export function endOf(transfer: Transfer, outcome: Outcome, parts: EndParts): RunEnd {
  switch (outcome.kind) {
    case 'finish':
      return { event: { ...outcome, at: parts.at }, along: [] };
    case 'cancel':
      return endOfCancelled(outcome.sentBytes, parts);
    case 'fail':
      return endOfFailed(transfer, outcome, parts);
  }
}

function endOfCancelled(sentBytes: number, { at, closed, stopped, waiting }: EndParts): RunEnd {
  if (closed) return { event: { kind: 'interrupt', at, sentBytes }, along: [] };
  const held = stopped ? [] : waiting().map((each) => transition(each, { kind: 'pause' }) ?? each);
  return { event: { kind: 'cancel', at, sentBytes }, along: held };
}

function endOfFailed(
  transfer: Transfer,
  outcome: Extract<Outcome, { kind: 'fail' }>,
  parts: EndParts,
): RunEnd {
  const { at, retry, closed, stopped, noConnection } = parts;
  const { failure } = outcome;
  const delay = retryDelay(failure, transfer.tries, retry);
  let retryAt = delay === null ? null : at + delay;
  let along: readonly Transfer[] = [];
  if (noConnection !== null) {
    if (noConnection.retryAt === null && noConnection.first)
      along = parts.waiting().map((each) => failedBeforeStart(each, failure, at));
    if (delay !== null) retryAt = noConnection.retryAt;
  }
  // A person who wants its end gets it.
  const mayGoOn = closed || !stopped;
  const event: TransferEvent =
    retryAt !== null && mayGoOn ? { kind: 'try-again', retryAt, failure } : { ...outcome, at };
  return { event, along };
}
