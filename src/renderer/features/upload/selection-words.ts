import type { EntryKind } from '../../../shared/domain/remote-entry.ts';
import { formatSize } from '../../app/format-size.ts';

interface Selected {
  readonly kind: EntryKind;
  readonly size: number;
}

const counted = (count: number, word: string): string =>
  `${count} ${word}${count === 1 ? '' : 's'}`;

/** "3 files", "1 folder", "2 files and 1 folder". */
export function countWords(selected: readonly Selected[]): string {
  const folders = selected.filter(({ kind }) => kind === 'folder').length;
  const files = selected.length - folders;
  if (folders === 0) return counted(files, 'file');
  if (files === 0) return counted(folders, 'folder');
  return `${counted(files, 'file')} and ${counted(folders, 'folder')}`;
}

/** What the button says: "Send 3 files"; "Send" while nothing is selected. */
export function sendWords(selected: readonly Selected[]): string {
  if (selected.length === 0) return 'Send';
  const mixed = new Set(selected.map(({ kind }) => kind === 'folder')).size > 1;
  return mixed ? `Send ${selected.length} items` : `Send ${countWords(selected)}`;
}

/** The size of the selected files; null where folders are among them, whose size is not known. */
export function sizeWords(selected: readonly Selected[]): string | null {
  if (selected.length === 0 || selected.some(({ kind }) => kind === 'folder')) return null;
  return formatSize(selected.reduce((sum, { size }) => sum + size, 0));
}
