import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
} from 'react';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { RowRange } from '../../ui/list-window.ts';
import { Spinner } from '../../ui/Spinner.tsx';
import { chooseAll, chooseRow, showRow } from './choose-rows.ts';
import { rowHeight, rowOfKey, rowsInSight, scrollToRow } from './list-window.ts';
import { needRows } from './load-rows.ts';
import styles from './MessageList.module.css';
import { ListRow, rowId } from './ListRow.tsx';
import { rowAt, useRows } from './row-store.ts';
import { useView } from './view-store.ts';

/**
 * The messages, drawn only where they are in sight: there may be 100,000. A listbox of its own, because
 * React Aria's wants to hold every item; the focus stays on the list and names the row it is at.
 */
export function MessageList({ label }: { readonly label: string }) {
  const total = useRows((state) => state.total);
  const failed = useRows((state) => state.failure !== null);
  const search = useView((state) => state.search);
  const filtered = useView((state) => state.filter !== 'all' || state.search !== '');
  if (failed)
    return (
      <EmptyState>The messages can&apos;t be shown. Press F5 to read the file again.</EmptyState>
    );
  if (total === null)
    return (
      <EmptyState>
        <Spinner size={20} />
      </EmptyState>
    );
  if (total === 0 && filtered)
    return (
      <EmptyState title="Nothing fits">
        {search === ''
          ? 'No message of this file stands like that.'
          : 'No message has these words in its control ID, its type or its content.'}
      </EmptyState>
    );
  return <Rows label={label} total={total} />;
}

function Rows({ label, total }: { readonly label: string; readonly total: number }) {
  const frame = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState<RowRange>({ from: 0, to: 0 });
  const focused = useView((state) => state.focused);
  const measure = useCallback(() => {
    const element = frame.current;
    if (element === null) return;
    const next = rowsInSight(element.scrollTop, element.clientHeight, total);
    setRange((known) => (known.from === next.from && known.to === next.to ? known : next));
  }, [total]);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [measure]);
  useEffect(() => needRows(range), [range]);
  useFocusInSight(frame, focused);

  const shown = Array.from({ length: range.to - range.from }, (_, at) => range.from + at);
  const focusedIsShown = focused >= range.from && focused < range.to;
  return (
    <div
      ref={frame}
      role="listbox"
      tabIndex={0}
      aria-label={`Messages of ${label}`}
      aria-multiselectable
      aria-activedescendant={focusedIsShown ? rowId(focused) : undefined}
      className={styles.list}
      onScroll={measure}
      onKeyDown={(event) => onKey(event, { focused, total })}
    >
      <div role="presentation" className={styles.sheet} style={{ height: total * rowHeight }}>
        {shown.map((position) => (
          <ListRow key={position} position={position} total={total} />
        ))}
      </div>
    </div>
  );
}

/** Scrolls to the row that has the focus, and shows its message once the row has come. */
function useFocusInSight(
  frame: { readonly current: HTMLDivElement | null },
  focused: number,
): void {
  const row = useRows(rowAt(focused));
  useEffect(() => {
    const element = frame.current;
    if (element === null || focused < 0) return;
    const top = scrollToRow(focused, element.scrollTop, element.clientHeight);
    if (top !== null) element.scrollTo({ top });
  }, [frame, focused]);
  const isThere = row !== undefined;
  useEffect(() => {
    if (isThere && useView.getState().anchor === focused) showRow(focused);
  }, [isThere, focused]);
}

function onKey(
  event: KeyboardEvent<HTMLDivElement>,
  { focused, total }: { focused: number; total: number },
): void {
  const control = event.ctrlKey || event.metaKey;
  if (control && event.key.toLowerCase() === 'a') chooseAll();
  else if (event.key === ' ' && focused >= 0) chooseRow(focused, control ? 'toggle' : 'only');
  else if (event.key === 'Enter' && focused >= 0) {
    chooseRow(focused, 'only');
    document.querySelector<HTMLElement>('[data-message-body]')?.focus();
  } else {
    const height = event.currentTarget.clientHeight;
    const to = rowOfKey(event.key, { focused, total, height });
    if (to === null) return;
    chooseRow(to, event.shiftKey ? 'range' : control ? 'focus' : 'only');
  }
  event.preventDefault();
}
