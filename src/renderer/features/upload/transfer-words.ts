import type { Site } from '../../../shared/domain/site.ts';
import { arrivedWords as wordsOfArrival } from '../../../shared/domain/receipt-words.ts';
import type { Transfer } from '../../../shared/domain/transfer.ts';
import { describeSiteFailure, serverName } from '../../app/site-words.ts';

/** A row's sentence: strong first words, plain rest; only what needs a look has a tone. */
export interface TransferWords {
  readonly strong: string;
  readonly rest: string;
  readonly tone: 'plain' | 'muted' | 'warn' | 'bad';
}

export interface TransferSurroundings {
  readonly site: Site | undefined;
  readonly isNext: boolean;
  readonly queuePaused: boolean;
  /** Until it is begun again by itself. */
  readonly secondsLeft: number;
}

/** How often a file is begun again by itself. */
const mostTries = 3;

/** Whole percent of a file that were sent, never 100 before all of it was. */
export const percentSent = (sent: number, size: number): number =>
  size <= 0 ? 0 : Math.min(100, Math.floor((sent / size) * 100));

/** How a transfer stands or ended, in words. */
export function transferWords(
  transfer: Transfer,
  { site, isNext, queuePaused, secondsLeft }: TransferSurroundings,
): TransferWords {
  const percent = percentSent(transfer.sentBytes, transfer.size);
  switch (transfer.status) {
    case 'waiting':
      return waitingWords(transfer, site, { isNext, queuePaused, secondsLeft });
    case 'sending':
      return muted(transfer.direction === 'upload' ? 'Sending' : 'Downloading');
    case 'paused':
      return muted(percent === 0 ? 'Paused' : `Paused at ${percent}%`);
    case 'interrupted':
      return interruptedWords(transfer, site, percent);
    case 'verified':
    case 'accepted':
      return arrivedWords(transfer, site);
    case 'unknown':
    case 'failed':
      return failedWords(transfer, site, percent);
    case 'cancelled':
      return muted(
        percent === 0
          ? 'Stopped before anything was sent'
          : `Stopped. ${percent}% had been ${transfer.direction === 'upload' ? 'sent' : 'received'}`,
      );
    case 'skipped':
      return muted('Not sent. A file of this name was there already');
  }
}

const muted = (rest: string): TransferWords => ({ strong: '', rest, tone: 'muted' });

function arrivedWords(transfer: Transfer, site: Site | undefined): TransferWords {
  const words = wordsOfArrival(transfer, transfer.status === 'verified', serverName(site));
  if (transfer.failure === null) return { ...words, tone: 'plain' };
  // It is there all the same: what went wrong beside it is a remark.
  const { sentence, nextStep } = describeSiteFailure(transfer.failure, site, {
    file: transfer.name,
  });
  return { strong: sentence, rest: nextStep, tone: 'warn' };
}

function waitingWords(
  { failure, retryAt, tries, name }: Transfer,
  site: Site | undefined,
  { isNext, queuePaused, secondsLeft }: Omit<TransferSurroundings, 'site'>,
): TransferWords {
  if (retryAt === null || failure === null)
    return muted(
      queuePaused ? 'Waiting. The queue is paused' : isNext ? 'Waiting, next in line' : 'Waiting',
    );
  const { sentence } = describeSiteFailure(failure, site, { file: name });
  const when = queuePaused
    ? 'The queue is paused'
    : secondsLeft === 0
      ? `Trying again (${tries} of ${mostTries})`
      : `Trying again in ${secondsLeft} s (${tries} of ${mostTries})`;
  return { strong: sentence, rest: when, tone: 'plain' };
}

/** Shorter than the sentence of its code: there may be many of them. */
function interruptedWords(
  { direction }: Transfer,
  site: Site | undefined,
  percent: number,
): TransferWords {
  return {
    strong: percent === 0 ? 'Interrupted.' : `Interrupted at ${percent}%.`,
    rest:
      direction === 'upload'
        ? `${serverName(site)} does not have all of it. Go on to send it.`
        : 'Not all of it is here. Go on to fetch it.',
    tone: 'plain',
  };
}

function failedWords(transfer: Transfer, site: Site | undefined, percent: number): TransferWords {
  const unknown = transfer.status === 'unknown';
  const failure = unknown
    ? ({ code: 'reply-lost', detail: '' } as const)
    : (transfer.failure ?? ({ code: 'internal', detail: '' } as const));
  const { sentence, nextStep } = describeSiteFailure(failure, site, { file: transfer.name });
  const strong =
    failure.code === 'link-lost' && percent > 0
      ? sentence.replace(/\.$/, ` at ${percent}%.`)
      : sentence;
  return { strong, rest: nextStep, tone: unknown ? 'warn' : 'bad' };
}
