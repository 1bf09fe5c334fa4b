import type { Charset } from './charset.ts';
import type { Separators } from './separators.ts';

/** A message as it was read, in its own order. Nothing is unescaped, trimmed or put right. */
export interface Message {
  /** Of its first byte, in the file it came from. */
  readonly line: number;
  readonly offset: number;
  readonly separators: Separators;
  /** How its bytes were read. */
  readonly charset: Charset;
  /** They can't all be read that way: the texts have U+FFFD for some. */
  readonly invalidText: boolean;
  readonly segments: readonly Segment[];
  /** Lines that begin with no segment name: something was broken in two. */
  readonly brokenLines: readonly number[];
}

export interface Segment {
  readonly id: string;
  readonly line: number;
  /** Of its first byte in the file. */
  readonly offset: number;
  readonly text: string;
  /** From field 1 on. MSH-1 is the separator itself, as in FHS and BHS. */
  readonly fields: readonly Field[];
}

export interface Field {
  readonly number: number;
  /** Of its first byte in the file. */
  readonly offset: number;
  readonly text: string;
}

export const segmentsOf = (message: Message, id: string): readonly Segment[] =>
  message.segments.filter((segment) => segment.id === id);

/** The field's text; '' where there is none. */
export const fieldText = (segment: Segment | undefined, number: number): string =>
  segment?.fields[number - 1]?.text ?? '';
