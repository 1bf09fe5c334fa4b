import { ArrowDown, CircleX, History } from 'lucide-react';
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
} from 'react';
import { describeFailure } from '../../../shared/domain/error-text.ts';
import type { Failure } from '../../../shared/domain/error.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { RowRange } from '../../ui/list-window.ts';
import { Spinner } from '../../ui/Spinner.tsx';
import { isOpen } from './history-filter.ts';
import { HistoryRowView, rowElementId } from './HistoryRowView.tsx';
import styles from './HistoryTable.module.css';
import { rowHeight, rowOfKey, rowsInSight, scrollToRow } from './list-window.ts';
import { needRows, startRows } from './load-rows.ts';
import { roomFor, useRows, type HistoryRow } from './row-store.ts';
import {
  chooseAnything,
  closeReceipt,
  focusRow,
  goToReceipt,
  openRow,
  useView,
} from './view-store.ts';

/**
 * The receipts, drawn only where they are in sight: there may be very many. A grid of its own, because React
 * Aria's wants to hold every item; the focus stays on the grid and names the row it is at.
 */
export function HistoryTable() {
  const failure = useRows((state) => state.failure);
  const isThere = useRows((state) => state.rows !== null);
  const isEmpty = useRows((state) => state.rows?.length === 0);
  if (failure !== null) return <Failed failure={failure} />;
  if (!isThere)
    return (
      <EmptyState>
        <Spinner size={20} />
      </EmptyState>
    );
  return isEmpty ? <Nothing /> : <Grid />;
}

function Failed({ failure }: { readonly failure: Failure }) {
  const filter = useRows((state) => state.filter);
  const { sentence, nextStep } = describeFailure(failure);
  return (
    <EmptyState
      icon={CircleX}
      tone="bad"
      title="The history can't be shown"
      actions={
        <>
          <Button
            onPress={() => {
              if (filter !== null) void startRows(filter);
            }}
          >
            Try again
          </Button>
          <CopyButton label="Copy details" text={`${failure.code}: ${failure.detail}`} />
        </>
      }
    >
      {sentence} {nextStep}
    </EmptyState>
  );
}

function Nothing() {
  const nothingHidden = useView((state) => isOpen(state.choice));
  if (nothingHidden)
    return (
      <EmptyState icon={History} title="Nothing was sent yet">
        Every file and message that you send leaves a receipt here: when, where to, and what the
        server said.
      </EmptyState>
    );
  return (
    <EmptyState
      title="Nothing fits"
      actions={<Button onPress={chooseAnything}>Show everything</Button>}
    >
      No file and no message was sent that fits what is chosen above.
    </EmptyState>
  );
}

function Grid() {
  const frame = useRef<HTMLDivElement>(null);
  const rows = useRows((state) => state.rows) ?? [];
  const room = useRows(roomFor);
  const isCounted = useRows(({ next, count }) => next === null || count?.kind === 'exactly');
  const filter = useRows((state) => state.filter);
  const focused = useView((state) => state.focused);
  const [range, setRange] = useState<RowRange>({ from: 0, to: 0 });
  const measure = useCallback(() => {
    const element = frame.current;
    if (element === null) return;
    const next = rowsInSight(element.scrollTop, element.clientHeight, room);
    setRange((known) => (known.from === next.from && known.to === next.to ? known : next));
  }, [room]);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [measure]);
  // Also when rows have come: there may be more to ask for.
  useEffect(() => needRows(range), [range, rows.length]);
  useKeptPlace(frame);
  useFocusInSight(frame, rows, focused);
  useEffect(() => {
    frame.current?.scrollTo({ top: 0 });
  }, [filter]);

  const shown = Array.from({ length: range.to - range.from }, (_, at) => range.from + at);
  const focusedIsShown = rows.slice(range.from, range.to).some(({ id }) => id === focused);
  return (
    <div
      ref={frame}
      role="grid"
      tabIndex={0}
      aria-label="Files and messages"
      aria-rowcount={isCounted ? room + 1 : -1}
      aria-colcount={5}
      aria-activedescendant={focusedIsShown && focused !== null ? rowElementId(focused) : undefined}
      data-history-list
      className={styles.grid}
      onScroll={measure}
      onKeyDown={(event) => onKey(event, rows, focused)}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.columns}>
          <span role="columnheader" aria-sort="descending">
            When <ArrowDown aria-hidden />
          </span>
          <span role="columnheader">Name</span>
          <span role="columnheader" className={styles.site}>
            Site
          </span>
          <span role="columnheader">Outcome</span>
          <span role="columnheader" className={styles.messages}>
            Messages
          </span>
        </div>
      </div>
      <div role="rowgroup" className={styles.sheet} style={{ height: room * rowHeight }}>
        {shown.map((position) => {
          const row = rows[position];
          return row === undefined ? (
            <div
              key={`blank ${position}`}
              role="presentation"
              className={styles.row}
              style={{ transform: `translateY(${position * rowHeight}px)` }}
            >
              <span className={styles.blank} />
            </div>
          ) : (
            <HistoryRowView key={row.id} row={row} position={position} />
          );
        })}
      </div>
    </div>
  );
}

/** Whoever has scrolled stays at the rows that they look at when newer ones come. */
function useKeptPlace(frame: { readonly current: HTMLDivElement | null }): void {
  const added = useRows((state) => state.added);
  const before = useRef(added);
  useLayoutEffect(() => {
    const more = added - before.current;
    before.current = added;
    const element = frame.current;
    if (element !== null && more > 0 && element.scrollTop > 0)
      element.scrollTo({ top: element.scrollTop + more * rowHeight });
  }, [frame, added]);
}

/** Scrolls to the row that has the focus when another one gets it. */
function useFocusInSight(
  frame: { readonly current: HTMLDivElement | null },
  rows: readonly HistoryRow[],
  focused: number | null,
): void {
  const position = rows.findIndex(({ id }) => id === focused);
  const isThere = position >= 0;
  const latest = useRef(position);
  useEffect(() => {
    latest.current = position;
  }, [position]);
  useEffect(() => {
    const element = frame.current;
    if (element === null || !isThere) return;
    const height = element.clientHeight - headHeight;
    const top = scrollToRow(latest.current, element.scrollTop, height);
    if (top !== null) element.scrollTo({ top });
  }, [frame, focused, isThere]);
}

/** The head stays above the rows that scroll. */
const headHeight = 32;

function onKey(
  event: KeyboardEvent<HTMLDivElement>,
  rows: readonly HistoryRow[],
  focused: number | null,
): void {
  if (event.key === 'Escape') closeReceipt();
  else if ((event.key === 'Enter' || event.key === ' ') && focused !== null) {
    if (event.key === 'Enter') goToReceipt(focused);
    else openRow(focused);
  } else {
    const to = rowOfKey(event.key, {
      focused: rows.findIndex(({ id }) => id === focused),
      total: rows.length,
      height: event.currentTarget.clientHeight - headHeight,
    });
    const row = to === null ? undefined : rows[to];
    if (row === undefined) return;
    focusRow(row.id);
    // Towards those that are not there yet.
    if (to === rows.length - 1) needRows({ from: 0, to: rows.length + 1 });
  }
  event.preventDefault();
}
