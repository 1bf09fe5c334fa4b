import { FileInput } from 'lucide-react';
import { useState } from 'react';
import { openImport } from '../../app/site-import.ts';
import { useOutsideDrop } from '../../app/use-outside-drop.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { notify } from '../../ui/notices.ts';
import styles from './ImportDrop.module.css';

function drop(paths: readonly string[]): void {
  const [path] = paths;
  if (path === undefined) return;
  if (paths.length === 1) openImport(path);
  else
    notify({
      tone: 'info',
      title: 'Sites come from one file at a time.',
      text: 'Drop one of the files alone.',
    });
}

/** Takes a file of saved sites that is dropped on the window; lit while one is dragged over it. */
export function ImportDrop() {
  const [dragged, setDragged] = useState<number | null>(null);
  useOutsideDrop({ onPaths: drop, onDragged: setDragged });
  if (dragged === null) return null;
  return (
    <div className={styles.cover}>
      <EmptyState icon={FileInput} tone="strong" title="Import sites from this file">
        You see what is in it before anything changes. To send files, drop them on Upload.
      </EmptyState>
    </div>
  );
}
