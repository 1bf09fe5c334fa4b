import { CircleCheck, TriangleAlert, Upload } from 'lucide-react';
import { useShallow } from 'zustand/react/shallow';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { formatWhenInside } from './format-time.ts';
import styles from './QueueState.module.css';
import { useTransfers } from './transfers-store.ts';
import { useNow } from './use-now.ts';

/** The bottom of the rail: how far the queue is and whether something needs a person. */
export function QueueState() {
  const { sent, total, needLook, active, lastSentAt } = useTransfers(
    useShallow((state) => state.summary),
  );
  const now = useNow();
  const busy = active > 0 || needLook > 0;
  const share = total === 0 ? 0 : (sent / total) * 100;
  const Icon = needLook > 0 ? TriangleAlert : busy ? Upload : CircleCheck;
  return (
    <div className={styles.state} role="group" aria-label="Queue">
      <div className={styles.wide}>
        <div className={styles.words}>{busy ? `${sent} of ${total} sent` : 'Nothing to send'}</div>
        {busy && (
          <div className={styles.bar}>
            <ProgressBar thin label="Files sent" value={share} />
          </div>
        )}
        {needLook > 0 && (
          <div className={styles.look}>
            <TriangleAlert aria-hidden />
            {needLook === 1 ? '1 needs a look' : `${needLook} need a look`}
          </div>
        )}
        {!busy && lastSentAt !== null && (
          <div className={styles.last}>Last sent {formatWhenInside(lastSentAt, now)}</div>
        )}
      </div>
      {(busy || lastSentAt !== null) && (
        <div className={styles.narrow} aria-hidden>
          <Icon data-look={needLook > 0 || undefined} />
          {busy && `${sent} of ${total}`}
        </div>
      )}
    </div>
  );
}
