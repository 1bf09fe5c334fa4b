import type { ErrorText } from '../../../shared/domain/error-text.ts';
import type { Failure } from '../../../shared/domain/error.ts';
import type { SendRun } from '../../../shared/domain/message-file.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { formatClock } from '../../app/format-time.ts';
import { messageCount, summarizeRun } from '../../app/run-words.ts';
import { describeSiteFailure } from '../../app/site-words.ts';

export type BandAction =
  'change-password' | 'check-connection' | 'go-on' | 'send-rest' | 'save-answers' | 'save-summary';

/** What a run has to say over the list; null: it runs, or waits because the person wants it to. */
export interface RunBandWords {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly title: string;
  readonly text: string | null;
  readonly actions: readonly BandAction[];
  /** What is behind Details. */
  readonly failure: Failure | null;
}

export function runBand(run: SendRun, site: SiteView | undefined): RunBandWords | null {
  const { status, failure, counts } = run;
  switch (status) {
    case 'running':
      return null;
    case 'paused':
      if (failure === null) return null;
      return {
        tone: 'warn',
        ...waitingWords(run, describeSiteFailure(failure, site)),
        actions: ['go-on', 'check-connection'],
        failure,
      };
    case 'stopped':
      if (failure !== null) return stoppedBand(run, failure, describeSiteFailure(failure, site));
      return { ...summarizeRun(run), text: null, actions: savingOf(run), failure: null };
    case 'done':
      return {
        ...summarizeRun(run),
        text:
          counts.unknown > 0
            ? `The registry may or may not have ${counts.unknown === 1 ? 'the unknown one' : 'the unknown ones'}. Look there before you send again.`
            : null,
        actions: savingOf(run),
        failure: null,
      };
  }
}

function waitingWords(
  { resumesAt }: SendRun,
  { sentence, nextStep }: ErrorText,
): Pick<RunBandWords, 'title' | 'text'> {
  return resumesAt === null
    ? { title: `Sending waits. ${sentence}`, text: nextStep }
    : {
        title: `Sending waits until ${formatClock(resumesAt)}, then it goes on by itself.`,
        text: sentence,
      };
}

function stoppedBand(
  run: SendRun,
  failure: Failure,
  { sentence, nextStep }: ErrorText,
): RunBandWords {
  const left = run.counts.waiting;
  return {
    tone: 'bad',
    title: sentence,
    text:
      left === 0
        ? nextStep
        : `${nextStep} ${messageCount(left)} ${left === 1 ? 'was' : 'were'} not sent.`,
    actions: [
      ...(isSignIn(failure) ? (['change-password'] as const) : []),
      'send-rest',
      'check-connection',
    ],
    failure,
  };
}

const isSignIn = ({ code }: Failure): boolean =>
  code === 'login-refused' || code === 'password-missing' || code === 'login-paused';

/** Answers are there to be saved as soon as one came. */
const savingOf = ({ counts }: SendRun): readonly BandAction[] =>
  counts.accepted + counts.remarks + counts.refused + counts.noAnswer > 0
    ? ['save-answers', 'save-summary']
    : [];
