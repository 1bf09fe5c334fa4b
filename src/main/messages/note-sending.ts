import { AppError, toFailure, type Failure } from '../../shared/domain/error.ts';
import type { SentOutcome } from '../../shared/domain/inspection.ts';
import type { Outcome } from './message-ledger.ts';
import type { SentIds } from './sent-ids.ts';

export interface SentNotes {
  readonly sent: SentIds;
  readonly notice: (failure: Failure) => void;
}

export interface SentMessage {
  readonly siteId: string;
  readonly fileId: string;
  readonly controlId: string;
}

/** Sends a message that is noted before. Rejects as `send` does, or `storage-failed`: then nothing was sent. */
export async function noteSending<T>(
  { sent, notice }: SentNotes,
  { siteId, fileId, controlId }: SentMessage,
  send: () => Promise<T>,
): Promise<T> {
  sent.note(siteId, fileId, controlId);
  try {
    return await send();
  } catch (thrown) {
    told(notice, () => {
      if (mayHaveArrived(thrown)) sent.ended(siteId, fileId, controlId, 'unknown');
      else sent.takeBack(siteId, fileId, controlId);
    });
    throw thrown;
  }
}

/** Notes what the registry said of it; in the same write `record` keeps what became of it. */
export function noteOutcome(
  { sent, notice }: SentNotes,
  { siteId, fileId, controlId }: SentMessage,
  outcome: Outcome,
  record: () => void,
): void {
  told(notice, () =>
    sent.atOnce(() => {
      if (outcome.state === 'answered') sent.ended(siteId, fileId, controlId, sentOutcome(outcome));
      record();
    }),
  );
}

function sentOutcome({ verdict }: Outcome): SentOutcome {
  switch (verdict) {
    case 'accepted':
    case 'accepted-with-remarks':
      return 'accepted';
    case 'not-accepted':
      return 'not-accepted';
    case 'no-proper-answer':
    case null:
      return 'unknown';
  }
}

/** Its answer was lost, or is none that says that the registry did not take it. */
function mayHaveArrived(thrown: unknown): boolean {
  if (!(thrown instanceof AppError)) return true;
  switch (thrown.code) {
    case 'reply-lost':
    case 'gateway-page':
    case 'gateway-fault':
    case 'gateway-no-answer':
    case 'internal':
      return true;
    default:
      return false;
  }
}

/** The message is on its way or answered: what can't be noted is told, and changes nothing else. */
function told(notice: (failure: Failure) => void, note: () => void): void {
  try {
    note();
  } catch (thrown) {
    notice(toFailure(thrown));
  }
}
