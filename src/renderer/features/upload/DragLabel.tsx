import styles from './DragLabel.module.css';
import { FileIcon } from './FileIcon.tsx';

/** What hangs on the pointer: the first name, and how many there are. */
export function DragLabel({ path, count }: { readonly path: string; readonly count: number }) {
  const name = path.split(/[/\\]/).at(-1) ?? path;
  return (
    <div className={styles.label}>
      <FileIcon name={name} kind="file" />
      <span>{name}</span>
      {count > 1 && <span className={styles.count}>{count}</span>}
    </div>
  );
}
