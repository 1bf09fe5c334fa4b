import { moodAnswer, type GatewayMood, type MoodAnswer } from './gateway-moods.ts';

/** A message as the gateway got it. */
export interface SubmittedMessage {
  /** From 1, in the order in which they came. */
  readonly number: number;
  readonly username: string;
  readonly password: string;
  readonly facilityId: string;
  readonly hl7: string;
  readonly controlId: string;
}

/**
 * `remarks`: AE with a warning · `refused`: AE with an error · `rejected`: AR. `text` is what `return` says;
 * a mood is how the gateway is for this message alone.
 */
export type MessageAnswer =
  | 'accepted'
  | 'remarks'
  | 'refused'
  | 'rejected'
  | { readonly text: string }
  | { readonly mood: GatewayMood };

export function submittedMessage(body: string, number: number): SubmittedMessage {
  const element = (name: string): string => {
    const found = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(body)?.[1] ?? '';
    return plainText(found);
  };
  const hl7 = element('hl7Message');
  return {
    number,
    username: element('username'),
    password: element('password'),
    facilityId: element('facilityID'),
    hl7,
    controlId: headerOf(hl7)[9] ?? '',
  };
}

export function messageAnswer(message: SubmittedMessage, answer: MessageAnswer): MoodAnswer {
  if (message.hl7.split(/\r|\n/).filter((line) => line.startsWith('MSH|')).length > 1)
    return moodAnswer('fault-too-large', said(''));
  if (typeof answer === 'object' && 'mood' in answer)
    return moodAnswer(answer.mood, said(acknowledgement(message, 'accepted')));
  const text = typeof answer === 'object' ? answer.text : acknowledgement(message, answer);
  return moodAnswer('ok', said(text));
}

/** A login that is not the gateway's. */
export const loginRefused = (): MoodAnswer => moodAnswer('fault-security', said(''));

const said = (text: string) => {
  const written = xmlText(text);
  return { operation: 'submitSingleMessage', text: written, bare: written } as const;
};

const headerOf = (hl7: string): readonly string[] => (hl7.split(/\r|\n/, 1)[0] ?? '').split('|');

/** What a registry says to a message: an ACK, or the answer to a query. */
export function acknowledgement(
  { hl7, controlId, number }: SubmittedMessage,
  how: Extract<MessageAnswer, string>,
): string {
  const isQuery = headerOf(hl7)[8]?.startsWith('QBP') === true;
  const type = isQuery ? 'RSP^K11^RSP_K11' : 'ACK^V04^ACK';
  const profile = isQuery ? 'Z33' : 'Z23';
  const code = { accepted: 'AA', remarks: 'AE', refused: 'AE', rejected: 'AR' }[how];
  const segments = [
    `MSH|^~\\&|CIIS|CDPHE||FAC1|20260101120001-0700||${type}|A-${number}|P|2.5.1|||NE|NE|||||${profile}^CDCPHINVS`,
    `MSA|${code}|${controlId}`,
    ...reports[how],
    ...(isQuery ? [`QAK|37|${how === 'accepted' ? 'NF' : 'AE'}|Z44^Request^CDCPHINVS`] : []),
  ];
  return segments.map((segment) => `${segment}\r`).join('');
}

const reports: Readonly<Record<Extract<MessageAnswer, string>, readonly string[]>> = {
  accepted: [],
  remarks: [
    'ERR||PID^1^11|101^Required field missing^HL70357|W||||The address is not complete',
    'ERR||NK1^1^3|103^Table value not found^HL70357|I||||The relationship is not known',
  ],
  refused: ['ERR||PID^1^7|101^Required field missing^HL70357|E||||The birth date is missing'],
  rejected: ['ERR||MSH^1^11|202^Unsupported processing id^HL70357|E||||Not this registry'],
};

const entities: Readonly<Partial<Record<string, string>>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  '#xD': '\r',
};

const plainText = (xml: string): string =>
  xml.replace(/&(amp|lt|gt|#xD);/g, (whole, name: string) => entities[name] ?? whole);

const xmlText = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#xD;');
