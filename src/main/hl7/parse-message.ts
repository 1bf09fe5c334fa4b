import { isAscii, isUtf8 } from 'node:buffer';
import { charsetOf, decodeRaw, type Charset } from './charset.ts';
import type { Field, Message, Segment } from './message.ts';
import { eachLine, startsAsSegment } from './raw-lines.ts';
import { separatorsOf, usualSeparators } from './separators.ts';

/** Segments whose first field is the separator that follows their name. */
const headers: ReadonlySet<string> = new Set(['MSH', 'FHS', 'BHS']);

/**
 * Takes the bytes (or the text) of one message apart; never throws. `line` and `offset` say where it
 * begins in its file. Bytes are read as `charset`, else as MSH-18 says, else as UTF-8.
 */
export function parseMessage(
  input: Buffer | string,
  line = 1,
  offset = 0,
  charset?: Charset,
): Message {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  // One character for each byte: positions are offsets, and separators are ASCII in all our character sets.
  const raw = bytes.toString('latin1');
  const isHeader = headers.has(raw.slice(0, 3));
  const separators = isHeader ? separatorsOf(raw.slice(0, firstLineEnd(raw))) : usualSeparators;
  const readAs =
    typeof input === 'string'
      ? 'utf-8'
      : (charset ?? charsetNamedIn(raw, separators.field) ?? 'utf-8');
  const segments: Segment[] = [];
  const brokenLines: number[] = [];
  eachLine(raw, line, (start, end, at) => {
    if (startsAsSegment(raw, start, end, separators)) {
      segments.push(segmentOf(raw.slice(start, end), separators.field, readAs, at, offset + start));
    } else if (end > start) {
      brokenLines.push(at);
    }
  });
  return {
    line,
    offset,
    separators,
    charset: readAs,
    invalidText: typeof input === 'string' ? halfCharacter.test(input) : !canBeRead(bytes, readAs),
    segments,
    brokenLines,
  };
}

/** A surrogate without its other half can't be written as UTF-8. */
const halfCharacter = /\p{Surrogate}/u;

const canBeRead = (bytes: Buffer, charset: Charset): boolean =>
  charset !== 'utf-8' || isAscii(bytes) || isUtf8(bytes);

const firstLineEnd = (raw: string): number => {
  const end = raw.search(/[\r\n]/);
  return end < 0 ? raw.length : end;
};

function charsetNamedIn(raw: string, separator: string): Charset | null {
  // MSH-1 is the separator itself: what comes behind the 17th is MSH-18. It may repeat; the first one counts.
  const header = raw.slice(0, firstLineEnd(raw)).split(separator);
  return charsetOf((header[17] ?? '').split('~')[0] ?? '');
}

function segmentOf(
  raw: string,
  separator: string,
  charset: Charset,
  line: number,
  offset: number,
): Segment {
  const id = raw.slice(0, 3);
  const fields: Field[] = [];
  let at = 4;
  if (headers.has(id) && raw.length > 3)
    fields.push({ number: 1, offset: offset + 3, text: separator });
  for (const part of raw.length > 3 ? raw.slice(4).split(separator) : []) {
    fields.push({
      number: fields.length + 1,
      offset: offset + at,
      text: decodeRaw(part, charset),
    });
    at += part.length + separator.length;
  }
  return { id, line, offset, text: decodeRaw(raw, charset), fields };
}
