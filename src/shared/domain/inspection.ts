import { z } from 'zod';

/** What the file is looked at for. Uploading sends it byte for byte; the gateway gets one message at a time. */
export const inspectionPurposeSchema = z.enum(['upload', 'gateway-test', 'gateway-production']);
export type InspectionPurpose = z.infer<typeof inspectionPurposeSchema>;

/**
 * `stop`: not sent (see consentFor) · `ask`: sent after an answer · `warn`: shown, the registry decides ·
 * `inform`: a fact · `fixed`: put right on the way to the gateway, harmless in an upload.
 */
export const findingLevelSchema = z.enum(['stop', 'ask', 'warn', 'inform', 'fixed']);
export type FindingLevel = z.infer<typeof findingLevelSchema>;

/** Everything that can be found, and how grave it is. Closed: each has its sentence in `describeFinding`. */
export const findingLevels = {
  // the file as a whole
  'file-empty': 'stop',
  'no-messages': 'stop',
  'not-hl7': 'stop',
  binary: 'stop',
  'utf-16': 'stop',
  // its lines
  'junk-line': 'stop',
  'broken-line': 'stop',
  'control-character': 'stop',
  'message-too-long': 'stop',
  // its letters
  'not-utf-8': 'ask',
  'charset-not-named': 'warn',
  'charset-unknown': 'warn',
  // its batches
  'file-cut-off': 'stop',
  'batch-cut-off': 'stop',
  'batch-count': 'warn',
  'file-count': 'warn',
  'trailer-alone': 'warn',
  // its messages
  answer: 'stop',
  'other-type': 'warn',
  version: 'warn',
  'production-to-test': 'stop',
  'test-to-production': 'stop',
  'processing-id': 'warn',
  'not-marked-production': 'ask',
  'processing-ids-mixed': 'warn',
  facility: 'warn',
  receiver: 'warn',
  'control-id-missing': 'stop',
  'control-id-repeated': 'warn',
  'control-id-sent': 'warn',
  'control-id-doubtful': 'ask',
  separators: 'warn',
  'segment-missing': 'warn',
  'field-empty': 'warn',
  'date-in-future': 'warn',
  // what is put right
  'byte-order-mark': 'fixed',
  framing: 'fixed',
  'line-ends': 'fixed',
  'blank-lines': 'fixed',
  'comment-lines': 'fixed',
  'no-last-line-end': 'fixed',
  // facts
  contents: 'inform',
  'too-many-to-compare': 'inform',
} as const satisfies Readonly<Record<string, FindingLevel>>;
export type FindingCode = keyof typeof findingLevels;
export const findingCodes = Object.keys(findingLevels) as FindingCode[];

/** What became of a message that was sent before. */
export const sentOutcomeSchema = z.enum(['accepted', 'not-accepted', 'unknown']);
export type SentOutcome = z.infer<typeof sentOutcomeSchema>;

/** What a sentence needs to know: counts, names of fields, control ids. Never what a field of a patient says. */
export const findingFactsSchema = z.object({
  /** For example PID-5, and what HL7 calls it. */
  field: z.string().optional(),
  name: z.string().optional(),
  segment: z.string().optional(),
  /** What a header field says, and what it should. */
  value: z.string().optional(),
  expected: z.string().optional(),
  controlId: z.string().optional(),
  outcome: sentOutcomeSchema.optional(),
  /** How many a trailer says there are, and how many there are. */
  said: z.number().optional(),
  counted: z.number().optional(),
  messages: z.number().optional(),
  updates: z.number().optional(),
  queries: z.number().optional(),
  patients: z.number().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
});
export type FindingFacts = Readonly<z.infer<typeof findingFactsSchema>>;

export const findingSchema = z.object({
  level: findingLevelSchema,
  code: z.enum(findingCodes),
  /** The first place, counted from 1; null where it is about the whole file. */
  line: z.number().nullable(),
  /** How often the same was found. */
  count: z.number(),
  facts: findingFactsSchema,
});
export type Finding = Readonly<z.infer<typeof findingSchema>>;

/** What a file is and what is to be said about it. Nothing in it is from a patient's fields. */
export const inspectionSchema = z.object({
  kind: z.enum(['hl7', 'not-hl7', 'empty', 'unreadable']),
  messages: z.number(),
  /** Messages of each type, for example `VXU^V04`; `other` for what is no type, or more than a file should have. */
  types: z.record(z.string(), z.number()),
  /** Messages with each MSH-11: P, T, D; `missing`, `other`. */
  processingIds: z.record(z.string(), z.number()),
  /** Different values of PID-3. */
  patients: z.number(),
  /** Of the vaccinations (RXA-3), as YYYY-MM-DD. */
  firstDate: z.string().nullable(),
  lastDate: z.string().nullable(),
  findings: z.array(findingSchema),
  /** More findings than are listed. */
  unlisted: z.number(),
});
export type Inspection = Readonly<z.infer<typeof inspectionSchema>>;

