import { memo, type MouseEvent } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import { chooseRow } from './choose-rows.ts';
import { rowHeight } from './list-window.ts';
import styles from './MessageList.module.css';
import { processingWords, rowName, rowState, typeWords } from './message-words.ts';
import { rowAt, useRows } from './row-store.ts';
import { useView } from './view-store.ts';

export const rowId = (position: number): string => `message-row-${position}`;

const howOf = ({ shiftKey, ctrlKey, metaKey }: MouseEvent) =>
  shiftKey ? 'range' : ctrlKey || metaKey ? 'toggle' : 'only';

/** One message of the list: what it is and how it stands. It listens to itself only. */
export const ListRow = memo(function ListRow({
  position,
  total,
}: {
  readonly position: number;
  readonly total: number;
}) {
  const row = useRows(rowAt(position));
  const isChosen = useView((state) => row !== undefined && state.chosen.has(row.index));
  const isFocused = useView((state) => state.focused === position);
  const style = { transform: `translateY(${position * rowHeight}px)` };
  if (row === undefined)
    return (
      <div className={styles.row} style={style} aria-hidden>
        <span className={styles.blank} />
      </div>
    );
  const state = rowState(row);
  return (
    <div
      id={rowId(position)}
      role="option"
      aria-selected={isChosen}
      aria-posinset={position + 1}
      aria-setsize={total}
      aria-label={rowName(row)}
      className={classNames(styles.row, isChosen && styles.chosen, isFocused && styles.focused)}
      style={style}
      onClick={(event) => chooseRow(position, howOf(event))}
    >
      <span className={styles.controlId}>
        {row.controlId === '' ? 'No control ID' : row.controlId}
      </span>
      <span className={styles.initials}>{row.initials}</span>
      <span className={styles.number}>{(row.index + 1).toLocaleString('en-US')}</span>
      <span className={classNames(styles.state, styles[state.tone])}>
        <StateMark mark={state} />
        <span className={styles.words}>{state.words}</span>
      </span>
      <span className={styles.type}>{typeWords(row.type)}</span>
      <span className={styles.flag} title={`Marked ${processingWords(row.processingId)} (MSH-11)`}>
        {row.processingId === '' ? '?' : row.processingId.slice(0, 1)}
      </span>
    </div>
  );
});
