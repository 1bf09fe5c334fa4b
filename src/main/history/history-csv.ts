import { setImmediate as nextTurn } from 'node:timers/promises';
import { csvLine, csvMark } from '../../shared/domain/csv-line.ts';
import type { HistoryFilter, Outcome, Receipt } from '../../shared/domain/receipt.ts';
import type { History } from './history.ts';

/** How a column of the table is called, and what is in it. */
const columns: readonly (readonly [title: string, (receipt: Receipt) => string])[] = [
  ['Ended', ({ endedAt }) => localTime(endedAt)],
  ['Started', ({ startedAt }) => (startedAt === null ? '' : localTime(startedAt))],
  ['Result', ({ outcome }) => outcomeWords[outcome]],
  ['Kind', ({ kind }) => (kind === 'file' ? 'File' : 'Message')],
  ['Direction', ({ direction }) => (direction === 'upload' ? 'Sent' : 'Received')],
  ['Name', ({ name }) => name],
  ['Site', ({ siteLabel }) => siteLabel],
  ['Protocol', ({ protocol }) => protocol],
  ['Host', ({ host }) => host],
  ['Port', ({ port, host }) => (host === '' ? '' : String(port))],
  ['Signed in as', ({ username }) => username],
  ['Identity', ({ fingerprint }) => fingerprint ?? ''],
  ['Local file', ({ localPath }) => localPath],
  ['Changed', ({ localModifiedAt: at }) => (at === null ? '' : localTime(at))],
  ['Remote path', ({ remotePath }) => remotePath ?? ''],
  ['Bytes', ({ size }) => numberText(size)],
  ['SHA-256', ({ sha256 }) => sha256 ?? ''],
  ['Messages', ({ messages }) => numberText(messages)],
  ['Verified by', ({ verifiedBy }) => verifiedBy ?? ''],
  ['Reply', ({ reply }) => reply ?? ''],
  ['Failure', ({ failure }) => failure?.code ?? ''],
  ['Details', ({ failure }) => failure?.detail ?? ''],
  ['Sent by', ({ sentBy }) => sentBy],
  ['Computer', ({ computer }) => computer],
  ['Program', ({ version }) => version],
];

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  verified: 'Accepted and checked',
  accepted: 'Accepted',
  unknown: 'Unknown',
  failed: 'Failed',
  cancelled: 'Cancelled',
  skipped: 'Skipped',
  'accepted-with-remarks': 'Accepted with remarks',
  'not-accepted': 'Not accepted',
  'no-proper-answer': 'No proper answer',
};

const numberText = (value: number | null): string => (value === null ? '' : String(value));

const pageSize = 250;

/** The receipts that fit, newest first, as a table for spreadsheets; at most `limit`. Other things are done between its pieces. */
export async function* historyCsv(
  history: Pick<History, 'list'>,
  filter: HistoryFilter,
  limit = Infinity,
): AsyncGenerator<string> {
  yield csvLine(columns.map(([title]) => title));
  for await (const receipts of pagesOf(history, filter, limit)) {
    yield receipts.map((receipt) => csvLine(columns.map(([, read]) => read(receipt)))).join('');
  }
}

/** Begins it so that Excel, which would take it for another encoding, reads it right. */
export async function* forSpreadsheets(csv: AsyncIterable<string>): AsyncGenerator<string> {
  yield csvMark;
  yield* csv;
}

/** All that fit, newest first, a page at a time and with a turn for other things between them. */
export async function* pagesOf(
  history: Pick<History, 'list'>,
  filter: HistoryFilter,
  limit: number,
): AsyncGenerator<readonly Receipt[]> {
  let before: number | null = null;
  let left = limit;
  do {
    const page = history.list(filter, before, Math.min(pageSize, left));
    before = page.next;
    left -= page.receipts.length;
    yield page.receipts;
    await nextTurn();
  } while (before !== null && left > 0);
}

/** ISO 8601 by the clock on the wall here, with how far that is from UTC: 2026-11-24T08:05:01-07:00. */
export function localTime(at: number): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return '';
  const offset = -time.getTimezoneOffset();
  const wall = new Date(at + offset * 60_000).toISOString().slice(0, 19);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const ahead = Math.abs(offset);
  return `${wall}${offset < 0 ? '-' : '+'}${two(ahead / 60)}:${two(ahead % 60)}`;
}
