import { describeFailure, whoRuns, type ErrorText } from './error-text.ts';
import type { Failure } from './error.ts';
import { formatSize } from './format-size.ts';
import { verdictNames } from './message.ts';
import type { Outcome, Receipt } from './receipt.ts';
import type { Transfer } from './transfer.ts';

/** How a file or a message ended, as a heading. */
export const outcomeNames: Readonly<Record<Outcome, string>> = {
  verified: 'Verified',
  unknown: 'Unknown',
  failed: 'Failed',
  cancelled: 'Cancelled',
  skipped: 'Skipped',
  ...verdictNames,
};

type Tone = 'good' | 'warn' | 'bad' | 'neutral';

/** Green only where the server itself said that it has it. */
export const outcomeTones: Readonly<Record<Outcome, Tone>> = {
  verified: 'good',
  accepted: 'good',
  'accepted-with-remarks': 'warn',
  unknown: 'warn',
  'no-proper-answer': 'warn',
  failed: 'bad',
  'not-accepted': 'bad',
  cancelled: 'neutral',
  skipped: 'neutral',
};

/** A sentence in two parts: the first words carry it. */
interface EndWords {
  readonly strong: string;
  readonly rest: string;
}

const clock = new Intl.DateTimeFormat('en-US', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** "1 message", "1,212 messages" */
export const messagesWords = (count: number): string =>
  count === 1 ? '1 message' : `${count.toLocaleString('en-US')} messages`;

/**
 * That a file arrived: "Accepted by CIIS and checked: 212 messages, 1.4 MB, 10:32". `who` has it now. The
 * queue and the receipts say it in the same words.
 */
export function arrivedWords(
  {
    direction,
    size,
    messages,
    endedAt,
  }: Pick<Transfer, 'direction' | 'messages' | 'endedAt'> & { readonly size: number | null },
  checked: boolean,
  who: string,
): EndWords {
  const facts = [
    ...(messages === null ? [] : [messagesWords(messages)]),
    ...(size === null ? [] : [formatSize(size)]),
    ...(endedAt === null ? [] : [clock.format(endedAt)]),
  ].join(', ');
  if (direction === 'download')
    return { strong: checked ? 'Downloaded and checked:' : 'Downloaded:', rest: facts };
  return checked
    ? { strong: `Accepted by ${who} and checked:`, rest: facts }
    : {
        strong: `Accepted by ${who}.`,
        // CIIS collects files at once; of another server nobody knows why it could not be seen.
        rest:
          who === 'CIIS'
            ? "It was collected at once, so it can't be checked again"
            : 'It was not seen there afterwards',
      };
}

/** What a receipt says on top, and the one thing to do; empty where there is nothing to do. */
export function receiptSentence(receipt: Receipt): ErrorText {
  return receipt.kind === 'message' ? messageSentence(receipt) : fileSentence(receipt);
}

function fileSentence(receipt: Receipt): ErrorText {
  const { outcome, direction } = receipt;
  switch (outcome) {
    case 'verified':
    case 'accepted':
      return arrivedSentence(receipt, outcome === 'verified');
    case 'unknown':
      return failureText(receipt, { code: 'reply-lost', detail: '' });
    case 'cancelled':
      return says(`Stopped before all of it was ${direction === 'upload' ? 'sent' : 'received'}.`);
    case 'skipped':
      return says('Not sent. A file of this name was there already.');
    default:
      return failureText(receipt, receipt.failure ?? nothingKnown);
  }
}

/** What went wrong with a file that is there all the same is said behind it. */
function arrivedSentence(receipt: Receipt, checked: boolean): ErrorText {
  const { strong, rest } = arrivedWords(receipt, checked, whoHas(receipt));
  if (receipt.failure === null) return says(`${strong} ${rest}`);
  const { sentence, nextStep } = failureText(receipt, receipt.failure);
  return { sentence: `${strong} ${sentence}`, nextStep };
}

function messageSentence(receipt: Receipt): ErrorText {
  const { outcome, endedAt } = receipt;
  const who = whoHas(receipt);
  switch (outcome) {
    case 'verified':
    case 'accepted':
      return says(`Accepted by ${who}, ${clock.format(endedAt)}`);
    case 'accepted-with-remarks':
      return says(`${who} took this message and had remarks. Their codes are below.`);
    case 'not-accepted':
      return {
        sentence: `${who} did not take this message.`,
        nextStep: 'Put it right in the record system, then send it again.',
      };
    case 'no-proper-answer':
      return {
        sentence: `What came back says neither yes nor no: ${who} may or may not have this message.`,
        nextStep: `Look in ${who} before you send it again.`,
      };
    case 'unknown':
      return {
        sentence: `${who} may or may not have this message: it was sent, and no answer came back.`,
        nextStep: `Look in ${who} before you send it again.`,
      };
    case 'cancelled':
    case 'skipped':
      return says('Stopped before it was sent.');
    case 'failed':
      return failureText(receipt, receipt.failure ?? nothingKnown);
  }
}

const nothingKnown: Failure = { code: 'internal', detail: '' };

const says = (sentence: string): ErrorText => ({ sentence, nextStep: '' });

/** Who has the file in the end; a site that was gone when it ended has no label. */
const whoHas = ({ host, siteLabel }: Receipt): string =>
  whoRuns({ host, ...(siteLabel === '' ? {} : { label: siteLabel }) });

const failureText = (receipt: Receipt, failure: Failure): ErrorText =>
  describeFailure(failure, {
    file: receipt.name,
    protocol: receipt.protocol,
    ...(receipt.siteLabel === '' ? {} : { label: receipt.siteLabel }),
    ...(receipt.host === '' ? {} : { host: receipt.host, port: receipt.port }),
  });
