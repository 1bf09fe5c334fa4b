import type { RunCounts, SendRun } from '../../shared/domain/message-file.ts';

/** "1 message", "1,204 messages". */
export const messageCount = (count: number): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? 'message' : 'messages'}`;

/** Messages whose turn is over, whatever came of it. */
export const endedCount = (counts: RunCounts): number =>
  counts.accepted +
  counts.remarks +
  counts.refused +
  counts.noAnswer +
  counts.unknown +
  counts.failed;

export const isOver = ({ status }: Pick<SendRun, 'status'>): boolean =>
  status === 'done' || status === 'stopped';

/** "120 of 212" */
export const progressWords = (counts: RunCounts): string =>
  `${endedCount(counts).toLocaleString('en-US')} of ${counts.total.toLocaleString('en-US')}`;

/** "205 accepted, 2 with remarks, 3 not accepted"; what did not occur is not named. */
export function outcomeWords(counts: RunCounts): string {
  const parts: readonly (readonly [number, string])[] = [
    [counts.accepted, 'accepted'],
    [counts.remarks, 'with remarks'],
    [counts.refused, 'not accepted'],
    [counts.noAnswer, 'without a proper answer'],
    [counts.unknown, 'unknown'],
    [counts.failed, 'not sent'],
  ];
  const named = parts.filter(([count]) => count > 0);
  return named.map(([count, words]) => `${count.toLocaleString('en-US')} ${words}`).join(', ');
}

export interface RunSummary {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly title: string;
}

/** A run that is over, in one sentence. */
export function summarizeRun({ status, counts }: Pick<SendRun, 'status' | 'counts'>): RunSummary {
  const outcome = outcomeWords(counts);
  if (status === 'stopped') {
    const title = `Stopped after ${progressWords(counts)} messages${outcome === '' ? '.' : `: ${outcome}.`}`;
    return { tone: 'warn', title };
  }
  if (counts.accepted + counts.remarks === counts.total && counts.total > 0)
    return {
      tone: counts.remarks > 0 ? 'warn' : 'good',
      title:
        counts.total === 1
          ? `The message was accepted${counts.remarks > 0 ? ' with remarks' : ''}.`
          : `All ${messageCount(counts.total)} were accepted${counts.remarks > 0 ? `, ${counts.remarks.toLocaleString('en-US')} with remarks` : ''}.`,
    };
  return {
    tone: counts.accepted + counts.remarks === 0 ? 'bad' : 'warn',
    title: `${messageCount(counts.total)}: ${outcome}.`,
  };
}
