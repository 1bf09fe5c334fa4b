import { withoutUnsafeMarks } from '../../shared/domain/unsafe-marks.ts';

const longestLine = 2000;
const mostLines = 100;

/** Text from outside as lines that are safe to show: no control characters, not endless. */
export function safeText(text: string): readonly string[] {
  const lines = text.replace(/(\r?\n)+$/, '').split(/\r?\n/);
  const shown = lines.slice(0, mostLines).map((line) => safeLine(line, longestLine));
  if (lines.length > mostLines) shown.push(`(${lines.length - mostLines} more lines)`);
  return shown;
}

/** The same for text that has to be one line. */
export function safeLine(text: string, longest: number): string {
  const line = withoutUnsafeMarks(text);
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