/**
 * What it takes to send in spite of a finding: `nothing`, an answered `question`, an `explicit` act
 * (typing, not one click), or it is `refused`.
 */
export type Consent = 'nothing' | 'question' | 'explicit' | 'refused';

export function consentFor(code: FindingCode, purpose: InspectionPurpose): Consent {
  switch (code) {
    case 'file-empty':
    case 'no-messages':
    case 'not-hl7':
    case 'binary':
    case 'utf-16':
      return purpose === 'upload' ? 'question' : 'refused';
    case 'file-cut-off':
    case 'batch-cut-off':
      return 'question';
    case 'production-to-test':
    case 'test-to-production':
      return 'explicit';
    case 'control-id-doubtful':
    case 'not-marked-production':
      // An upload has one address for test and production, and is no message of its own.
      return purpose === 'upload' ? 'nothing' : 'question';
    default: {
      const level: FindingLevel = findingLevels[code];
      return level === 'stop' ? 'refused' : level === 'ask' ? 'question' : 'nothing';
    }
  }
}

/** A finding in words. */
export function describeFinding({ code, line, count, facts }: Omit<Finding, 'level'>): string {
  return sentences[code]({
    line: line ?? 1,
    facts,
    messages: counted(count, 'message'),
    have: count === 1 ? 'has' : 'have',
    are: count === 1 ? 'is' : 'are',
    they: count === 1 ? 'it' : 'they',
    count,
  });
}

interface About {
  readonly line: number;
  readonly facts: FindingFacts;
  readonly messages: string;
  readonly have: string;
  readonly are: string;
  readonly they: string;
  readonly count: number;
}

const counted = (count: number, thing: string): string => {
  const plural = thing.endsWith('ch') ? `${thing}es` : `${thing}s`;
  return `${count.toLocaleString('en-US')} ${count === 1 ? thing : plural}`;
};

const named = ({ field = '', name }: FindingFacts): string =>
  name === undefined ? field : `${field} (${name})`;

const says = (value: string | undefined): string =>
  value === undefined || value === '' ? 'empty' : value;

