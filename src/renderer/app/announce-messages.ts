import type { SendRun } from '../../shared/domain/message-file.ts';
import { announce } from '../ui/announce.ts';
import { useMessages } from './messages-store.ts';
import { isOver, summarizeRun } from './run-words.ts';

type ByFile = Readonly<Record<string, SendRun>>;

/**
 * What a screen reader says about a change of the runs: one sentence when a run ends, or waits because
 * something is wrong. Single messages are not said, and nothing of what is in them.
 */
export function runSayings(before: ByFile, after: ByFile): readonly string[] {
  return Object.values(after).flatMap((run) => {
    const was = before[run.fileId];
    // One that is first heard of when it is over was there before this window.
    if (was === undefined && isOver(run)) return [];
    const same = was?.id === run.id ? was : undefined;
    if (isOver(run) && (same === undefined || !isOver(same)))
      return [`Sending is over. ${summarizeRun(run).title}`];
    const waits = run.status === 'paused' && run.failure !== null;
    const waited = same?.status === 'paused' && same.failure !== null;
    return waits && !waited ? ['Sending waits: the registry can not be reached.'] : [];
  });
}

/** Returns its undo. */
export function startAnnouncingMessages(): () => void {
  return useMessages.subscribe(({ runs }, before) => {
    if (runs === before.runs) return;
    for (const saying of runSayings(before.runs, runs)) announce(saying);
  });
}
