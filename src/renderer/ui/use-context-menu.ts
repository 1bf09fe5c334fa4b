import { useState, type MouseEvent } from 'react';
import type { MenuPoint } from './ContextMenu.tsx';

interface ContextMenuState {
  readonly point: MenuPoint | null;
  readonly close: () => void;
  /** For the element whose menu it is. Chromium sends the same event for Shift+F10 and the menu key. */
  readonly onContextMenu: (event: MouseEvent) => void;
}

/** `rowKey` of the row under the pointer or with the focus (its data-key), null beside the rows. */
export function useContextMenu(onOpen: (rowKey: string | null) => void): ContextMenuState {
  const [point, setPoint] = useState<MenuPoint | null>(null);
  return {
    point,
    close: () => setPoint(null),
    onContextMenu: (event) => {
      event.preventDefault();
      const target = event.target instanceof Element ? event.target : null;
      const row = target?.closest('[role="row"][data-key], [role="treeitem"][data-key]') ?? null;
      onOpen(row?.getAttribute('data-key') ?? null);
      // From the keyboard there is no pointer: below the middle of the row that has the focus.
      const box = event.clientX === 0 && event.clientY === 0 ? row?.getBoundingClientRect() : null;
      setPoint(
        box ? { x: box.left + 40, y: box.bottom - 8 } : { x: event.clientX, y: event.clientY },
      );
    },
  };
}
