import { useCallback, useLayoutEffect, useMemo, useState, type RefObject } from 'react';
import { listWindow, type RowRange } from './list-window.ts';

interface RowWindow {
  readonly range: RowRange;
  /** For the element that scrolls. */
  readonly measure: () => void;
  readonly scrollToRow: (row: number) => void;
  /** See listWindow. */
  readonly rowOfKey: (key: string, focused: number) => number | null;
}

/** Which rows of a long list are in sight. `head`: the height of what stays on top of them, in pixels. */
export function useRowWindow(
  frame: RefObject<HTMLElement | null>,
  { total, rowHeight, head }: { total: number; rowHeight: number; head: number },
): RowWindow {
  const rows = useMemo(() => listWindow(rowHeight), [rowHeight]);
  const [range, setRange] = useState<RowRange>({ from: 0, to: 0 });
  const measure = useCallback(() => {
    const element = frame.current;
    if (element === null) return;
    const next = rows.rowsInSight(element.scrollTop, element.clientHeight - head, total);
    setRange((known) => (known.from === next.from && known.to === next.to ? known : next));
  }, [frame, rows, head, total]);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame, measure]);
  return {
    range,
    measure,
    scrollToRow: (row) => {
      const element = frame.current;
      if (element === null) return;
      const top = rows.scrollToRow(row, element.scrollTop, element.clientHeight - head);
      if (top !== null) element.scrollTop = top;
    },
    rowOfKey: (key, focused) =>
      rows.rowOfKey(key, { focused, total, height: (frame.current?.clientHeight ?? 0) - head }),
  };
}
