import type { LocalEntry } from '../../../shared/domain/remote-entry.ts';
import type { SentFile } from '../../../shared/domain/receipt.ts';
import { formatDayOf } from '../../app/format-time.ts';

export interface SentWords {
  readonly tone: 'good' | 'warn';
  /** "Today", "Nov 16"; "Unknown" where nobody knows whether it arrived. */
  readonly text: string;
}

/** What the Sent column says of a file; null: nothing, it was not sent as it is now. */
export function sentWords(
  entry: Pick<LocalEntry, 'size' | 'modifiedAt'>,
  sent: SentFile | undefined,
  now: number,
): SentWords | null {
  if (sent === undefined || sent.size !== entry.size || sent.modifiedAt !== entry.modifiedAt)
    return null;
  return sent.outcome === 'unknown'
    ? { tone: 'warn', text: 'Unknown' }
    : { tone: 'good', text: formatDayOf(sent.at, now) };
}
