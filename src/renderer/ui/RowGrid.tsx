import {
  memo,
  useId,
  useRef,
  useState,
  type DragEvent,
  type HTMLAttributes,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { classNames } from './class-names.ts';
import { choose, howOfPress, inOrderOfRows, placeOf, rowOfTyping } from './row-choice.ts';
import type { ChooseHow } from './row-choice.ts';
import { besideInRow, gridKey, type GridKey } from './row-grid-keys.ts';
import { describedBy, RowId } from './row-parts.ts';
import styles from './RowGrid.module.css';
import { useFocusOnRow } from './use-focus-on-row.ts';
import { useRowWindow } from './use-row-window.ts';
import { useTyping } from './use-typing.ts';

/** Rows that can be dragged, with the browser's own drag: all that are selected, or the one that was not. */
export interface RowDrag {
  readonly onStart: (event: DragEvent<HTMLElement>, keys: readonly string[]) => void;
  readonly onEnd: () => void;
}

export interface RowGridProps {
  readonly label: string;
  /** In the order of their rows. */
  readonly keys: readonly string[];
  /** In pixels, each row. */
  readonly rowHeight: number;
  /** A row with the columns' heads, and its height; it stays on top. */
  readonly head?: { readonly row: ReactNode; readonly height: number };
  readonly columns: number;
  /** Read aloud for the row, before its parts (row-parts.ts), and found by typing. */
  readonly nameOf: (key: string, row: number) => string;
  /** The cells of a row. The same function as long as it would give the same. */
  readonly cells: (key: string, row: number) => ReactNode;
  readonly rowClassName: string;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  /** Double click or Enter. */
  readonly onOpen?: (key: string) => void;
  /** Keys that mean something in this list only. Answers whether it was one. */
  readonly onKey?: (event: KeyboardEvent, focused: string) => boolean;
  readonly drag?: RowDrag;
  /** Drops between the rows, and what marks the place. */
  readonly drop?: HTMLAttributes<HTMLElement>;
  readonly mark?: ReactNode;
}

/**
 * A grid whose rows are drawn only where they are in sight: there may be 100,000. React Aria's wants to
 * hold every item. Its keys are those of React Aria's grids: arrows, pages, Home, End, with Shift and Ctrl,
 * Ctrl+A, typing; left and right lead through the controls of a row.
 */
export function RowGrid(props: RowGridProps) {
  const { label, keys, rowHeight, head, columns, selected, drag } = props;
  const frame = useRef<HTMLDivElement>(null);
  const headHeight = head?.height ?? 0;
  const rows = useRowWindow(frame, { total: keys.length, rowHeight, head: headHeight });
  const choice = useChoice(props);
  const focus = useFocusOnRow(frame, choice.stop);
  const typing = useTyping();

  const stopAt = choice.stopAt;
  const { from, to } = rows.range;
  const shown = Array.from({ length: to - from }, (_, at) => from + at);
  // The row with the focus stays, or the focus would be lost.
  if (stopAt >= to) shown.push(stopAt);
  else if (stopAt >= 0 && stopAt < from) shown.unshift(stopAt);

  const goTo = (row: number, how: ChooseHow) => {
    const key = keys[row];
    if (key === undefined) return;
    rows.scrollToRow(row);
    choice.choose(key, how);
    focus.ask();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { row, key } = rowOf(event.target);
    if (row === null || key === null || !(event.target instanceof HTMLElement)) return;
    if (props.onKey?.(event, key) === true) {
      event.preventDefault();
      return;
    }
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      besideInRow(row, event.target, event.key)?.focus();
      event.preventDefault();
      return;
    }
    const meant: GridKey | null =
      event.key === ' ' && typing.isUnderWay() ? { kind: 'type', text: ' ' } : gridKey(event);
    // What a control in a row does with a key is its own.
    if (meant === null || (event.target !== row && meant.kind !== 'move')) return;
    switch (meant.kind) {
      case 'all':
        props.onSelect(new Set(keys));
        break;
      case 'none':
        if (selected.size === 0) return;
        props.onSelect(new Set());
        break;
      case 'open':
        props.onOpen?.(key);
        break;
      case 'choose':
        choice.choose(key, meant.how);
        break;
      case 'move': {
        const at = rows.rowOfKey(meant.key, stopAt);
        if (at === null) return;
        goTo(at, meant.how);
        break;
      }
      case 'type': {
        const { text, isNew } = typing.add(meant.text);
        const at = rowOfTyping(keys, props.nameOf, text, stopAt + (isNew ? 1 : 0));
        if (at < 0) return;
        goTo(at, 'only');
      }
    }
    event.preventDefault();
  };

  return (
    <div
      ref={frame}
      role="grid"
      aria-label={label}
      aria-multiselectable
      aria-rowcount={keys.length + (head === undefined ? 0 : 1)}
      aria-colcount={columns}
      tabIndex={keys.length === 0 ? 0 : -1}
      className={styles.grid}
      {...props.drop}
      onScroll={rows.measure}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const { key } = rowOf(event.target);
        focus.onFocus();
        if (key !== null) choice.focusCame(key);
      }}
      onBlur={focus.onBlur}
      onMouseDown={(event) => choice.onPress(event)}
      onClick={(event) => choice.onClick(event)}
      onDoubleClick={(event) => {
        const key = pressed(event);
        if (key !== null) props.onOpen?.(key);
      }}
      onDragStart={(event) => {
        const { key } = rowOf(event.target);
        if (key === null || drag === undefined) return;
        drag.onStart(event, selected.has(key) ? inOrderOfRows(keys, selected) : [key]);
      }}
      onDragEnd={drag?.onEnd}
    >
      {head !== undefined && (
        <div role="rowgroup" className={styles.head} style={{ height: head.height }}>
          {head.row}
        </div>
      )}
      <div role="rowgroup" className={styles.sheet} style={{ height: keys.length * rowHeight }}>
        {shown.map((position) => {
          const key = keys[position] ?? '';
          return (
            <GridRow
              key={key}
              rowKey={key}
              name={props.nameOf(key, position)}
              position={position}
              index={position + (head === undefined ? 1 : 2)}
              top={position * rowHeight}
              height={rowHeight}
              isSelected={selected.has(key)}
              isStop={key === choice.stop}
              isDraggable={drag !== undefined}
              className={props.rowClassName}
              cells={props.cells}
            />
          );
        })}
        {props.mark}
      </div>
    </div>
  );
}

