import { useEffect, useState } from 'react';
import type { RuleRun, RuleView } from '../../../shared/domain/rule.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { call } from '../../app/api.ts';
import { formatWhen } from '../../app/format-time.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { useNow } from '../../app/use-now.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './RuleHistory.module.css';
import { failureInWords, runMark, runResult } from './rule-words.ts';

/** The last runs of a rule, newest first. It stays up to date while it is open. */
export function RuleHistory({
  rule,
  site,
  onClose,
}: {
  readonly rule: RuleView;
  readonly site: SiteView | undefined;
  readonly onClose: () => void;
}) {
  const history = useRuns(rule);
  return (
    <Dialog
      title={`Runs of ${rule.name}`}
      subtitle="The last 100, newest first. Runs that found no file are not kept."
      width={680}
      isOpen
      onClose={onClose}
      dismissable
      footer={
        <Button variant="primary" autoFocus onPress={onClose}>
          Close
        </Button>
      }
    >
      <div className={styles.body}>
        {history.status === 'loading' && <Spinner />}
        {history.status === 'failed' && <p className={styles.none}>They could not be read.</p>}
        {history.status === 'ready' && history.runs.length === 0 && (
          <p className={styles.none}>Nothing was sent yet.</p>
        )}
        <ul className={styles.list} aria-label="Runs">
          {(history.status === 'ready' ? history.runs : []).map((run) => (
            <Run key={run.id} run={run} rule={rule} site={site} />
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

function Run({
  run,
  rule,
  site,
}: {
  readonly run: RuleRun;
  readonly rule: RuleView;
  readonly site: SiteView | undefined;
}) {
  const now = useNow();
  const { failure, notes } = run;
  const text = failure === null ? null : failureInWords(failure, rule, site);
  return (
    <li className={styles.item}>
      <span className={styles.when}>{formatWhen(run.startedAt, now)}</span>
      <StateMark mark={runMark(run)} />
      <div className={styles.words}>
        <p className={styles.result}>{runResult(run)}</p>
        {text !== null && (
          <p>
            {text.sentence} {text.nextStep}
          </p>
        )}
        {notes.map((note, index) => (
          <p key={index}>{note}</p>
        ))}
      </div>
    </li>
  );
}

type Runs =
  | { readonly status: 'loading' | 'failed' }
  | { readonly status: 'ready'; readonly runs: readonly RuleRun[] };

/** Read again whenever the last run has changed. */
function useRuns({ id, lastRun }: RuleView): Runs {
  const [runs, setRuns] = useState<Runs>({ status: 'loading' });
  const moment = JSON.stringify(lastRun);
  useEffect(() => {
    let wanted = true;
    void readRuns(id).then((read) => {
      if (wanted) setRuns(read);
    });
    return () => {
      wanted = false;
    };
  }, [id, moment]);
  return runs;
}

async function readRuns(id: string): Promise<Runs> {
  try {
    return { status: 'ready', runs: await call('rules.runs', { id }) };
  } catch (thrown) {
    reportFailure(thrown);
    return { status: 'failed' };
  }
}
