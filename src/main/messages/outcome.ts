import type { AppError } from '../../shared/domain/error.ts';
import { verdictNames } from '../../shared/domain/message.ts';
import { readAcknowledgement } from '../hl7/read-acknowledgement.ts';
import { safeLine } from '../log/safe-text.ts';
import { keptAnswer } from './kept-answer.ts';
import type { Outcome } from './message-ledger.ts';

interface Sent {
  readonly controlId: string;
  readonly sentAt: number;
}

export function answered(text: string, { controlId, sentAt }: Sent, receivedAt: number): Outcome {
  const { verdict, code, errors } = readAcknowledgement(text, controlId);
  const codes = errors.flatMap((error) => (error.code === null ? [] : [shownCode(error.code)]));
  return {
    state: 'answered',
    verdict,
    acknowledgement: code,
    codes: [...new Set(codes)].slice(0, mostCodes),
    failure: null,
    answer: keptAnswer(text, verdict, receivedAt),
    sentAt,
  };
}

const mostCodes = 20;
const shownCode = (code: string): string => safeLine(code, 20);

/** Something came that is no answer of the contract. */
export const answeredBadly = (error: AppError, sentAt: number, receivedAt: number): Outcome => ({
  ...nothing,
  state: 'answered',
  verdict: 'no-proper-answer',
  answer: { kind: 'no-answer', words: error.detail, receivedAt },
  sentAt,
});

export const failedWith = (error: AppError, sentAt: number): Outcome => ({
  ...nothing,
  state: 'failed',
  failure: error.toFailure(),
  sentAt: wasSent(error) ? sentAt : null,
});

/** One that is tried again, or was to be: how it ends if it is not. */
export const triedInVain = (error: AppError, sentAt: number): Outcome =>
  mayHaveArrived(error) ? unknownAfter(error, sentAt) : failedWith(error, sentAt);

/**
 * What is known of a message that was sent before, now that sending it again has ended: one that did not get
 * there takes nothing back of what the registry said or may have.
 */
export function knownAfter(before: Outcome | undefined, now: Outcome): Outcome {
  if (before === undefined || now.state === 'answered' || now.state === 'unknown') return now;
  if (now.state === 'cancelled') return before;
  if (before.state === 'failed' || before.state === 'cancelled') return now;
  // It was refused, and now the gateway did not take it either: it is surely not there.
  if (before.verdict === 'not-accepted' && now.sentAt !== null) return now;
  return before;
}

export const unknownAfter = (error: AppError, sentAt: number): Outcome => ({
  ...nothing,
  state: 'unknown',
  failure: error.toFailure(),
  sentAt,
});

const nothing = {
  verdict: null,
  acknowledgement: null,
  codes: [],
  failure: null,
  answer: null,
} as const;

export const cancelledUnsent: Outcome = { ...nothing, state: 'cancelled', sentAt: null };

/** The gateway itself refused it. */
const wasSent = ({ code }: AppError): boolean =>
  code.startsWith('gateway-') || code === 'login-refused';

/** A gateway that gave up on what is behind it (502, 504) can't tell; one that is down (503) has passed on nothing. */
function mayHaveArrived({ code, detail }: AppError): boolean {
  if (code !== 'gateway-page') return false;
  const status = Number(/^HTTP (\d{3})\b/.exec(detail)?.[1] ?? 500);
  return status >= 500 && status !== 503;
}

/** For the session log: verdict and codes, no more. */
export function outcomeWords({ state, verdict, acknowledgement, codes, failure }: Outcome): string {
  switch (state) {
    case 'answered': {
      const word = verdictNames[verdict ?? 'no-proper-answer'].toLowerCase();
      const details = [acknowledgement, ...codes].filter((each) => each !== null);
      return details.length === 0 ? word : `${word} (${details.join(' ')})`;
    }
    case 'failed':
      return `not sent (${failure?.code ?? ''})`;
    case 'unknown':
      return `sent without an answer (${failure?.code ?? ''})`;
    case 'cancelled':
      return 'not sent (stopped)';
  }
}
