import { Activity, Check, TriangleAlert, X } from 'lucide-react';
import type { CheckSummary, SummaryTone } from '../../../shared/domain/check-summary.ts';
import { ciisSupportPhone } from '../../../shared/domain/presets.ts';
import { classNames } from '../../ui/class-names.ts';
import { Spinner } from '../../ui/Spinner.tsx';
import styles from './VerdictBand.module.css';

const icons: Readonly<Record<SummaryTone, typeof Check>> = {
  good: Check,
  warn: TriangleAlert,
  bad: X,
  neutral: Activity,
};

/** Whether this office can send, in one sentence. */
export function VerdictBand({
  summary: { tone, title, text },
  running,
}: {
  readonly summary: CheckSummary;
  readonly running: boolean;
}) {
  const Icon = icons[tone];
  return (
    <div className={classNames(styles.band, styles[tone])}>
      <span className={styles.circle}>
        {running ? <Spinner size={24} /> : <Icon aria-hidden />}
      </span>
      {/* No live region: the end of a run is announced, on whichever screen one is. */}
      <div className={styles.words}>
        <h2 className={styles.title}>{title}</h2>
        {text !== '' && <p>{text}</p>}
      </div>
      <div className={styles.phone}>
        <span className={styles.caption}>CIIS user support</span>
        <strong>{ciisSupportPhone}</strong>
      </div>
    </div>
  );
}
