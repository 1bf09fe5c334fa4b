import type { Site } from '../../../shared/domain/site.ts';
import type { Transfer } from '../../../shared/domain/transfer.ts';
import { formatSize } from '../../app/format-size.ts';
import { formatClock } from '../../app/format-time.ts';
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
}

/** Whole percent of a file that were sent, never 100 before all of it was. */
export const percentSent = (sent: number, size: number): number =>
  size <= 0 ? 0 : Math.min(100, Math.floor((sent / size) * 100));

/** How a transfer stands or ended, in words. */
export function transferWords(
  transfer: Transfer,
  { site, isNext, queuePaused }: TransferSurroundings,
): TransferWords {
  const percent = percentSent(transfer.sentBytes, transfer.size);
  switch (transfer.status) {
    case 'waiting':
      return muted(
        queuePaused ? 'Waiting. The queue is paused' : isNext ? 'Waiting, next in line' : 'Waiting',
      );
    case 'sending':
      return muted(transfer.direction === 'upload' ? 'Sending' : 'Downloading');
    case 'paused':
      return muted(percent === 0 ? 'Paused' : `Paused at ${percent}%`);
    case 'interrupted':
      return interruptedWords(transfer, site);
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
  const facts = [
    formatSize(transfer.size),
    ...(transfer.endedAt === null ? [] : [formatClock(transfer.endedAt)]),
  ].join(', ');
  const checked = transfer.status === 'verified';
  if (transfer.direction === 'download')
    return {
      strong: checked ? 'Downloaded and checked:' : 'Downloaded:',
      rest: facts,
      tone: 'plain',
    };
  const by = serverName(site);
  return checked
    ? { strong: `Accepted by ${by} and checked:`, rest: facts, tone: 'plain' }
    : {
        strong: `Accepted by ${by}.`,
        rest: "It was collected at once, so it can't be checked again",
        tone: 'plain',
      };
}

function interruptedWords(transfer: Transfer, site: Site | undefined): TransferWords {
  const { sentence, nextStep } = describeSiteFailure(
    transfer.failure ?? { code: 'interrupted', detail: '' },
    site,
    { file: transfer.name },
  );
  return { strong: sentence, rest: nextStep, tone: 'warn' };
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
