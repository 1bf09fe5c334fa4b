import type { EntryKind } from '../../../shared/domain/remote-entry.ts';

export type SortColumn = 'name' | 'size' | 'changed';
export interface Sort {
  readonly column: SortColumn;
  readonly direction: 'ascending' | 'descending';
}

interface Sortable {
  readonly name: string;
  readonly kind: EntryKind;
  readonly size: number;
  readonly modifiedAt: number | null;
}

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Folders first; then by the column; what is equal by name, so that the order never wavers. */
export function sortEntries<Entry extends Sortable>(
  entries: readonly Entry[],
  { column, direction }: Sort,
): readonly Entry[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const compare = (a: Entry, b: Entry): number => {
    if (column === 'size') return a.size - b.size;
    if (column === 'changed') return (a.modifiedAt ?? 0) - (b.modifiedAt ?? 0);
    return byName.compare(a.name, b.name);
  };
  return [...entries].sort(
    (a, b) =>
      Number(b.kind === 'folder') - Number(a.kind === 'folder') ||
      sign * compare(a, b) ||
      byName.compare(a.name, b.name),
  );
}
