import { answeringMessage } from '../hl7/read-acknowledgement.ts';
import type { OpenFile } from './open-file.ts';

/**
 * Every proper answer of a file, in the order of its messages, as one batch that a records system reads:
 * FHS, BHS, the acknowledgements as they came, BTS, FTS; every segment ends in CR. Where one does not name the
 * message it answers (MSA-2), its control ID is put in.
 */
export function answersBatch(file: OpenFile, now: number): string {
  const answers: string[] = [];
  for (let index = 0; index < file.ledger.length; index += 1) {
    const answer = answerOf(file, index);
    if (answer !== null) answers.push(answer);
  }
  const at = timestamp(now);
  const head = [`FHS|^~\\&|CIIS Connect||||${at}`, `BHS|^~\\&|CIIS Connect||||${at}`];
  const tail = [`BTS|${answers.length}`, 'FTS|1'];
  return [...head, ...answers, ...tail].map((part) => `${part}\r`).join('');
}

/** Its lines, the last one without its end. */
function answerOf({ ledger, index: messages }: OpenFile, index: number): string | null {
  const outcome = ledger.outcomeOf(index);
  if (outcome?.answer?.kind !== 'answer' || outcome.verdict === 'no-proper-answer') return null;
  const controlId = messages.at(index)?.controlId ?? '';
  const answer = answeringMessage(outcome.answer.text, controlId);
  if (answer === undefined) return null;
  return answer.text
    .split(/[\r\n]+/)
    .filter((line) => line !== '')
    .map((line) => naming(line, controlId))
    .join('\r');
}

/** CIIS may leave MSA-2 empty: then nobody could tell which message of the batch is answered. */
function naming(line: string, controlId: string): string {
  const [id, separator] = [line.slice(0, 3), line.charAt(3)];
  if (id !== 'MSA' || separator === '') return line;
  const [, code = '', named = '', ...rest] = line.split(separator);
  return named.trim() === '' ? [id, code, controlId, ...rest].join(separator) : line;
}

/** HL7's own form, in UTC. */
const timestamp = (now: number): string =>
  `${new Date(now).toISOString().slice(0, 19).replace(/[-:T]/g, '')}+0000`;
