import { ArrowDown, ArrowUp } from 'lucide-react';
import { useCallback, useMemo, type ReactNode } from 'react';
import { formatSize } from '../../app/format-size.ts';
import { formatWhen } from '../../app/format-time.ts';
import { useNow } from '../../app/use-now.ts';
import { classNames } from '../../ui/class-names.ts';
import { ContextMenu } from '../../ui/ContextMenu.tsx';
import type { MenuCommands } from '../../ui/MenuList.tsx';
import { useRowPart } from '../../ui/row-parts.ts';
import { RowGrid, type RowDrag } from '../../ui/RowGrid.tsx';
import { useContextMenu } from '../../ui/use-context-menu.ts';
import { narrowWindow, useMedia } from '../../ui/use-media.ts';
import { FileIcon } from './FileIcon.tsx';
import styles from './FileTable.module.css';
import type { FileRow, Sort, SortColumn } from './sort-entries.ts';
import { useSorted } from './use-sorted.ts';

export interface FileTableProps<Row extends FileRow> {
  readonly label: string;
  /** Which folder's rows these are. */
  readonly folder: string;
  readonly rows: readonly Row[];
  /** What the selection holds of a row. The same function each time. */
  readonly keyOf: (row: Row) => string;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  /** Double click or Enter. */
  readonly onOpen: (row: Row) => void;
  /** What the Sent column says of a row; without it there is no such column. The same function while it says the same. */
  readonly sentOf?: (row: Row) => ReactNode;
  readonly menu: MenuCommands;
  readonly empty: ReactNode;
  readonly drag?: RowDrag;
}

const rowHeight = 36;
const headHeight = 32;

/** The sortable table of both panes. */
export function FileTable<Row extends FileRow>({
  label,
  folder,
  rows,
  keyOf,
  sort,
  onSort,
  selected,
  onSelect,
  onOpen,
  sentOf,
  menu,
  empty,
  drag,
}: FileTableProps<Row>) {
  const now = useNow();
  const narrow = useMedia(narrowWindow);
  const sorted = useSorted(folder, rows, sort);
  const keys = useMemo(() => sorted.map(keyOf), [sorted, keyOf]);
  const contextMenu = useContextMenu((key) => {
    if (key !== null && !selected.has(key)) onSelect(new Set([key]));
  });
  const cells = useCallback(
    (_key: string, at: number) => {
      const row = sorted[at];
      return row && <Cells row={row} now={now} narrow={narrow} sent={sentOf?.(row)} />;
    },
    [sorted, now, narrow, sentOf],
  );
  const nameOf = useCallback((_key: string, at: number) => sorted[at]?.name ?? '', [sorted]);
  return (
    <div
      className={classNames(styles.frame, sentOf !== undefined && styles.withSent)}
      onContextMenu={contextMenu.onContextMenu}
    >
      <RowGrid
        label={label}
        keys={keys}
        rowHeight={rowHeight}
        head={{
          height: headHeight,
          row: <Head sort={sort} onSort={onSort} narrow={narrow} hasSent={sentOf !== undefined} />,
        }}
        columns={2 + (narrow ? 0 : 1) + (sentOf === undefined ? 0 : 1)}
        nameOf={nameOf}
        cells={cells}
        rowClassName={classNames(styles.columns, styles.row)}
        selected={selected}
        onSelect={onSelect}
        onOpen={(key) => {
          const row = sorted[keys.indexOf(key)];
          if (row) onOpen(row);
        }}
        {...(drag ? { drag } : {})}
      />
      {rows.length === 0 && <div className={styles.empty}>{empty}</div>}
      <ContextMenu
        label={label}
        point={contextMenu.point}
        commands={menu}
        onClose={contextMenu.close}
      />
    </div>
  );
}

function Head({
  sort,
  onSort,
  narrow,
  hasSent,
}: {
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly narrow: boolean;
  readonly hasSent: boolean;
}) {
  const column = (id: SortColumn, title: string) => (
    <HeadColumn id={id} title={title} sort={sort} onSort={onSort} />
  );
  return (
    <div role="row" aria-rowindex={1} className={classNames(styles.columns, styles.head)}>
      {column('name', 'Name')}
      {hasSent && (
        <span role="columnheader" className={classNames(styles.column, styles.sent)}>
          Sent
        </span>
      )}
      {!narrow && column('size', 'Size')}
      {column('changed', 'Changed')}
    </div>
  );
}

function HeadColumn({
  id,
  title,
  sort,
  onSort,
}: {
  readonly id: SortColumn;
  readonly title: string;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}) {
  const direction = sort.column === id ? sort.direction : null;
  const Arrow = direction === 'descending' ? ArrowDown : ArrowUp;
  return (
    <span role="columnheader" aria-sort={direction ?? 'none'} className={styles[id]}>
      <button
        type="button"
        className={styles.column}
        onClick={() =>
          onSort({ column: id, direction: direction === 'ascending' ? 'descending' : 'ascending' })
        }
      >
        {title}
        {direction !== null && <Arrow aria-hidden />}
      </button>
    </span>
  );
}

function Cells({
  row,
  now,
  narrow,
  sent,
}: {
  readonly row: FileRow;
  readonly now: number;
  readonly narrow: boolean;
  readonly sent: ReactNode;
}) {
  const [sentId, sizeId, changedId] = [
    useRowPart('first'),
    useRowPart('second'),
    useRowPart('third'),
  ];
  return (
    <>
      <span role="rowheader" className={classNames(styles.cell, styles.name)}>
        <FileIcon name={row.name} kind={row.kind} />
        <span className={styles.words} title={row.name}>
          {row.name}
        </span>
      </span>
      {sent !== undefined && (
        <span id={sentId} role="gridcell" className={classNames(styles.cell, styles.sent)}>
          {sent}
        </span>
      )}
      {!narrow && (
        <span id={sizeId} role="gridcell" className={classNames(styles.cell, styles.size)}>
          {row.kind === 'file' ? formatSize(row.size) : ''}
        </span>
      )}
      <span id={changedId} role="gridcell" className={classNames(styles.cell, styles.changed)}>
        {row.modifiedAt === null ? '' : formatWhen(row.modifiedAt, now)}
      </span>
    </>
  );
}
