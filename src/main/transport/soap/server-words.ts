import { safeLine } from '../../log/safe-text.ts';

const longest = 300;

/**
 * The words of a gateway as one short line to show and to log. What looks like the beginning of an HL7
 * message, or of a password in a request that was sent back, is cut out with all that follows: gateways put
 * whole messages, with their patients, into their errors. So are pieces with "^", which are parts of fields.
 */
export function serverWords(text: string): string {
  const start = text.slice(0, 2000); // More would only cost time.
  const before = secretStarts.reduce(cutFrom, start);
  const line = before
    .replace(/[^\s^]*\^\S*/g, cut)
    .replace(/\s+/g, ' ')
    .trim();
  return safeLine(line, longest - 1);
}

const cut = '[left out]';

/** As it is, or written for XML, HTML or a web address. */
const bar = String.raw`(\||&#0*124;|&#[xX]0*7[cC];|&verbar;|%7[cC])`;

const secretStarts: readonly RegExp[] = [
  // A segment, "PID|".
  new RegExp(String.raw`\b[A-Z][A-Z0-9]{2}${bar}`),
  // Fields without a segment's name: an empty one, or the bar of a text in quotes.
  new RegExp(`${bar}${bar}`),
  new RegExp(String.raw`(\\|%5[cC])${bar}`),
  // A header with another separator than the usual one.
  /\b(MSH|FHS|BHS)[^\w\s.,:;)\]'"<>-]/,
  // "MSH|", "FHS|" and "BHS|" in base64.
  /\b(TVNIf|RkhTf|QkhTf)/,
  /(<|&lt;)([\w.-]+:)?password\b/i,
];

function cutFrom(text: string, start: RegExp): string {
  const found = start.exec(text);
  return found === null ? text : `${text.slice(0, found.index)}${cut}`;
}
