import type { ReactNode } from 'react';
import styles from './Screen.module.css';

/** A screen: one toolbar line (a title, or what stands in its place), then its panels. */
export function Screen({
  title,
  hideTitle = false,
  start,
  actions,
  children,
}: {
  readonly title: string;
  /** Upload has the site picker instead of the title. */
  readonly hideTitle?: boolean;
  readonly start?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <main className={styles.screen} aria-label={title}>
      <div className={styles.toolbar} data-region="Toolbar" role="group" aria-label={title}>
        {!hideTitle && <h1 className={styles.title}>{title}</h1>}
        {start}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      <div className={styles.content}>{children}</div>
    </main>
  );
}
