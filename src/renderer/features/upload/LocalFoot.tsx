import { ArrowUp, CircleX } from 'lucide-react';
import type { LocalEntry } from '../../../shared/domain/remote-entry.ts';
import { useNow } from '../../app/use-now.ts';
import { Button } from '../../ui/Button.tsx';
import { preflightLine } from './preflight-words.ts';
import { PreflightLine } from './PreflightLine.tsx';
import { PaneFoot } from './PaneFoot.tsx';
import { countWords, sendWords, sizeWords } from './selection-words.ts';
import { usePreflight } from './use-preflight.ts';
import styles from './LocalFoot.module.css';

/** What is selected, and the one filled button of the screen. */
export function LocalFoot({
  chosen,
  problem,
  soFar,
  siteLabel,
  lookFor,
  onSend,
}: {
  readonly chosen: readonly LocalEntry[];
  /** Why the folder that was asked for is not on the screen. */
  readonly problem: string | null;
  /** How many entries are there while more are to come; null: all are. */
  readonly soFar: number | null;
  readonly siteLabel: string | null;
  /** The site whose files are looked at before they go; null: none are. */
  readonly lookFor: string | null;
  readonly onSend: ((paths: readonly string[]) => void) | null;
}) {
  const files = usePreflight(onSend === null ? null : lookFor, chosen);
  const now = useNow();
  const line = files && preflightLine(files, now);
  return (
    <PaneFoot
      words={
        problem === null ? (
          files && line ? (
            <PreflightLine line={line} files={files} />
          ) : (
            words(chosen, soFar, siteLabel, onSend !== null)
          )
        ) : (
          <>
            <CircleX aria-hidden className={styles.bad} />
            <span className={styles.bad} role="alert" title={problem}>
              {problem}
            </span>
          </>
        )
      }
      action={
        <Button
          variant="primary"
          icon={ArrowUp}
          isDisabled={chosen.length === 0 || onSend === null}
          onPress={() => onSend?.(chosen.map(({ path }) => path))}
        >
          {sendWords(chosen)}
        </Button>
      }
    />
  );
}

function words(
  chosen: readonly LocalEntry[],
  soFar: number | null,
  siteLabel: string | null,
  maySend: boolean,
) {
  if (chosen.length === 0 && soFar !== null)
    return (
      <span className={styles.muted} role="status">
        Loading, {soFar.toLocaleString('en-US')} so far
      </span>
    );
  if (chosen.length === 0) return <span className={styles.muted}>Select one or more files</span>;
  if (siteLabel === null || !maySend)
    return (
      <span className={styles.muted}>
        {countWords(chosen)} selected.{' '}
        {siteLabel === null ? 'Choose a site first' : `Sign in to ${siteLabel} first`}
      </span>
    );
  const size = sizeWords(chosen);
  return (
    <span>
      <strong>
        {countWords(chosen)} selected{size !== null && ':'}
      </strong>{' '}
      {size}
    </span>
  );
}
