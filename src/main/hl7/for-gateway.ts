import type { Message } from './message.ts';

/**
 * Why a message can't be sent as it is: `broken-line` (it would be guessing), `forbidden-character` (XML 1.0
 * has no way to write it), `unreadable-text` (its letters must be decided first), `no-segments`.
 */
export type UnsendableReason =
  'no-segments' | 'broken-line' | 'unreadable-text' | 'forbidden-character';

export class UnsendableMessage extends Error {
  override readonly name = 'UnsendableMessage';
  readonly reason: UnsendableReason;
  readonly line: number;
  /** For example PID-5; null where no field is to blame. */
  readonly field: string | null;

  constructor(reason: UnsendableReason, line: number, field: string | null = null) {
    super(`${reason} in line ${line}${field === null ? '' : ` (${field})`}`);
    this.reason = reason;
    this.line = line;
    this.field = field;
  }
}

// eslint-disable-next-line no-control-regex -- these are the ones (XML 1.0, 2.2)
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u;

/**
 * The text of a message as the real-time gateway gets it: every segment ends in CR, blank lines are gone,
 * and nothing else is touched. Throws UnsendableMessage.
 */
export function forGateway(message: Message): string {
  const [broken] = message.brokenLines;
  if (broken !== undefined) throw new UnsendableMessage('broken-line', broken);
  if (message.segments.length === 0) throw new UnsendableMessage('no-segments', message.line);
  if (message.invalidText) throw new UnsendableMessage('unreadable-text', message.line);
  for (const { id, line, text, fields } of message.segments) {
    if (!forbidden.test(text)) continue;
    const field = fields.find((candidate) => forbidden.test(candidate.text));
    const name = field === undefined ? null : `${id}-${field.number}`;
    throw new UnsendableMessage('forbidden-character', line, name);
  }
  return message.segments.map(({ text }) => `${text}\r`).join('');
}
