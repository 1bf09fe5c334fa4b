import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './EmptyState.module.css';

/** The middle of a pane that has nothing to list: what it is, why, and the one thing to do. */
export function EmptyState({
  icon: Icon,
  tone = 'accent',
  title,
  children,
  actions,
  after,
}: {
  readonly icon?: LucideIcon;
  readonly tone?: 'accent' | 'bad' | 'warn' | 'strong';
  readonly title?: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Below the actions, for example the phone number. */
  readonly after?: ReactNode;
}) {
  return (
    <div className={styles.frame}>
      <div className={classNames(styles.state, styles[tone])}>
        {Icon && (
          <span className={styles.circle}>
            <Icon aria-hidden />
          </span>
        )}
        {title !== undefined && <h2 className={styles.title}>{title}</h2>}
        {children !== undefined && <div className={styles.words}>{children}</div>}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        {after !== undefined && <div className={styles.after}>{after}</div>}
      </div>
    </div>
  );
}
