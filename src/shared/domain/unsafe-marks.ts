/** Control characters, and the marks that turn the direction of text or hide it (a way to fake a line). */
const unsafe = /[\p{Cc}\u061c\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** One line of somebody else's text with such marks made visible; a tab becomes a space. */
export const withoutUnsafeMarks = (line: string): string =>
  line.replaceAll('\t', ' ').replace(unsafe, '\ufffd');
