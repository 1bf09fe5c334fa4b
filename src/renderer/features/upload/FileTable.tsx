import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import {
  Button,
  Cell,
  Column,
  Row,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  Virtualizer,
  VisuallyHidden,
  type DragAndDropHooks,
  type Key,
} from 'react-aria-components';
import type { EntryKind } from '../../../shared/domain/remote-entry.ts';
import { formatSize } from '../../app/format-size.ts';
import { formatWhen } from '../../app/format-time.ts';
import { useNow } from '../../app/use-now.ts';
import { classNames } from '../../ui/class-names.ts';
import { ContextMenu } from '../../ui/ContextMenu.tsx';
import type { MenuCommands } from '../../ui/MenuList.tsx';
import { useContextMenu } from '../../ui/use-context-menu.ts';
import { narrowWindow, useMedia } from '../../ui/use-media.ts';
import { FileIcon } from './FileIcon.tsx';
import styles from './FileTable.module.css';
import { sortEntries, type Sort, type SortColumn } from './sort-entries.ts';

/** A file or folder as a row; `key` is what the selection holds. */
export interface FileRow {
  readonly key: string;
  readonly name: string;
  readonly kind: EntryKind;
  readonly size: number;
  readonly modifiedAt: number | null;
}

export interface FileTableProps {
  readonly label: string;
  readonly rows: readonly FileRow[];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  /** Double click or Enter. */
  readonly onOpen: (row: FileRow) => void;
  readonly menu: MenuCommands;
  readonly empty: ReactNode;
  readonly dragAndDropHooks?: DragAndDropHooks;
}

const rowHeight = 36;
const layoutOptions = { rowHeight, headingHeight: 32 };

/** The sortable, virtualised table of both panes. */
export function FileTable({
  label,
  rows,
  sort,
  onSort,
  selected,
  onSelect,
  onOpen,
  menu,
  empty,
  dragAndDropHooks,
}: FileTableProps) {
  const now = useNow();
  const narrow = useMedia(narrowWindow);
  const sorted = useMemo(() => sortEntries(rows, sort), [rows, sort]);
  const contextMenu = useContextMenu((key) => {
    if (key !== null && !selected.has(key)) onSelect(new Set([key]));
  });
  return (
    <div className={styles.frame} onContextMenu={contextMenu.onContextMenu}>
      <Virtualizer layout={TableLayout} layoutOptions={layoutOptions}>
        <Table
          aria-label={label}
          selectionMode="multiple"
          selectionBehavior="replace"
          selectedKeys={selected}
          // The very object that React Aria made must come back: it knows where a range began.
          onSelectionChange={(keys) =>
            onSelect(
              keys === 'all' ? new Set(rows.map(({ key }) => key)) : (keys as ReadonlySet<string>),
            )
          }
          onRowAction={(key: Key) => {
            const row = rows.find((one) => one.key === key);
            if (row) onOpen(row);
          }}
          sortDescriptor={sort}
          onSortChange={({ column, direction }) =>
            onSort({ column: column as SortColumn, direction })
          }
          {...(dragAndDropHooks ? { dragAndDropHooks } : {})}
          className={classNames(styles.table)}
        >
          <TableHeader className={classNames(styles.header)}>
            {/* In the padding before the names, and a column of its own: a button in the name's cell
                would keep the mouse from dragging by the name. */}
            <Column id="drag" width={16} minWidth={16} className={classNames(styles.column)}>
              <VisuallyHidden>Drag</VisuallyHidden>
            </Column>
            <HeadColumn id="name" title="Name" isRowHeader />
            {!narrow && <HeadColumn id="size" title="Size" width={96} />}
            <HeadColumn id="changed" title="Changed" width={132} />
          </TableHeader>
          <TableBody items={sorted} dependencies={[now, narrow]} renderEmptyState={() => empty}>
            {(row) => (
              <Row id={row.key} textValue={row.name} className={classNames(styles.row)}>
                <Cell className={classNames(styles.grip)}>
                  {dragAndDropHooks && (
                    <Button slot="drag" className={classNames(styles.handle)}>
                      <GripVertical aria-hidden />
                    </Button>
                  )}
                </Cell>
                <Cell className={classNames(styles.cell, styles.name)}>
                  <NameCell row={row} />
                </Cell>
                {!narrow && (
                  <Cell className={classNames(styles.cell, styles.size)}>
                    {row.kind === 'file' ? formatSize(row.size) : ''}
                  </Cell>
                )}
                <Cell className={classNames(styles.cell, styles.changed)}>
                  {row.modifiedAt === null ? '' : formatWhen(row.modifiedAt, now)}
                </Cell>
              </Row>
            )}
          </TableBody>
        </Table>
      </Virtualizer>
      <ContextMenu
        label={label}
        point={contextMenu.point}
        commands={menu}
        onClose={contextMenu.close}
      />
    </div>
  );
}

function HeadColumn({
  id,
  title,
  width,
  isRowHeader = false,
}: {
  readonly id: SortColumn;
  readonly title: string;
  readonly width?: number;
  readonly isRowHeader?: boolean;
}) {
  return (
    <Column
      id={id}
      allowsSorting
      isRowHeader={isRowHeader}
      {...(width === undefined ? { width: '1fr' as const } : { width })}
      className={classNames(styles.column, styles[id])}
    >
      {({ sortDirection }) => (
        <>
          {title}
          {sortDirection === 'ascending' && <ArrowUp aria-hidden />}
          {sortDirection === 'descending' && <ArrowDown aria-hidden />}
        </>
      )}
    </Column>
  );
}

function NameCell({ row }: { readonly row: FileRow }) {
  return (
    <>
      <FileIcon name={row.name} kind={row.kind} />
      <span className={styles.words} title={row.name}>
        {row.name}
      </span>
    </>
  );
}
