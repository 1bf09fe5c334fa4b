import { useCallback, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { actOn } from '../../app/queue-actions.ts';
import { serverName } from '../../app/site-words.ts';
import { siteById, useSites } from '../../app/sites-store.ts';
import { useTransfers } from '../../app/transfers-store.ts';
import { ContextMenu, type MenuPoint } from '../../ui/ContextMenu.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { MenuCommands } from '../../ui/MenuList.tsx';
import { inOrderOfRows } from '../../ui/row-choice.ts';
import { RowGrid } from '../../ui/RowGrid.tsx';
import { useContextMenu } from '../../ui/use-context-menu.ts';
import { movable, moveTo } from './move-in-queue.ts';
import { queueCommands, type MoveTo } from './queue-commands.ts';
import { queueMenu } from './queue-menu.ts';
import styles from './TransferList.module.css';
import { TransferRow } from './TransferRow.tsx';
import { useQueueReorder } from './use-queue-reorder.tsx';

const rowHeight = 36;

const moves: Readonly<Record<string, MoveTo>> = {
  Home: 'top',
  ArrowUp: 'up',
  ArrowDown: 'down',
  End: 'end',
};

const nameOf = (id: string): string => useTransfers.getState().byId.get(id)?.name ?? '';
const transfersOf = (ids: readonly string[]) =>
  ids.map((id) => useTransfers.getState().byId.get(id)).filter((each) => each !== undefined);

/** The rows of one tab. It knows ids only; each row subscribes to its transfer. */
export function TransferList({
  label,
  ids,
  empty,
  inLine = false,
  onDetails,
}: {
  readonly label: string;
  readonly ids: readonly string[];
  readonly empty: string;
  /** Whether waiting rows can be dragged to another place. */
  readonly inLine?: boolean;
  readonly onDetails: (id: string) => void;
}) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const menu = useRowMenu(ids, { selected, setSelected, onDetails });
  const reorder = useQueueReorder(rowHeight);
  const { openAt } = menu;
  const cells = useCallback(
    (id: string) => <TransferRow id={id} onDetails={onDetails} onMenu={openAt} />,
    [onDetails, openAt],
  );
  const chosen = (focused: string) =>
    selected.has(focused) ? inOrderOfRows(ids, selected) : [focused];
  const onKey = (event: KeyboardEvent, focused: string): boolean => {
    const to = event.altKey ? moves[event.key] : undefined;
    if (to !== undefined) moveTo(movable(chosen(focused)), to);
    else if (event.key === 'Delete') {
      const { cancel } = queueCommands(transfersOf(chosen(focused)));
      actOn(
        'transfers.cancel',
        cancel.map(({ id }) => id),
      );
    } else return false;
    return true;
  };
  if (ids.length === 0) return <EmptyState>{empty}</EmptyState>;
  return (
    <div className={styles.frame} onContextMenu={menu.onContextMenu}>
      <RowGrid
        label={label}
        keys={ids}
        rowHeight={rowHeight}
        columns={1}
        nameOf={nameOf}
        cells={cells}
        rowClassName={styles.item ?? ''}
        selected={selected}
        onSelect={setSelected}
        onOpen={onDetails}
        onKey={onKey}
        {...(inLine ? reorder : {})}
      />
      <ContextMenu label={label} point={menu.point} commands={menu.commands} onClose={menu.close} />
    </div>
  );
}

/** The menu of the chosen rows, under the right button, by the keyboard, or at a row's own button. */
function useRowMenu(
  ids: readonly string[],
  {
    selected,
    setSelected,
    onDetails,
  }: {
    readonly selected: ReadonlySet<string>;
    readonly setSelected: (selected: ReadonlySet<string>) => void;
    readonly onDetails: (id: string) => void;
  },
) {
  const [own, setOwn] = useState<{ readonly id: string; readonly point: MenuPoint } | null>(null);
  const context = useContextMenu((key) => {
    setOwn(null);
    if (key !== null && !selected.has(key)) setSelected(new Set([key]));
  });
  const openAt = useCallback((id: string, event: MouseEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setOwn({ id, point: { x: box.left, y: box.bottom } });
  }, []);
  const point = own?.point ?? context.point;
  const of = own === null || selected.has(own.id) ? inOrderOfRows(ids, selected) : [own.id];
  const chosen = point === null ? [] : transfersOf(of);
  const site = useSites(siteById(chosen[0]?.siteId ?? null));
  const commands: MenuCommands = queueMenu(chosen, serverName(site), onDetails);
  return {
    ...{ openAt, onContextMenu: context.onContextMenu, commands },
    // A menu without anything in it does not open.
    point: commands.length === 0 ? null : point,
    close: () => {
      setOwn(null);
      context.close();
    },
  };
}
