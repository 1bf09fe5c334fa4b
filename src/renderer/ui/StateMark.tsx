import type { LucideIcon } from 'lucide-react';
import { classNames } from './class-names.ts';
import { Spinner } from './Spinner.tsx';
import styles from './StateMark.module.css';

/** A state as a small icon: the words for it stand beside it, or in the name of its row. */
export interface StateMarkSpec {
  readonly icon: LucideIcon | 'busy';
  readonly tone: 'good' | 'warn' | 'bad' | 'neutral';
}

export function StateMark({
  mark: { icon: Icon, tone },
  title,
}: {
  readonly mark: StateMarkSpec;
  readonly title?: string;
}) {
  return (
    <span className={classNames(styles.mark, styles[tone])} title={title}>
      {Icon === 'busy' ? <Spinner size={14} /> : <Icon aria-hidden />}
    </span>
  );
}
