import {
  acknowledgementCodeSchema,
  queryStatusSchema,
  type Acknowledgement,
  type AcknowledgementCode,
  type AnswerProblem,
  type QueryStatus,
  type ReportedError,
  type Verdict,
} from '../../shared/domain/message.ts';
import { errorReports } from './error-reports.ts';
import { fieldPart, fieldParts } from './field-parts.ts';
import { fieldText, segmentsOf, type Message } from './message.ts';
import { parseMessage } from './parse-message.ts';
import { PieceReader } from './piece-reader.ts';
import { plainAnswer, type PlainAnswer } from './plain-answer.ts';
import { unescapeText } from './escapes.ts';

/**
 * What the registry's answer says about the message that was sent; never throws. AA is accepted: with remarks
 * where an error or a warning comes with it, where its words say that something was rejected, or where MSA-2 names
 * another message (CIIS leaves it empty). AR is refused, AE is refused unless each filled ERR-4 is a warning or a
 * note (and one is filled).
 * A query's own status (QAK-2) counts if it is AE or AR; NF, no match, is no error.
 */
export function readAcknowledgement(text: string, sentControlId: string): Acknowledgement {
  const answer = plainAnswer(text);
  const messages = messagesIn(answer);
  const message = answering(messages, sentControlId)?.message;
  if (message === undefined) {
    const problem =
      messages.length > 0 ? 'no-acknowledgement' : answer.text === '' ? 'empty' : 'not-hl7';
    return noAnswer(problem, answer.form);
  }
  return acknowledgementIn(message, sentControlId, answer.form);
}

/** The message in an answer that is about the one that was sent, and its text; undefined where there is none. */
export const answeringMessage = (
  text: string,
  sentControlId: string,
): AnsweringMessage | undefined => answering(messagesIn(plainAnswer(text)), sentControlId);

export interface AnsweringMessage {
  readonly message: Message;
  /** As it came, without what surrounds it. */
  readonly text: string;
}

function messagesIn({ form, text }: PlainAnswer): AnsweringMessage[] {
  if (form === 'base64') return [];
  const reader = new PieceReader();
  return [...reader.push(Buffer.from(text)), ...reader.end()]
    .filter(({ kind }) => kind === 'message')
    .map(({ bytes, line, offset }) => ({
      message: parseMessage(bytes, line, offset, 'utf-8'),
      text: bytes.toString('utf8'),
    }));
}

/**
 * A batch may answer several messages: the one that names ours, else one that names none, else the first that
 * answers any; the gravest where there are several.
 */
function answering(
  messages: readonly AnsweringMessage[],
  sentControlId: string,
): AnsweringMessage | undefined {
  const candidates = messages.filter(({ message }) => segmentsOf(message, 'MSA').length > 0);
  const naming = (controlId: string): readonly AnsweringMessage[] =>
    candidates.filter(({ message }) => controlIdIn(message) === controlId);
  const gravity = ({ message }: AnsweringMessage): number =>
    verdictsByGravity.indexOf(acknowledgementIn(message, sentControlId, 'plain').verdict);
  const gravestOf = (several: readonly AnsweringMessage[]): AnsweringMessage | undefined =>
    [...several].sort((one, other) => gravity(one) - gravity(other))[0];
  return gravestOf(naming(sentControlId)) ?? gravestOf(naming('')) ?? candidates[0];
}

const verdictsByGravity: readonly Verdict[] = [
  'not-accepted',
  'no-proper-answer',
  'accepted-with-remarks',
  'accepted',
];

const controlIdIn = (message: Message): string =>
  fieldText(segmentsOf(message, 'MSA')[0], 2).trim();

function acknowledgementIn(
  message: Message,
  sentControlId: string,
  form: PlainAnswer['form'],
): Acknowledgement {
  const { separators } = message;
  const acknowledgements = segmentsOf(message, 'MSA');
  const reports = segmentsOf(message, 'ERR');
  const queryStatus = queryStatusIn(message);
  const code = gravest(
    acknowledgements.map((segment) => fieldText(segment, 1)),
    queryStatus,
  );
  const texts = acknowledgements.map((segment) =>
    unescapeText(fieldText(segment, 3), separators).trim(),
  );
  const errors = reports.flatMap((segment) => errorReports(segment, separators));
  const controlId = controlIdIn(message);
  const isOurs = controlId === '' || controlId === sentControlId;
  const verdict = verdictOf(
    code,
    reports.map((segment) => fieldText(segment, 4).trim().toUpperCase()),
    !isOurs || errors.some(isRemark) || texts.some(saysRejected),
  );
  return {
    verdict,
    problem: verdict === 'no-proper-answer' ? 'unknown-code' : null,
    code,
    controlId: controlId === '' ? null : controlId,
    controlIdMatches: controlId === sentControlId,
    queryStatus,
    texts: [...new Set(texts)].filter((text) => text !== ''),
    errors,
    form,
  };
}

function queryStatusIn(message: Message): QueryStatus | null {
  const parts = fieldParts(fieldText(segmentsOf(message, 'QAK')[0], 2), message.separators);
  return queryStatusSchema.safeParse(fieldPart(parts, 1).trim().toUpperCase()).data ?? null;
}

const byGravity: readonly AcknowledgementCode[] = ['AR', 'CR', 'CE', 'AE', 'AA', 'CA'];

/** Null unless every code is one we know: a good one beside it proves nothing. */
function gravest(
  codes: readonly string[],
  queryStatus: QueryStatus | null,
): AcknowledgementCode | null {
  const known = codes.map(
    (code) => acknowledgementCodeSchema.safeParse(code.trim().toUpperCase()).data,
  );
  if (known.includes(undefined)) return null;
  if (queryStatus === 'AE' || queryStatus === 'AR') known.push(queryStatus);
  return byGravity.find((code) => known.includes(code)) ?? null;
}

/** More than a note, or one that says more than that all is well (code 0, "message accepted"). */
const isRemark = ({ severity, code, applicationCode, text }: ReportedError): boolean =>
  severity === null
    ? (code ?? applicationCode ?? '') !== '0' || saysRejected(text ?? '')
    : severity !== 'I' || saysRejected(text ?? '');

/** Some registries say so in words only. */
const saysRejected = (text: string): boolean =>
  /\breject|\brefuse|\bnot (been )?(accepted|processed|saved|stored)\b/i.test(text);

function verdictOf(
  code: AcknowledgementCode | null,
  severities: readonly string[],
  hasRemarks: boolean,
): Verdict {
  switch (code) {
    case 'AA':
      return hasRemarks ? 'accepted-with-remarks' : 'accepted';
    case 'AE': {
      const filled = severities.filter((severity) => severity !== '');
      const harmless = filled.every((severity) => severity === 'W' || severity === 'I');
      return filled.length > 0 && harmless ? 'accepted-with-remarks' : 'not-accepted';
    }
    case 'AR':
    case 'CR':
    case 'CE':
      return 'not-accepted';
    // CA: it was received and may still be refused.
    case 'CA':
    case null:
      return 'no-proper-answer';
  }
}

const noAnswer = (problem: AnswerProblem, form: PlainAnswer['form']): Acknowledgement => ({
  verdict: 'no-proper-answer',
  problem,
  code: null,
  controlId: null,
  controlIdMatches: false,
  queryStatus: null,
  texts: [],
  errors: [],
  form,
});
