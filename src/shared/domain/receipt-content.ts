import type { Receipt } from './receipt.ts';
import { outcomeNames, outcomeTones, receiptSentence } from './receipt-words.ts';
import type { ChecksumAlgorithm, VerifiedBy } from './transfer.ts';
import { withoutUnsafeMarks } from './unsafe-marks.ts';

/** A name and what it is; the second line is less important than the first. */
export interface ReceiptFact {
  readonly name: string;
  readonly value: string;
  readonly second?: string;
  /** Compared letter by letter. */
  readonly mono?: true;
}

/** A receipt in words: the window, the paper and the copied text say exactly this. */
export interface ReceiptContent {
  readonly title: string;
  readonly tone: 'good' | 'warn' | 'bad' | 'neutral';
  readonly sentence: string;
  /** Empty: nothing. */
  readonly nextStep: string;
  /** What a person looks for. */
  readonly facts: readonly ReceiptFact[];
  /** What IT asks for. */
  readonly more: readonly ReceiptFact[];
  /** Of the file, in groups of eight; empty: not known. */
  readonly sha256: readonly string[];
  /** The server's own words; empty: none. */
  readonly reply: string;
  /** The technical detail of what went wrong; empty: nothing. */
  readonly detail: string;
}

/** Where it is read: on paper the zone of the times is said, too. */
export type ReceiptPlace = 'screen' | 'paper';

export function receiptContent(receipt: Receipt, place: ReceiptPlace): ReceiptContent {
  const { sentence, nextStep } = receiptSentence(receipt);
  const { failure } = receipt;
  return {
    title: outcomeNames[receipt.outcome],
    tone: outcomeTones[receipt.outcome],
    sentence: plain(sentence),
    nextStep: plain(nextStep),
    facts: factsOf(receipt, place),
    more: moreFacts(receipt),
    sha256: receipt.sha256?.match(/.{1,8}/g) ?? [],
    reply: plainLines(receipt.reply ?? ''),
    detail:
      failure === null
        ? ''
        : plainLines([failure.code, failure.detail].filter((part) => part !== '').join(': ')),
  };
}

function factsOf(receipt: Receipt, place: ReceiptPlace): readonly ReceiptFact[] {
  const { kind, direction, siteLabel, host, messages, sentBy, computer } = receipt;
  const isMessage = kind === 'message';
  const address = host === '' ? '' : `${host}, port ${receipt.port}`;
  return saying(
    { name: isMessage ? 'Message' : 'File', value: receipt.name },
    { name: timeName(receipt), ...timeWords(receipt, place) },
    { name: 'Site', value: siteLabel === '' ? address : siteLabel, second: siteLabel && address },
    { name: 'Signed in as', value: receipt.username },
    { name: 'Size', value: sizeWords(receipt) },
    {
      name: 'Messages',
      value: isMessage || messages === null ? '' : messages.toLocaleString('en-US'),
    },
    {
      name: direction === 'upload' ? 'Sent by' : 'Fetched by',
      value: sentBy,
      second: computer === '' ? '' : `on ${computer}`,
    },
  );
}

const moreFacts = ({
  kind,
  fingerprint,
  localPath,
  remotePath,
  version,
}: Receipt): readonly ReceiptFact[] =>
  saying(
    { name: 'Identity', value: fingerprint ?? '', mono: true },
    { name: kind === 'message' ? 'In the file' : 'Local path', value: localPath },
    { name: 'Remote path', value: remotePath ?? '' },
    { name: 'App version', value: version === '' ? '' : `CIIS Connect ${version}` },
  );

/** Those that say something. */
const saying = (...all: readonly ReceiptFact[]): readonly ReceiptFact[] =>
  all
    .filter(({ value }) => value !== '')
    .map(({ second = '', ...fact }) => ({
      ...fact,
      value: plainLines(fact.value),
      ...(second === '' ? {} : { second: plain(second) }),
    }));

/** "Sent" only where all of it was. */
function timeName({ outcome, direction }: Receipt): string {
  switch (outcome) {
    case 'failed':
    case 'cancelled':
    case 'skipped':
      return 'When';
    default:
      return direction === 'upload' ? 'Sent' : 'Downloaded';
  }
}

const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'full' });
const clock = {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
} as const;
const time = new Intl.DateTimeFormat('en-US', clock);
const timeInZone = new Intl.DateTimeFormat('en-US', { ...clock, timeZoneName: 'short' });

/** "Friday, November 20, 2026", "10:32:07 to 10:32:11"; over midnight both with their days. */
function timeWords(
  { startedAt, endedAt }: Receipt,
  place: ReceiptPlace,
): Pick<ReceiptFact, 'value' | 'second'> {
  const end = (place === 'paper' ? timeInZone : time).format(endedAt);
  if (startedAt === null || time.format(startedAt) === time.format(endedAt))
    return { value: day.format(endedAt), second: end };
  if (day.format(startedAt) === day.format(endedAt))
    return { value: day.format(endedAt), second: `${time.format(startedAt)} to ${end}` };
  return {
    value: `${day.format(startedAt)}, ${time.format(startedAt)}`,
    second: `to ${day.format(endedAt)}, ${end}`,
  };
}

const checksumNames: Readonly<Record<ChecksumAlgorithm, string>> = {
  'sha-512': 'SHA-512',
  'sha-256': 'SHA-256',
  'sha-1': 'SHA-1',
  md5: 'MD5',
  'crc-32': 'CRC-32',
};

function sizeWords({ size, outcome, verifiedBy }: Receipt): string {
  if (size === null) return '';
  const bytes = size === 1 ? '1 byte' : `${size.toLocaleString('en-US')} bytes`;
  if (outcome === 'verified') return `${bytes}, ${verifiedWords(verifiedBy ?? 'size')}`;
  return outcome === 'accepted' ? `${bytes}, not checked` : bytes;
}

const verifiedWords = (by: VerifiedBy): string =>
  by === 'size' ? 'read back equal' : `checksum (${checksumNames[by]}) equal`;

const plain = withoutUnsafeMarks;
const plainLines = (text: string): string => text.trim().split(/\r?\n/).map(plain).join('\n');
