import type { HistoryCount } from '../../../shared/domain/receipt.ts';

/** "48 files and messages", "at least 10,000 files and messages"; empty where there is nothing to count. */
export function countWords(count: HistoryCount | null): string {
  if (count === null || count.count === 0) return '';
  const number = count.count.toLocaleString('en-US');
  if (count.kind === 'at-least') return `at least ${number} files and messages`;
  return count.count === 1 ? '1 file or message' : `${number} files and messages`;
}