const GridRow = memo(function GridRow(props: {
  readonly rowKey: string;
  readonly name: string;
  readonly position: number;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly isSelected: boolean;
  /** Whether Tab leads here. */
  readonly isStop: boolean;
  readonly isDraggable: boolean;
  readonly className: string;
  readonly cells: (key: string, row: number) => ReactNode;
}) {
  const id = useId();
  return (
    <div
      role="row"
      data-key={props.rowKey}
      aria-label={props.name}
      aria-describedby={describedBy(id)}
      aria-rowindex={props.index}
      aria-selected={props.isSelected}
      tabIndex={props.isStop ? 0 : -1}
      draggable={props.isDraggable}
      className={classNames(styles.row, props.className)}
      style={{ height: props.height, transform: `translateY(${props.top}px)` }}
    >
      <RowId value={id}>{props.cells(props.rowKey, props.position)}</RowId>
    </div>
  );
});

/** The row that something happened in. */
function rowOf(target: EventTarget | null) {
  const element = target instanceof Element ? target : null;
  const row = element?.closest<HTMLElement>('[role="row"][data-key]') ?? null;
  return { row, key: row?.getAttribute('data-key') ?? null };
}

/** The row that was pressed itself, not a control in it. */
function pressed(event: MouseEvent): string | null {
  const target = event.target instanceof Element ? event.target : null;
  return target?.closest('button, input, a') == null ? rowOf(event.target).key : null;
}

/** What is selected belongs to the caller; where the keyboard is and where a range began, to the grid. */
function useChoice({ keys, selected, onSelect }: RowGridProps) {
  const [place, setPlace] = useState<{
    readonly focused: string | null;
    readonly anchor: string | null;
    readonly at: number;
  }>({ focused: null, anchor: null, at: 0 });
  const found = placeOf(keys, place.focused, place.at);
  // Where it is gone, the one that came into its place.
  const stopAt = found >= 0 ? found : Math.min(place.at, keys.length - 1);
  const stop = keys[stopAt] ?? null;
  const chooseRow = (key: string, how: ChooseHow) => {
    const next = choose({ ...place, selected }, keys, key, how);
    setPlace({ focused: next.focused, anchor: next.anchor, at: placeOf(keys, key, stopAt) });
    if (next.selected !== selected) onSelect(next.selected);
  };
  return {
    stop,
    stopAt,
    choose: chooseRow,
    focusCame: (key: string) =>
      setPlace((known) =>
        known.focused === key
          ? known
          : { ...known, focused: key, at: placeOf(keys, key, known.at) },
      ),
    onPress: (event: MouseEvent) => {
      const key = pressed(event);
      if (key === null || event.button !== 0) return;
      const how = howOfPress(event);
      // A press on one of several may begin to drag all of them.
      if (how !== 'only' || !selected.has(key)) chooseRow(key, how);
    },
    onClick: (event: MouseEvent) => {
      const key = pressed(event);
      if (key !== null && howOfPress(event) === 'only' && selected.size > 1) chooseRow(key, 'only');
    },
  };
}
