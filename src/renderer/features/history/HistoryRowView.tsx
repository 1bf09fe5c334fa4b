import { ArrowDownToLine } from 'lucide-react';
import { memo } from 'react';
import { formatWhen } from '../../app/format-time.ts';
import { useNow } from '../../app/use-now.ts';
import { classNames } from '../../ui/class-names.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './HistoryTable.module.css';
import { rowHeight } from './list-window.ts';
import { outcomeMark, shortOutcome } from './outcome-mark.ts';
import type { HistoryRow } from './row-store.ts';
import { openRow, useView } from './view-store.ts';

export const rowElementId = (id: number): string => `history-row-${id}`;

/** One receipt of the list. It listens to itself only. */
export const HistoryRowView = memo(function HistoryRowView({
  row,
  position,
}: {
  readonly row: HistoryRow;
  readonly position: number;
}) {
  const now = useNow();
  const isFocused = useView((state) => state.focused === row.id);
  const mark = outcomeMark(row.outcome);
  const site = row.siteLabel === '' ? row.host : row.siteLabel;
  return (
    <div
      id={rowElementId(row.id)}
      role="row"
      aria-rowindex={position + 2}
      aria-selected={isFocused}
      className={classNames(styles.row, styles.columns, isFocused && styles.chosen)}
      style={{ transform: `translateY(${position * rowHeight}px)` }}
      onClick={() => openRow(row.id)}
    >
      <span role="gridcell" className={styles.when}>
        {formatWhen(row.endedAt, now)}
      </span>
      <span role="gridcell" className={styles.name} title={row.name}>
        {row.direction === 'download' && <ArrowDownToLine aria-label="Downloaded" role="img" />}
        <span className={styles.words}>{row.name}</span>
      </span>
      <span role="gridcell" className={styles.site} title={site}>
        {site}
      </span>
      <span role="gridcell" className={styles.outcome}>
        <StateMark mark={mark} />
        <span className={styles.words}>{shortOutcome(row.outcome)}</span>
      </span>
      <span role="gridcell" className={styles.messages}>
        {row.messages?.toLocaleString('en-US') ?? ''}
      </span>
    </div>
  );
});
