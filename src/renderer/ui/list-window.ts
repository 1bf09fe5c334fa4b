/** Rows to draw: those in sight and a few around them. */
export interface RowRange {
  readonly from: number;
  /** Behind the last one. */
  readonly to: number;
}

const around = 6;

/** Where the rows of a long list are that draws only what is in sight. Every row has the same height, in pixels. */
export function listWindow(rowHeight: number) {
  const rowsInSight = (scrollTop: number, height: number, total: number): RowRange => {
    const first = Math.floor(Math.max(0, scrollTop) / rowHeight) - around;
    const last = Math.ceil((Math.max(0, scrollTop) + height) / rowHeight) + around;
    const from = Math.max(0, Math.min(first, total));
    return { from, to: Math.max(from, Math.min(total, last)) };
  };

  /** Where to scroll so that a row is in sight; null: it is. */
  const scrollToRow = (row: number, scrollTop: number, height: number): number | null => {
    const top = row * rowHeight;
    if (top < scrollTop) return top;
    if (top + rowHeight > scrollTop + height) return top + rowHeight - height;
    return null;
  };

  /** The row that a key moves to; null: the key moves nothing. `focused` is -1 where there is none yet. */
  const rowOfKey = (
    key: string,
    { focused, total, height }: { focused: number; total: number; height: number },
  ): number | null => {
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    return placeOfKey(key, { at: focused, total, page });
  };

  return { rowsInSight, scrollToRow, rowOfKey };
}

/** The place in a list that a key moves to; null: the key moves nothing. `at` is -1 where there is none yet. */
export function placeOfKey(
  key: string,
  { at, total, page }: { readonly at: number; readonly total: number; readonly page: number },
): number | null {
  if (total === 0) return null;
  const within = (place: number) => Math.min(total - 1, Math.max(0, place));
  switch (key) {
    case 'ArrowDown':
      return within(at + 1);
    case 'ArrowUp':
      return within(at - 1);
    case 'PageDown':
      return within(at + page);
    case 'PageUp':
      return within(at - page);
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    default:
      return null;
  }
}
