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

/** Whether a line begins as a segment does: a capital, two capitals or digits, and a separator or nothing. */
export function startsAsSegment(
  text: string,
  start: number,
  end: number,
  { field }: Separators,
): boolean {
  return (
    end - start >= 3 &&
    isCapital(text.charCodeAt(start)) &&
    isCapitalOrDigit(text.charCodeAt(start + 1)) &&
    isCapitalOrDigit(text.charCodeAt(start + 2)) &&
    (end - start === 3 || text[start + 3] === field)
  );
}

const isCapital = (code: number): boolean => code >= 0x41 && code <= 0x5a;
const isCapitalOrDigit = (code: number): boolean =>
  isCapital(code) || (code >= 0x30 && code <= 0x39);
