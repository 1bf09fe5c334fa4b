import { ProgressBar as AriaProgressBar } from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './ProgressBar.module.css';

/** `value` is 0 to 100. `thin` is 4 px (the rail), else 6 px. */
export function ProgressBar({
  label,
  value,
  thin = false,
}: {
  readonly label: string;
  readonly value: number;
  readonly thin?: boolean;
}) {
  return (
    <AriaProgressBar
      aria-label={label}
      value={value}
      className={classNames(styles.track, thin && styles.thin)}
    >
      {({ percentage }) => <div className={styles.fill} style={{ width: `${percentage ?? 0}%` }} />}
    </AriaProgressBar>
  );
}
