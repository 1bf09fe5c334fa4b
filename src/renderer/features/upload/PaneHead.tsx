import type { ReactNode } from 'react';
import styles from './PaneHead.module.css';

/** Name, path bar and icon buttons of a pane, in one line. */
export function PaneHead({
  title,
  path,
  actions,
}: {
  readonly title: string;
  readonly path: ReactNode;
  readonly actions: ReactNode;
}) {
  return (
    <div className={styles.head}>
      <h2 className={styles.title} title={title}>
        {title}
      </h2>
      {path}
      <div className={styles.actions}>{actions}</div>
    </div>
  );
}
