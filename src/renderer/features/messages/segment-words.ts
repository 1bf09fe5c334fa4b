import type { FieldView, SegmentView } from '../../../shared/domain/message-file.ts';

/** HL7 writes names in title case, we in sentence case: "Date/Time of Birth" is "Date/time of birth". */
export const sentenceCase = (name: string): string =>
  name.replace(/(?<=.)\b[A-Z](?=[a-z])/g, (letter) => letter.toLowerCase());

export const isFilled = ({ value }: FieldView): boolean => value !== '';

/** "1 field", "8 fields": those that are not empty. */
export function fieldCount({ fields }: SegmentView): string {
  const count = fields.filter(isFilled).length;
  return count === 1 ? '1 field' : `${count} fields`;
}

/** A segment as it stands in the message. MSH-1 is the separator itself. */
export function segmentText({ name, fields }: SegmentView, separator: string): string {
  const values = fields.map(({ value }) => value);
  const rest = values[0] === separator ? values.slice(1) : values;
  return [name, ...rest].join(separator);
}

/** A whole message as text, a segment a line. */
export function messageText(segments: readonly SegmentView[]): string {
  const header = segments[0]?.fields[0]?.value ?? '';
  const separator = header.length === 1 ? header : '|';
  return segments.map((segment) => segmentText(segment, separator)).join('\n');
}

/** Which segments are open at first: what a person looks for, what is pointed at, and what was searched. */
export function openAtFirst(
  segments: readonly SegmentView[],
  pointed: ReadonlySet<number>,
  search: string,
): ReadonlySet<number> {
  const few = segments.length <= 4;
  const open = new Set<number>(pointed);
  segments.forEach((segment, index) => {
    const first = segment.sequence === 1 && firstLookedAt.has(segment.name);
    if ((few && segment.name !== 'MSH') || first || hasHit(segment, search)) open.add(index);
  });
  return open;
}

const firstLookedAt: ReadonlySet<string> = new Set(['PID', 'RXA', 'QPD', 'QAK']);

const hasHit = (segment: SegmentView, search: string): boolean =>
  search !== '' &&
  segment.fields.some(({ value }) => value.toLowerCase().includes(search.toLowerCase()));

export interface TextPart {
  readonly text: string;
  readonly hit: boolean;
}

/** A text cut at what was searched, whatever the case. */
export function splitHits(text: string, search: string): readonly TextPart[] {
  if (search === '') return [{ text, hit: false }];
  const parts: TextPart[] = [];
  const lower = text.toLowerCase();
  const wanted = search.toLowerCase();
  // Lower case of some letters is longer: then nothing can be marked by its place.
  if (lower.length !== text.length) return [{ text, hit: false }];
  let from = 0;
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, from)) {
    if (at > from) parts.push({ text: text.slice(from, at), hit: false });
    from = at + wanted.length;
    parts.push({ text: text.slice(at, from), hit: true });
  }
  if (from < text.length || parts.length === 0) parts.push({ text: text.slice(from), hit: false });
  return parts;
}
