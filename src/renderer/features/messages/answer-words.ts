import type { Acknowledgement, ReportedError } from '../../../shared/domain/message.ts';
import { verdictNames } from '../../../shared/domain/message.ts';

export interface AnswerWords {
  readonly title: string;
  readonly sentence: string;
  readonly tone: 'good' | 'warn' | 'bad';
}

const remarks = (count: number): string =>
  count === 0 ? 'remarks' : count === 1 ? 'one remark' : `${count} remarks`;

/** A verdict in a title and a sentence. `who`: the registry, for example "CIIS". */
export function answerWords(answer: Acknowledgement, who: string): AnswerWords {
  const title = verdictNames[answer.verdict];
  switch (answer.verdict) {
    case 'accepted':
      return { tone: 'good', title, sentence: acceptedSentence(answer, who) };
    case 'accepted-with-remarks':
      return {
        tone: 'warn',
        title,
        sentence: `${who} took this message and made ${remarks(answer.errors.length)}.${
          answer.errors.length > 1 ? ' Look at the warnings first.' : ''
        }`,
      };
    case 'not-accepted':
      return {
        tone: 'bad',
        title,
        sentence: `${who} did not take this message, or lost a part of it. Correct it in your record system, then send it again.`,
      };
    case 'no-proper-answer':
      return { tone: 'warn', title, sentence: problemSentence(answer, who) };
  }
}

function acceptedSentence({ queryStatus }: Acknowledgement, who: string): string {
  switch (queryStatus) {
    case null:
      return `${who} took this message.`;
    case 'OK':
      return `${who} found what was asked for.`;
    case 'NF':
      return `${who} answered: it has no such patient.`;
    case 'TM':
      return `${who} found too many patients that may be meant. Ask again with more about the patient.`;
    case 'AE':
    case 'AR':
      return `${who} could not answer this query.`;
  }
}

function problemSentence({ problem }: Acknowledgement, who: string): string {
  switch (problem) {
    case 'empty':
      return `An empty answer came back. ${who} may or may not have this message.`;
    case 'not-hl7':
    case null:
      return `What came back is no answer of a registry. ${who} may or may not have this message. Check the web address, then send it once more.`;
    case 'no-acknowledgement':
      return `A message came back that acknowledges nothing. ${who} may or may not have this message.`;
    case 'unknown-code':
      return `The answer does not say whether the message was taken. Ask ${who} before you send it again.`;
  }
}

/** HL7 table 0008, as a person needs it. */
export function codeWords({ code }: Acknowledgement): string {
  switch (code) {
    case 'AA':
      return 'AA, taken';
    case 'AE':
      return 'AE, with something to report';
    case 'AR':
      return 'AR, rejected';
    case 'CA':
      return 'CA, received';
    case 'CE':
      return 'CE, received with an error';
    case 'CR':
      return 'CR, not received';
    case null:
      return 'None';
  }
}

export type ErrorTone = 'bad' | 'warn' | 'info';

export interface ErrorWords {
  readonly tone: ErrorTone;
  /** What is wrong, in a few words. */
  readonly title: string;
  /** What the registry wrote; null when the title says it already. */
  readonly text: string | null;
  /** "Warning, 103 Table value not found" */
  readonly caption: string;
}

/** HL7 table 0357. */
const conditions: Readonly<Record<string, string>> = {
  '0': 'Message accepted',
  '100': 'Segments in the wrong order',
  '101': 'Required field missing',
  '102': 'Wrong kind of value',
  '103': 'Table value not found',
  '200': 'Message type not supported',
  '201': 'Event not supported',
  '202': 'Processing ID not supported',
  '203': 'HL7 version not supported',
  '204': 'Unknown key',
  '205': 'Duplicate key',
  '206': 'Record locked',
  '207': 'Trouble inside the registry',
  '999': 'Trouble inside the registry',
};

/** HL7 table 0533. */
const applicationConditions: Readonly<Record<string, string>> = {
  '1': 'Illogical date',
  '2': 'Invalid date',
  '3': 'Illogical value',
  '4': 'Invalid value',
  '5': 'Table value not found',
  '6': 'Required observation missing',
};

const severities = {
  F: { tone: 'bad', name: 'Error' },
  E: { tone: 'bad', name: 'Error' },
  W: { tone: 'warn', name: 'Warning' },
  I: { tone: 'info', name: 'Note' },
} as const;

/** One thing that the registry reported, in words. */
export function errorWords(error: ReportedError): ErrorWords {
  const { tone, name } = error.severity === null ? severities.E : severities[error.severity];
  const condition = error.code === null ? undefined : conditions[error.code];
  const application =
    error.applicationCode === null ? undefined : applicationConditions[error.applicationCode];
  const title = application ?? condition ?? error.text ?? 'No reason given';
  const technical =
    error.code === null
      ? error.applicationCode
      : [error.code, condition].filter((part) => part !== undefined).join(' ');
  return {
    tone,
    title,
    text: error.text === title ? null : error.text,
    caption: [error.severity === null ? 'Error, severity not given' : name, technical]
      .filter((part) => part !== null && part !== '')
      .join(', '),
  };
}

/** What is unusual about an answer that is a proper one all the same. */
export function answerNotes(answer: Acknowledgement, sentControlId: string): readonly string[] {
  if (answer.verdict === 'no-proper-answer') return [];
  const notes: string[] = [];
  if (answer.form === 'url-encoded')
    notes.push('The answer came URL-encoded, which is unusual. It was put right to be read.');
  if (answer.form === 'base64') notes.push('The answer came base64-encoded, which is unusual.');
  if (!answer.controlIdMatches)
    notes.push(
      answer.controlId === null || answer.controlId === ''
        ? 'The answer names no control ID. It came back on this message’s own call.'
        : `The answer names control ID ${answer.controlId}, and this message is ${sentControlId === '' ? 'without one' : sentControlId}.`,
    );
  return notes;
}
