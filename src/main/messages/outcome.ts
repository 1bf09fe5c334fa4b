import type { AppError } from '../../shared/domain/error.ts';
import { verdictNames } from '../../shared/domain/message.ts';
import { readAcknowledgement } from '../hl7/read-acknowledgement.ts';
import { safeLine } from '../log/safe-text.ts';
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
    answer: { kind: 'answer', text, receivedAt },
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