const sentences: Readonly<Record<FindingCode, (about: About) => string>> = {
  'file-empty': () => 'This file is empty: it holds no HL7 messages.',
  'no-messages': () => 'This file holds no HL7 messages, only the lines around a batch.',
  'not-hl7': () => 'This file holds no HL7 messages.',
  binary: () => 'This file holds no HL7 messages: it is not text.',
  'utf-16': () =>
    'This file holds no HL7 messages that can be read: it is written in UTF-16 ("Unicode"). Save it as UTF-8.',
  'junk-line': ({ line }) => `Line ${line} belongs to no message.`,
  'broken-line': ({ line }) =>
    `Line ${line} begins with no segment name: the line before it looks broken in two.`,
  'control-character': ({ line, facts }) =>
    `Line ${line} has a control character${facts.field === undefined ? '' : ` in ${named(facts)}`}.`,
  'message-too-long': ({ line }) => `The message in line ${line} is longer than 16 MB.`,
  'not-utf-8': ({ messages, have }) =>
    `${messages} ${have} accented letters that can't be read as UTF-8. Is it Western European text?`,
  'charset-not-named': ({ messages, have }) =>
    `${messages} ${have} accented letters, and MSH-18 does not say how they are written.`,
  'charset-unknown': ({ messages, have, facts }) =>
    `${messages} ${have} accented letters in a character set we don't know: MSH-18 is ${says(facts.value)}.`,
  'file-cut-off': () => 'The file has a header (FHS) and no trailer (FTS): it may be cut off.',
  'batch-cut-off': () => 'A batch has a header (BHS) and no trailer (BTS): it may be cut off.',
  'batch-count': ({ facts: { said = 0, counted: found = 0 } }) =>
    `The trailer says ${counted(said, 'message')}, the batch has ${found}.`,
  'file-count': ({ facts: { said = 0, counted: found = 0 } }) =>
    `The trailer says ${counted(said, 'batch')}, the file has ${found}.`,
  'trailer-alone': ({ facts }) => `A trailer (${says(facts.segment)}) has no header before it.`,
  answer: ({ messages, are, count, facts }) =>
    `${messages} (${says(facts.value)}) ${are} ${count === 1 ? 'an answer' : 'answers'} of a registry, not ${count === 1 ? 'an update' : 'updates'}.`,
  'other-type': ({ messages, are, facts }) =>
    `${messages} (${says(facts.value)}) ${are} neither vaccination update nor query.`,
  version: ({ messages, are, facts }) =>
    `${messages} ${are} not HL7 version 2.5.1: MSH-12 is ${says(facts.value)}.`,
  'production-to-test': ({ messages, are }) =>
    `${messages} ${are} marked production (P), and this is the test registry.`,
  'test-to-production': ({ messages, are, facts }) =>
    `${messages} ${are} marked ${facts.value === 'D' ? 'debugging (D)' : 'training (T)'}, and this is the production registry.`,
  'processing-id': ({ messages, are, facts }) =>
    `${messages} ${are} marked neither production nor training: MSH-11 is ${says(facts.value)}.`,
  'not-marked-production': ({ messages, are, facts }) =>
    `${messages} ${are} not marked production (MSH-11 is ${says(facts.value)}), and this is the production registry.`,
  'processing-ids-mixed': () => 'Some messages are marked production and others test.',
  facility: ({ messages, are, facts }) =>
    `${messages} ${are} from facility ${says(facts.value)}, and the site is ${says(facts.expected)}.`,
  receiver: ({ messages, are, facts }) =>
    `${messages} ${are} addressed to ${says(facts.value)}, not ${says(facts.expected)} (MSH-5, MSH-6).`,
  'control-id-missing': ({ messages, have }) => `${messages} ${have} no control ID (MSH-10).`,
  'control-id-repeated': ({ facts }) =>
    `Control ID ${says(facts.controlId)} occurs more than once in this file.`,
  'control-id-sent': ({ facts }) =>
    `Control ID ${says(facts.controlId)} was sent before${sentWords[facts.outcome ?? 'unknown']}.`,
  'control-id-doubtful': ({ facts }) =>
    `Control ID ${says(facts.controlId)} was sent before and may have arrived. Look in the registry first.`,
  separators: ({ messages, are, facts }) =>
    `${messages} ${are} divided by ${says(facts.value)}, not ${says(facts.expected)} (MSH-1, MSH-2).`,
  'segment-missing': ({ messages, have, facts }) =>
    `${messages} ${have} no ${says(facts.segment)} segment.`,
  'field-empty': ({ facts, count }) => `${named(facts)} is empty${times(count)}.`,
  'date-in-future': ({ facts, count }) => `${named(facts)} is in the future${times(count)}.`,
  'byte-order-mark': () => `The file begins with a byte order mark. ${putRight}`,
  framing: () => `The messages are framed as for a network link (MLLP). ${putRight}`,
  'line-ends': ({ facts }) =>
    `Lines end in ${facts.value === 'mixed' ? 'different ways' : says(facts.value)}, not CR. ${putRight}`,
  'blank-lines': ({ count }) => `The file has ${counted(count, 'blank line')}. ${putRight}`,
  'comment-lines': ({ count }) =>
    `The file has ${counted(count, 'comment line')} above the messages. ${putRight}`,
  'no-last-line-end': () => `The last line has no line end. ${putRight}`,
  contents: ({ facts }) => contents(facts),
  'too-many-to-compare': () =>
    'The file is too large to count all patients and compare all control IDs.',
};

const sentWords: Readonly<Record<SentOutcome, string>> = {
  accepted: ', and accepted',
  'not-accepted': ', and not accepted',
  unknown: '',
};

const putRight =
  'This is put right on the way to the real-time gateway; an upload is sent as it is.';

const times = (count: number): string => (count === 1 ? '' : `, ${counted(count, 'time')}`);

function contents({
  messages = 0,
  updates = 0,
  queries = 0,
  patients = 0,
  from,
  to,
}: FindingFacts): string {
  const others = messages - updates - queries;
  const parts = [
    updates > 0 ? counted(updates, 'vaccination update') : '',
    queries > 0 ? (queries === 1 ? '1 query' : `${queries.toLocaleString('en-US')} queries`) : '',
    others > 0 ? counted(others, updates + queries > 0 ? 'other message' : 'message') : '',
    patients > 0 ? counted(patients, 'patient') : '',
    from === undefined ? '' : from === to ? `given ${from}` : `given ${from} to ${to ?? from}`,
  ];
  return `${parts.filter((part) => part !== '').join(', ')}.`;
}
