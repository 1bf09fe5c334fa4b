import type { MessageFile } from '../../../shared/domain/message-file.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { messageCount } from '../../app/run-words.ts';
import type { FilterCounts } from './send-choice.ts';

/** Those that messages can be sent to. */
export const realTimeSites = (sites: readonly SiteView[]): readonly SiteView[] =>
  sites.filter(({ protocol }) => protocol === 'soap');

export const isReading = ({ inspection, failure }: MessageFile): boolean =>
  inspection === null && failure === null;

/** It was read, or could not be, and there is no message to show. */
export const isUnreadable = (file: MessageFile): boolean =>
  file.failure !== null || (file.inspection !== null && file.messages === 0);

/** "6 of 9 sent, 2 need a look, 3 chosen"; while a run goes on the toolbar says how many are sent. */
export function footWords(counts: FilterCounts, chosen: number, running: boolean): string {
  const sent = counts.all - counts['not-sent'];
  const look = counts.refused + counts.trouble;
  const words = [
    sent === 0 || running
      ? messageCount(counts.all)
      : `${sent.toLocaleString('en-US')} of ${counts.all.toLocaleString('en-US')} sent`,
    ...(look === 0
      ? []
      : [`${look.toLocaleString('en-US')} ${look === 1 ? 'needs' : 'need'} a look`]),
    ...(chosen < 2 ? [] : [`${chosen.toLocaleString('en-US')} chosen`]),
  ];
  return words.join(', ');
}
