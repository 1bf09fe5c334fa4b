const longestLine = 2000;
const mostLines = 100;

/** Control characters, and the marks that turn the direction of text or hide it (a way to fake a line). */
const unsafe = /[\p{Cc}\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Text from outside as lines that are safe to show: no control characters, not endless. */
export function safeText(text: string): readonly string[] {
  const lines = text.replace(/(\r?\n)+$/, '').split(/\r?\n/);
  const shown = lines.slice(0, mostLines).map((line) => safeLine(line, longestLine));
  if (lines.length > mostLines) shown.push(`(${lines.length - mostLines} more lines)`);
  return shown;
}

/** The same for text that has to be one line. */
export function safeLine(text: string, longest: number): string {
  const line = text.replaceAll('\t', ' ').replace(unsafe, '\ufffd');
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
