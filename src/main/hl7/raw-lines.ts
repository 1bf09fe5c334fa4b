import { segmentNames } from './data/segment-names.ts';
import type { Separators } from './separators.ts';

/** Called for each line of a message; its text lies between the two positions, without its line end. */
export type VisitLine = (start: number, end: number, line: number) => void;

const cr = 0x0d;
const lf = 0x0a;

/** The lines of a text, whatever ends them: CR, LF or CR LF. No last line that is empty. */
export function eachLine(text: string, firstLine: number, visit: VisitLine): void {
  let line = firstLine;
  for (let start = 0; start < text.length; line += 1) {
    const end = lineEnd(text, start);
    visit(start, end, line);
    const isPair = text.charCodeAt(end) === cr && text.charCodeAt(end + 1) === lf;
    start = end + (isPair ? 2 : 1);
  }
}

/** Letter by letter: two `indexOf` for each line are no faster, and with short lines many times slower. */
function lineEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code === cr || code === lf) break;
    end += 1;
  }
  return end;
}

/**
 * Whether a line begins as a segment does: the name of one that HL7 knows, or a Z and two capitals or digits
 * (one of a site's own), and a separator or nothing. Three capitals alone may be the rest of a broken line.
 */
export function startsAsSegment(
  text: string,
  start: number,
  end: number,
  { field }: Separators,
): boolean {
  return (
    end - start >= 3 &&
    (end - start === 3 || text[start + 3] === field) &&
    isSegmentName(placeOf(text, start))
  );
}

const digitsAndCapitals = 36;

/** Letter by letter into a table: a name cut out of the text and looked up takes more time than all the rest. */
const segments = new Uint8Array(digitsAndCapitals ** 3);
for (const name of segmentNames) segments[placeOf(name, 0)] = 1;

const firstOfOwn = placeOf('Z00', 0);

const isSegmentName = (place: number): boolean => place >= firstOfOwn || segments[place] === 1;

/** Of the three characters there; -1 if one is no capital and no digit. */
function placeOf(text: string, at: number): number {
  const first = valueOf(text.charCodeAt(at));
  const second = valueOf(text.charCodeAt(at + 1));
  const third = valueOf(text.charCodeAt(at + 2));
  if (first < 0 || second < 0 || third < 0) return -1;
  return (first * digitsAndCapitals + second) * digitsAndCapitals + third;
}

function valueOf(code: number): number {
  if (code >= 0x41 && code <= 0x5a) return code - 0x41 + 10;
  return code >= 0x30 && code <= 0x39 ? code - 0x30 : -1;
}
