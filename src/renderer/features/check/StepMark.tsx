import { Circle, CircleAlert, CircleCheck, CircleMinus, CircleX } from 'lucide-react';
import { Spinner } from '../../ui/Spinner.tsx';
import type { RowMark } from './step-rows.ts';
import styles from './StepMark.module.css';

const icons = {
  ok: CircleCheck,
  warn: CircleAlert,
  failed: CircleX,
  skipped: CircleMinus,
  none: Circle,
};

/** How a step ended, for the eyes: the words beside it say it too. */
export function StepMark({ mark }: { readonly mark: RowMark }) {
  if (mark === 'running')
    return (
      <span className={styles.running}>
        <Spinner />
      </span>
    );
  const Icon = icons[mark];
  return (
    <span className={styles[mark]}>
      <Icon aria-hidden />
    </span>
  );
}
