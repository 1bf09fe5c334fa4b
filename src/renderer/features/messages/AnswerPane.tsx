import { useState } from 'react';
import type { AnswerView, MessageFile } from '../../../shared/domain/message-file.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { formatClockSeconds } from '../../app/format-time.ts';
import { describeSiteFailure, serverName } from '../../app/site-words.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { VerdictCard } from '../../ui/VerdictCard.tsx';
import { Answer } from './Answer.tsx';
import styles from './AnswerPane.module.css';
import { FailureDialog } from './FailureDialog.tsx';
import { failureWords } from './failure-words.ts';
import { Findings } from './Findings.tsx';
import { rowState } from './message-words.ts';
import { useMessage } from './MessagePane.tsx';
import { useRows } from './row-store.ts';
import { messageText } from './segment-words.ts';
import { useAnswer } from './use-answer.ts';
import { useView } from './view-store.ts';

/** What came back for the message that is shown; before that, what the pre-flight check found. */
export function AnswerPane({
  file,
  site,
}: {
  readonly file: MessageFile;
  readonly site: SiteView | undefined;
}) {
  const row = useRows((state) => state.current);
  const current = useView((state) => state.current);
  const answer = useAnswer(file.id);
  const value = answer.status === 'ready' ? answer.value : null;
  const waits = row === null || current === null || isBefore(row.state);
  return (
    <Panel region={waits ? 'Pre-flight check' : 'Answer'}>
      <div className={styles.head}>
        <h2 className={styles.title}>{waits ? 'Pre-flight check' : 'Answer'}</h2>
        {value !== null && !waits && (
          <>
            <span className={styles.time}>{formatClockSeconds(value.receivedAt)}</span>
            {value.segments.length > 0 && (
              <CopyButton size="small" text={() => messageText(value.segments)} />
            )}
          </>
        )}
      </div>
      {/* One body for each message: what was scrolled or opened in another one stays there. */}
      <div
        key={`${file.id} ${current ?? ''}`}
        className={styles.body}
        tabIndex={0}
        role="group"
        aria-label={waits ? 'What the check found' : 'What came back'}
      >
        {waits ? (
          <Findings file={file} site={site} />
        ) : row.state === 'answered' ? (
          <Answered file={file} answer={value} site={site} failed={answer.status === 'failed'} />
        ) : (
          <NotAnswered site={site} />
        )}
      </div>
    </Panel>
  );
}

/** Nothing has come of it so far. */
const isBefore = (state: string): boolean =>
  state === 'not-sent' || state === 'waiting' || state === 'sending' || state === 'cancelled';

function Answered({
  file,
  answer,
  site,
  failed,
}: {
  readonly file: MessageFile;
  readonly answer: AnswerView | null;
  readonly site: SiteView | undefined;
  readonly failed: boolean;
}) {
  const current = useView((state) => state.current);
  const controlId = useRows((state) => state.current?.controlId ?? '');
  const message = useMessage(file, current);
  if (failed) return <EmptyState>The answer can&apos;t be shown.</EmptyState>;
  if (answer === null) return null;
  return (
    <Answer
      answer={answer}
      who={serverName(site)}
      controlId={controlId}
      segments={message.status === 'ready' ? message.value.segments : []}
    />
  );
}

/** It did not get there, or it may have. */
function NotAnswered({ site }: { readonly site: SiteView | undefined }) {
  const row = useRows((state) => state.current);
  const [details, setDetails] = useState(false);
  if (row === null) return null;
  const failure = row.failure ?? { code: 'internal', detail: '' };
  const { sentence, nextStep } = failureWords(
    row.state,
    serverName(site),
    describeSiteFailure(failure, site),
  );
  const mark = rowState(row);
  return (
    <>
      <VerdictCard mark={mark} title={mark.words} tone={row.state === 'unknown' ? 'warn' : 'bad'}>
        {sentence}
      </VerdictCard>
      <div className={styles.next}>
        <p>{nextStep}</p>
        <Button variant="quiet" size="small" onPress={() => setDetails(true)}>
          Details
        </Button>
      </div>
      {details && (
        <FailureDialog
          title={sentence}
          failure={failure}
          site={site}
          onClose={() => setDetails(false)}
        />
      )}
    </>
  );
}
