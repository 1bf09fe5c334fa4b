import type { ReactNode } from 'react';
import styles from './PaneFoot.module.css';

/** The line under a pane: words at the left, the pane's one action at the right. */
export function PaneFoot({
  words,
  action,
}: {
  readonly words: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className={styles.foot}>
      <div className={styles.words}>{words}</div>
      {action}
    </div>
  );
}
