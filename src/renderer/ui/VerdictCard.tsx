import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import type { StateMarkSpec } from './StateMark.tsx';
import styles from './VerdictCard.module.css';

/** How a file or a message ended: an icon, a word and a sentence. */
export function VerdictCard({
  mark: { icon: Icon },
  title,
  tone,
  children,
}: {
  readonly mark: StateMarkSpec;
  readonly title: string;
  readonly tone: 'good' | 'warn' | 'bad' | 'neutral';
  readonly children: ReactNode;
}) {
  return (
    <div className={classNames(styles.card, styles[tone])}>
      {Icon !== 'busy' && <Icon aria-hidden />}
      <div>
        <h3 className={styles.title}>{title}</h3>
        <p className={styles.sentence}>{children}</p>
      </div>
    </div>
  );
}
