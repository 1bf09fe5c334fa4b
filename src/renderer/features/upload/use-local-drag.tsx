import { useMemo, useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import type { RowDrag } from '../../ui/RowGrid.tsx';
import { DragLabel } from './DragLabel.tsx';
import styles from './DragLabel.module.css';
import { dragOfPaths, localPathType } from './local-path-type.ts';
import { useLocal } from './local-store.ts';
import { sendWords, sizeWords } from './selection-words.ts';
import { setDragged } from './upload-view-store.ts';

/** Dragging entries of Local Drives: what is dragged, and the label that hangs on the pointer. */
export function useLocalDrag(): { readonly drag: RowDrag; readonly label: ReactNode } {
  const [paths, setPaths] = useState<readonly string[]>([]);
  const label = useRef<HTMLDivElement>(null);
  const drag = useMemo<RowDrag>(
    () => ({
      onStart: (event, keys) => {
        const { dataTransfer } = event;
        dataTransfer.setData(localPathType, dragOfPaths(keys));
        dataTransfer.setData('text/plain', keys.join('\n'));
        dataTransfer.effectAllowed = 'copy';
        // The browser takes its picture of the label now.
        flushSync(() => setPaths(keys));
        if (label.current) dataTransfer.setDragImage(label.current, 0, 0);
        const chosen = new Set(keys);
        const dragged = (useLocal.getState().folder?.entries ?? []).filter(({ path }) =>
          chosen.has(path),
        );
        setDragged({
          from: 'local',
          count: dragged.length,
          send: sendWords(dragged),
          size: sizeWords(dragged),
        });
      },
      onEnd: () => {
        setDragged(null);
        setPaths([]);
      },
    }),
    [],
  );
  const [first] = paths;
  return {
    drag,
    label: first !== undefined && (
      <div ref={label} className={styles.picture} aria-hidden>
        <DragLabel path={first} count={paths.length} />
      </div>
    ),
  };
}
