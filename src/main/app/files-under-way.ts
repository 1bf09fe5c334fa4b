import type { MessagesSnapshot, SendRun } from '../../shared/domain/message-file.ts';
import type { TransferQueue } from '../transfer/queue.ts';

export interface Work {
  readonly queue: Pick<TransferQueue, 'list' | 'arriving'>;
  readonly messages: { readonly list: () => MessagesSnapshot };
}

/** What would be stopped if the program ended now, in files. */
export interface FilesUnderWay {
  /** They stay on the list. */
  readonly uploads: number;
  /** Looked at or asked about: on no list yet. */
  readonly arriving: number;
  /** Files whose messages are being sent, or wait for the gateway or the person. */
  readonly messageFiles: number;
}

/** What waits counts too, once something is being sent: it would have been next. */
export const filesUnderWay = ({ queue, messages }: Work): FilesUnderWay => ({
  uploads: uploadsUnderWay(queue),
  arriving: queue.arriving(),
  messageFiles: messages.list().runs.filter(isNotOver).length,
});

export const sumOf = ({ uploads, arriving, messageFiles }: FilesUnderWay): number =>
  uploads + arriving + messageFiles;

/** What the person is told before the window closes on them. */
export function leavingWords(files: FilesUnderWay): {
  readonly message: string;
  readonly detail: string;
} {
  const sum = sumOf(files);
  const sentences = [
    `If you close CIIS Connect now ${sum === 1 ? 'it stops where it is' : 'they stop where they are'}.`,
    files.uploads > 0 ? 'What is on the list stays there.' : '',
    files.arriving > 0
      ? 'Files that are still being looked at, or that you are asked about, are not on the list yet: choose them again next time.'
      : '',
    files.messageFiles > 0 ? 'Messages that wait are not sent.' : '',
    'Nothing is sent again by itself.',
  ];
  return {
    message: sum === 1 ? 'A file is still being sent' : `${sum} files are still being sent`,
    detail: sentences.filter((each) => each !== '').join(' '),
  };
}

/** One that waits out a pause has messages that would still be sent. */
const isNotOver = ({ status, counts }: SendRun): boolean =>
  status === 'running' || status === 'paused' || counts.sending > 0;

function uploadsUnderWay(queue: Work['queue']): number {
  const { transfers, paused } = queue.list();
  const sending = transfers.filter(({ status }) => status === 'sending').length;
  const next = transfers.filter(({ status }) => status === 'waiting').length;
  return sending === 0 || paused ? sending : sending + next;
}
