import type { EntryKind } from '../../../shared/domain/remote-entry.ts';

export type SortColumn = 'name' | 'size' | 'changed';
export interface Sort {
  readonly column: SortColumn;
  readonly direction: 'ascending' | 'descending';
}

/** A file or folder as a row. */
export interface FileRow {
  readonly name: string;
  readonly kind: EntryKind;
  readonly size: number;
  readonly modifiedAt: number | null;
}

export type Compare<Entry> = (one: Entry, other: Entry) => number;

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Folders first; then by the column; what is equal by name, so that the order never wavers. */
export function entryOrder({ column, direction }: Sort): Compare<FileRow> {
  const sign = direction === 'ascending' ? 1 : -1;
  const compare = (a: FileRow, b: FileRow): number => {
    if (column === 'size') return a.size - b.size;
    if (column === 'changed') return (a.modifiedAt ?? 0) - (b.modifiedAt ?? 0);
    return byName.compare(a.name, b.name);
  };
  return (a, b) =>
    Number(b.kind === 'folder') - Number(a.kind === 'folder') ||
    sign * compare(a, b) ||
    byName.compare(a.name, b.name);
}

export const sortEntries = <Entry extends FileRow>(
  entries: readonly Entry[],
  sort: Sort,
): readonly Entry[] => [...entries].sort(entryOrder(sort));
