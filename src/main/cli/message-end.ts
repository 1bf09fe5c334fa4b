import type { ErrorContext } from '../../shared/domain/error-text.ts';
import { whoRuns } from '../../shared/domain/error-text.ts';
import type { Failure } from '../../shared/domain/error.ts';
import type { AnswerView, MessageRow } from '../../shared/domain/message-file.ts';
import { verdictNames, type Verdict } from '../../shared/domain/message.ts';
import type { ExitCode } from './exit-codes.ts';
import { jsonError, plainFailure } from './output.ts';
import { printable } from './printable.ts';

/** How a message can end, as the command line reports it. */
export type EndVerdict = Verdict | 'unknown' | 'not-sent';

/** The end of one message. `texts` are the registry's, and may name a patient: standard output only. */
export interface MessageEnd {
  readonly file: string;
  readonly index: number;
  readonly controlId: string;
  readonly verdict: EndVerdict;
  readonly codes: readonly string[];
  readonly texts: readonly string[];
  readonly failure: Failure | null;
}

export interface SendSummary {
  readonly total: number;
  readonly accepted: number;
  readonly acceptedWithRemarks: number;
  readonly notAccepted: number;
  readonly noProperAnswer: number;
  readonly unknown: number;
  readonly notSent: number;
  readonly exitCode: ExitCode;
}

/** `reason`: why a message was not sent that has no failure of its own. */
export function messageEnd(
  file: string,
  row: MessageRow,
  answer: AnswerView | null,
  reason: Failure,
): MessageEnd {
  const verdict = endVerdict(row);
  return {
    file,
    index: row.index,
    controlId: row.controlId,
    verdict,
    codes: row.codes,
    texts: answer === null ? [] : textsOf(answer),
    failure: row.failure ?? (verdict === 'not-sent' ? reason : null),
  };
}

function endVerdict({ state, verdict }: MessageRow): EndVerdict {
  switch (state) {
    case 'answered':
      return verdict ?? 'no-proper-answer';
    case 'unknown':
    // Whoever stopped listening does not know.
    // eslint-disable-next-line no-fallthrough -- the same end
    case 'sending':
      return 'unknown';
    case 'failed':
    case 'cancelled':
    case 'not-sent':
    case 'waiting':
      return 'not-sent';
  }
}

function textsOf({ acknowledgement, firstLine }: AnswerView): readonly string[] {
  const reported = acknowledgement.errors.map(({ text }) => text);
  const all = [...acknowledgement.texts, ...reported, firstLine];
  return [...new Set(all.filter((text) => text !== null && text !== ''))] as string[];
}

/** One line of JSON, without its line end. Server text in it is escaped by JSON itself. */
export function jsonMessage({ failure, ...end }: MessageEnd, about: ErrorContext): string {
  const event = { event: 'message', ...end, texts: end.texts.map(printable) };
  if (failure === null) return JSON.stringify(event);
  return JSON.stringify({ ...event, error: jsonMessageError(end.verdict, failure, about) });
}

function jsonMessageError(verdict: EndVerdict, failure: Failure, about: ErrorContext): object {
  const error = jsonError(failure, about, about.file ?? '');
  return { ...error, ...(verdict === 'unknown' ? unknownText(about) : {}) };
}

const words: Readonly<Record<EndVerdict, string>> = {
  ...verdictNames,
  unknown: 'Unknown',
  'not-sent': 'Not sent',
};
const wordWidth = Math.max(...Object.values(words).map((word) => word.length));

/** A message's end for a person: one line, and below it what the registry says, or why. */
export function plainMessage(end: MessageEnd, about: ErrorContext): string {
  const number = String(end.index + 1).padStart(5);
  const codes = end.codes.length === 0 ? '' : `  ${end.codes.map(printable).join(', ')}`;
  const line = `${words[end.verdict].padEnd(wordWidth)}  ${number}  ${printable(end.controlId)}${codes}`;
  const texts = end.texts.map((text) => `    ${printable(text)}`);
  return [line.trimEnd(), ...texts, ...failureLines(end, about)].join('\n');
}

function failureLines({ failure, verdict }: MessageEnd, about: ErrorContext): readonly string[] {
  if (failure === null) return [];
  const lines = plainFailure(failure, about, '    ').split('\n');
  if (verdict !== 'unknown') return lines;
  const { sentence, nextStep } = unknownText(about);
  return [`    ${printable(`${sentence} ${nextStep}`)}`, ...lines.slice(1)];
}

/** Of a message; the sentences of the failures are about files. */
const unknownText = (about: ErrorContext) => ({
  sentence: `${whoRuns(about)} may or may not have this message.`,
  nextStep: 'Look there before you send it again.',
});

export function summarizeMessages(
  verdicts: Readonly<Record<EndVerdict, number>>,
  exitCode: ExitCode,
): SendSummary {
  return {
    total: Object.values(verdicts).reduce((sum, count) => sum + count, 0),
    accepted: verdicts.accepted,
    acceptedWithRemarks: verdicts['accepted-with-remarks'],
    notAccepted: verdicts['not-accepted'],
    noProperAnswer: verdicts['no-proper-answer'],
    unknown: verdicts.unknown,
    notSent: verdicts['not-sent'],
    exitCode,
  };
}

export function plainSendSummary(summary: SendSummary): string {
  const counts = [
    [summary.accepted, 'accepted'],
    [summary.acceptedWithRemarks, 'accepted with remarks'],
    [summary.notAccepted, 'not accepted'],
    [summary.noProperAnswer, 'without a proper answer'],
    [summary.unknown, 'unknown: look before you send again'],
    [summary.notSent, 'not sent'],
  ] as const;
  const parts = counts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count.toLocaleString('en-US')} ${word}`);
  const messages = `${summary.total.toLocaleString('en-US')} ${summary.total === 1 ? 'message' : 'messages'}`;
  return parts.length === 0 ? `${messages}.` : `${messages}: ${parts.join(', ')}.`;
}
