import { unreadable } from './read-sites.ts';

/** A setting of an OpenSSH config (ssh_config(5)), with what follows its keyword as it stands there. */
export interface ConfigLine {
  /** From 1. */
  readonly number: number;
  /** In lower case. */
  readonly keyword: string;
  readonly rest: string;
}

/** The settings in their order, without comments. Throws `import-unreadable`. */
export function* configLines(text: string): Generator<ConfigLine, void, undefined> {
  for (const { number, content } of linesOf(text)) {
    if (content === '' || content.startsWith('#')) continue;
    const [, keyword = '', rest = ''] = setting.exec(content) ?? [];
    if (keyword === '') throw unreadable(number, 'this is no setting of OpenSSH.');
    yield { number, keyword: keyword.toLowerCase(), rest };
  }
}

const setting = /^([A-Za-z][A-Za-z0-9]*)(?:[ \t]*=[ \t]*|[ \t]+|$)(.*)$/s;

/** Each line without the blanks around it. */
export function* linesOf(
  text: string,
): Generator<{ readonly number: number; readonly content: string }, void, undefined> {
  for (let begin = 0, number = 1; begin < text.length; number += 1) {
    const found = text.indexOf('\n', begin);
    const end = found === -1 ? text.length : found;
    yield { number, content: text.slice(begin, end).trim() };
    begin = end + 1;
  }
}

/** The values of a setting, out of their quotes, up to a comment. Throws `import-unreadable`. */
export function valuesOf({ number, keyword, rest }: ConfigLine): readonly string[] {
  const values: string[] = [];
  for (let at = skipBlanks(rest, 0); at < rest.length && rest.charAt(at) !== '#';) {
    const { value, end } = readValue(rest, at);
    if (end === null) throw unreadable(number, `${keyword}: a quotation mark is missing.`);
    values.push(value);
    at = skipBlanks(rest, end);
  }
  return values;
}

/** `end` is null where a quotation mark is missing. */
function readValue(
  text: string,
  begin: number,
): { readonly value: string; readonly end: number | null } {
  let value = '';
  let quote = '';
  let at = begin;
  for (; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === '\\' && isEscapable(text.charAt(at + 1), quote)) {
      at += 1;
      value += text.charAt(at);
    } else if (quote === '' && isBlank(letter)) {
      break;
    } else if (quote === '' && (letter === '"' || letter === "'")) {
      quote = letter;
    } else if (quote !== '' && letter === quote) {
      quote = '';
    } else {
      value += letter;
    }
  }
  return { value, end: quote === '' ? at : null };
}

/** Before anything else a backslash stands for itself: it is in the paths of Windows. */
const isEscapable = (letter: string, quote: string): boolean =>
  letter === '"' || letter === "'" || letter === '\\' || (letter === ' ' && quote === '');

const isBlank = (letter: string): boolean => letter === ' ' || letter === '\t';

function skipBlanks(text: string, begin: number): number {
  let at = begin;
  while (isBlank(text.charAt(at))) at += 1;
  return at;
}
