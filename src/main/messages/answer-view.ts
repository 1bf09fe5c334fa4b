import type { AnswerView } from '../../shared/domain/message-file.ts';
import { answeringMessage, readAcknowledgement } from '../hl7/read-acknowledgement.ts';
import { serverWords } from '../transport/soap/server-words.ts';
import type { KeptAnswer } from './message-ledger.ts';
import { segmentViews } from './segment-views.ts';

/** What came back for a message, to be shown. */
export function answerView(answer: KeptAnswer, controlId: string): AnswerView {
  const { receivedAt } = answer;
  if (answer.kind === 'no-answer') {
    const acknowledgement = { ...readAcknowledgement('', controlId), problem: 'not-hl7' } as const;
    return { acknowledgement, segments: [], firstLine: answer.words, receivedAt };
  }
  const read = readAcknowledgement(answer.text, controlId);
  const acknowledgement = { ...read, verdict: answer.verdictOfWhole ?? read.verdict };
  const isProper = acknowledgement.verdict !== 'no-proper-answer';
  const message = isProper ? answeringMessage(answer.text, controlId)?.message : undefined;
  const segments = message === undefined ? [] : segmentViews(message);
  return {
    acknowledgement,
    segments,
    firstLine: isProper ? null : firstLineOf(answer.text),
    receivedAt,
  };
}

function firstLineOf(text: string): string | null {
  const line = serverWords(text.trim().split(/[\r\n]/, 1)[0] ?? '');
  return line === '' ? null : line;
}
