import { Check } from 'lucide-react';
import { memo, useCallback, useId, useState, type KeyboardEvent, type UIEvent } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { placeOfKey } from '../../ui/list-window.ts';
import styles from './TickList.module.css';

export interface TickRow {
  readonly key: number;
  readonly name: string;
  readonly facts: string;
  /** To be compared sign by sign, in one width. */
  readonly code?: string;
  /** Below it in quiet text; empty: nothing. */
  readonly remark: string;
  readonly canTick: boolean;
}

/** In rows: as many come when the list is opened, and each time its end is near. */
const atATime = 200;
/** In pixels. */
const near = 2000;

/**
 * A list of which each row can be ticked; there may be 10,000. Rows that say much are higher than others, so they
 * come as the list is scrolled instead of being drawn where they are in sight (RowGrid). One is in the order of Tab;
 * the arrow keys, pages, Home and End lead to the others.
 */
export function TickList({
  label,
  rows,
  ticked,
  onTick,
}: {
  readonly label: string;
  readonly rows: readonly TickRow[];
  readonly ticked: ReadonlySet<number>;
  readonly onTick: (key: number, isTicked: boolean) => void;
}) {
  const id = useId();
  const [stop, setStop] = useState(rows[0]?.key);
  const [count, setCount] = useState(atATime);
  const onScroll = ({ currentTarget: list }: UIEvent<HTMLElement>) => {
    const left = list.scrollHeight - list.scrollTop - list.clientHeight;
    if (left < near && count < rows.length) setCount(count + atATime);
  };
  const focusCame = useCallback((key: number) => setStop(key), []);
  return (
    <ul aria-label={label} className={styles.list} onScroll={onScroll} onKeyDown={moveFocus}>
      {rows.slice(0, count).map((row, at) => (
        <Item
          key={row.key}
          id={`${id}-${row.key}`}
          row={row}
          place={at + 1}
          total={rows.length}
          isTicked={ticked.has(row.key)}
          isStop={row.key === stop}
          onTick={onTick}
          onFocus={focusCame}
        />
      ))}
    </ul>
  );
}

const Item = memo(function Item({
  id,
  row,
  place,
  total,
  isTicked,
  isStop,
  onTick,
  onFocus,
}: {
  readonly id: string;
  readonly row: TickRow;
  /** From 1. */
  readonly place: number;
  readonly total: number;
  readonly isTicked: boolean;
  readonly isStop: boolean;
  readonly onTick: (key: number, isTicked: boolean) => void;
  readonly onFocus: (key: number) => void;
}) {
  return (
    <li aria-posinset={place} aria-setsize={total} className={styles.item}>
      <button
        type="button"
        role="checkbox"
        aria-checked={isTicked}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-facts ${id}-remark`}
        // Not `disabled`: why it can't be ticked has to be reached by keyboard, too.
        aria-disabled={!row.canTick}
        tabIndex={isStop ? 0 : -1}
        className={styles.tick}
        onFocus={() => onFocus(row.key)}
        onClick={() => {
          if (row.canTick) onTick(row.key, !isTicked);
        }}
      >
        <span className={classNames(styles.box, isTicked && styles.ticked)}>
          {isTicked && <Check aria-hidden />}
        </span>
        <span className={styles.words}>
          <span id={`${id}-name`} className={styles.name}>
            {row.name}
          </span>
          <span id={`${id}-facts`} className={styles.facts}>
            {row.facts}
            {row.code !== undefined && <code className={styles.code}>{row.code}</code>}
          </span>
          {row.remark !== '' && (
            <span id={`${id}-remark`} className={styles.remark}>
              {row.remark}
            </span>
          )}
        </span>
      </button>
    </li>
  );
});

const page = 6;

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const item = event.target instanceof Element ? event.target.closest('li') : null;
  const items = event.currentTarget.children;
  const at = item === null ? -1 : [...items].indexOf(item);
  const to = placeOfKey(event.key, { at, total: items.length, page });
  if (at < 0 || to === null) return;
  items[to]?.querySelector('button')?.focus();
  event.preventDefault();
}
