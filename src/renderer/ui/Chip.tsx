import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Chip.module.css';
import { classNames } from './class-names.ts';
import { Spinner } from './Spinner.tsx';

export type ChipTone = 'good' | 'warn' | 'bad' | 'info' | 'neutral';

/** A state in one or two words, always with an icon (`busy` turns). */
export function Chip({
  tone,
  icon: Icon,
  children,
}: {
  readonly tone: ChipTone;
  readonly icon?: LucideIcon | 'busy';
  readonly children: ReactNode;
}) {
  return (
    <span className={classNames(styles.chip, styles[tone])}>
      {Icon === 'busy' ? <Spinner size={14} /> : Icon && <Icon aria-hidden />}
      {children}
    </span>
  );
}
