import { isAscii, isUtf8 } from 'node:buffer';
import type { Report } from './batch-check.ts';
import { charsetOf, namesNoCharset } from './charset.ts';
import { namedField } from './field-name.ts';
import { eachLine } from './raw-lines.ts';

// eslint-disable-next-line no-control-regex -- what XML 1.0 forbids, of one byte each
const controlCharacter = /[\0-\x08\x0b\x0c\x0e-\x1f]/;
/** U+FFFE and U+FFFF in UTF-8, which XML forbids as well. */
const notACharacter = /\xef\xbf[\xbe\xbf]/;

/** Whether a text (one character a byte) has a control character other than tab, CR and LF. */
export const hasControlCharacter = (raw: string): boolean => controlCharacter.test(raw);

/** Whether everything in a text (one character a byte) can be read and sent; says where it can't. */
export function checkText(
  bytes: Buffer,
  raw: string,
  line: number,
  about: { readonly field: string; readonly charset: string },
  report: Report,
): void {
  if (hasControlCharacter(raw))
    reportControlCharacters(controlCharacter, raw, line, about.field, report);
  if (isAscii(bytes) || charsetOf(about.charset) === 'windows-1252') return;
  if (!isUtf8(bytes)) {
    report(
      'not-utf-8',
      firstLine(raw, line, (text) => !isUtf8(Buffer.from(text, 'latin1'))),
    );
    return;
  }
  reportControlCharacters(notACharacter, raw, line, about.field, report);
  if (charsetOf(about.charset) !== null) return;
  const where = firstLine(raw, line, (text) => !isAscii(Buffer.from(text, 'latin1')));
  if (namesNoCharset(about.charset)) report('charset-not-named', where);
  else report('charset-unknown', where, { value: about.charset.slice(0, 40) });
}

/** The first in each line. */
function reportControlCharacters(
  pattern: RegExp,
  raw: string,
  firstLineNumber: number,
  separator: string,
  report: Report,
): void {
  eachLine(raw, firstLineNumber, (start, end, line) => {
    const text = raw.slice(start, end);
    const at = text.search(pattern);
    if (at < 0) return;
    const before = occurrences(separator, text, at);
    const id = text.slice(0, 3);
    const number = /^(MSH|FHS|BHS)$/.test(id) ? before + 1 : before;
    const inField = before > 0 && /^[A-Z][A-Z0-9]{2}$/.test(id);
    report('control-character', line, inField ? namedField(id, number) : {});
  });
}

function occurrences(character: string, text: string, until: number): number {
  let count = 0;
  for (
    let at = text.indexOf(character);
    at >= 0 && at < until;
    at = text.indexOf(character, at + 1)
  )
    count += 1;
  return count;
}

function firstLine(raw: string, firstLineNumber: number, is: (text: string) => boolean): number {
  const found: number[] = [];
  eachLine(raw, firstLineNumber, (start, end, line) => {
    if (found.length === 0 && is(raw.slice(start, end))) found.push(line);
  });
  return found[0] ?? firstLineNumber;
}
