import { useMemo, useRef, useState, type DragEvent } from 'react';
import { useTransfers } from '../../app/transfers-store.ts';
import type { RowGridProps } from '../../ui/RowGrid.tsx';
import { movable, moveBefore } from './move-in-queue.ts';
import styles from './TransferList.module.css';

const dragType = 'application/x-ciis-transfers';

/** Dragging waiting rows to another place in the line. The keyboard has Alt with the arrow keys, Home and End. */
export function useQueueReorder(rowHeight: number): Pick<RowGridProps, 'drag' | 'drop' | 'mark'> {
  const moving = useRef<readonly string[]>([]);
  /** Between which rows of the list they would go; null: nowhere. */
  const [place, setPlace] = useState<number | null>(null);
  const parts = useMemo(() => {
    const placeOf = (event: DragEvent<HTMLElement>): number => {
      const sheet = event.currentTarget.querySelector('[role="rowgroup"]:last-of-type');
      const top = sheet?.getBoundingClientRect().top ?? 0;
      return placeInLine(Math.round((event.clientY - top) / rowHeight));
    };
    return {
      drag: {
        onStart: (event: DragEvent<HTMLElement>, keys: readonly string[]) => {
          moving.current = movable(keys);
          event.dataTransfer.setData(dragType, '');
          event.dataTransfer.effectAllowed = 'move';
          if (moving.current.length === 0) event.preventDefault();
        },
        onEnd: () => {
          moving.current = [];
          setPlace(null);
        },
      },
      drop: {
        onDragOver: (event: DragEvent<HTMLElement>) => {
          if (!event.dataTransfer.types.includes(dragType)) return;
          event.preventDefault();
          event.dataTransfer.dropEffect = 'move';
          setPlace(placeOf(event));
        },
        onDragLeave: (event: DragEvent<HTMLElement>) => {
          const to = event.relatedTarget;
          if (!(to instanceof Node) || !event.currentTarget.contains(to)) setPlace(null);
        },
        onDrop: (event: DragEvent<HTMLElement>) => {
          if (!event.dataTransfer.types.includes(dragType)) return;
          event.preventDefault();
          setPlace(null);
          const { lists } = useTransfers.getState();
          const at = placeOf(event) - lists.queue.indexOf(lists.waiting[0] ?? '');
          moveBefore(moving.current, lists.waiting[at] ?? null);
        },
      },
    };
  }, [rowHeight]);
  return {
    ...parts,
    mark: place !== null && <div className={styles.mark} style={{ top: place * rowHeight }} />,
  };
}

/** The nearest place between waiting rows. */
function placeInLine(row: number): number {
  const { lists } = useTransfers.getState();
  const first = lists.queue.indexOf(lists.waiting[0] ?? '');
  return Math.max(first, Math.min(first + lists.waiting.length, row));
}
