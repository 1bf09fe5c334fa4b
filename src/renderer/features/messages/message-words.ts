import {
  CircleAlert,
  CircleArrowUp,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleSlash,
  CircleX,
  Clock,
} from 'lucide-react';
import type { MessageRow } from '../../../shared/domain/message-file.ts';
import { verdictNames, type Verdict } from '../../../shared/domain/message.ts';
import type { StateMarkSpec } from '../../ui/StateMark.tsx';

const typeNames: Readonly<Record<string, string>> = {
  VXU: 'Vaccination update',
  QBP: 'Query',
  RSP: 'Answer to a query',
  ACK: 'Acknowledgement',
  ADT: 'Patient update',
  ORU: 'Result',
  QCK: 'Answer to a query',
};

/** What a message is for, from its MSH-9 (VXU^V04^VXU_V04); an unknown type as it is. */
export function typeWords(type: string): string {
  const code = type.split('^', 1)[0] ?? '';
  return typeNames[code] ?? (code === '' ? 'No type' : code);
}

/** MSH-11 in a word, for a tooltip and for screen readers. */
export function processingWords(processingId: string): string {
  switch (processingId) {
    case 'P':
      return 'production';
    case 'T':
      return 'training';
    case 'D':
      return 'debugging';
    case '':
      return 'neither production nor test';
    default:
      return processingId;
  }
}

export interface RowState extends StateMarkSpec {
  readonly words: string;
}

const marks: Readonly<Record<Verdict, StateMarkSpec>> = {
  accepted: { icon: CircleCheck, tone: 'good' },
  'accepted-with-remarks': { icon: CircleAlert, tone: 'warn' },
  'not-accepted': { icon: CircleX, tone: 'bad' },
  'no-proper-answer': { icon: CircleHelp, tone: 'warn' },
};

export const verdictMark = (verdict: Verdict): StateMarkSpec => marks[verdict];

/** How a message stands, as an icon and in words. */
export function rowState({ state, verdict }: Pick<MessageRow, 'state' | 'verdict'>): RowState {
  switch (state) {
    case 'not-sent':
      return { icon: CircleDashed, tone: 'neutral', words: 'Not sent yet' };
    case 'waiting':
      return { icon: Clock, tone: 'neutral', words: 'Waiting' };
    case 'sending':
      return { icon: CircleArrowUp, tone: 'neutral', words: 'Sending' };
    case 'answered': {
      const known = verdict ?? 'no-proper-answer';
      return { ...marks[known], words: verdictNames[known] };
    }
    case 'failed':
      return { icon: CircleX, tone: 'bad', words: 'Not sent' };
    case 'unknown':
      return { icon: CircleHelp, tone: 'warn', words: 'Unknown' };
    case 'cancelled':
      return { icon: CircleSlash, tone: 'neutral', words: 'Stopped' };
  }
}

/** The whole row, as a screen reader says it. */
export function rowName(row: MessageRow): string {
  const parts = [
    `Message ${row.index + 1}`,
    row.controlId === '' ? 'no control ID' : row.controlId,
    ...(row.initials === null ? [] : [row.initials]),
    typeWords(row.type),
    processingWords(row.processingId),
    rowState(row).words,
  ];
  return parts.join(', ');
}
