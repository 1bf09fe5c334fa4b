import { useRef } from 'react';
import { Popover } from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './Menu.module.css';
import { MenuList, type MenuCommands } from './MenuList.tsx';

/** Where a context menu opens, in pixels of the window. */
export interface MenuPoint {
  readonly x: number;
  readonly y: number;
}

/** A menu at a point; null: closed. Opened by `useContextMenu`'s handlers. */
export function ContextMenu({
  label,
  point,
  commands,
  onClose,
}: {
  readonly label: string;
  readonly point: MenuPoint | null;
  readonly commands: MenuCommands;
  readonly onClose: () => void;
}) {
  const anchor = useRef<HTMLDivElement>(null);
  return (
    <>
      <div
        ref={anchor}
        className={styles.anchor}
        style={{ left: point?.x ?? 0, top: point?.y ?? 0 }}
      />
      <Popover
        key={point === null ? 'closed' : `${point.x},${point.y}`}
        triggerRef={anchor}
        isOpen={point !== null}
        onOpenChange={(open) => {
          if (!open) onClose();
        }}
        placement="bottom start"
        offset={2}
        className={classNames(styles.popover)}
      >
        <MenuList label={label} commands={commands} onClose={onClose} />
      </Popover>
    </>
  );
}
