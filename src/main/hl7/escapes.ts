import type { Separators } from './separators.ts';
import { decode, type Charset } from './charset.ts';

/**
 * The text a person should see: \F\ \S\ \T\ \R\ \E\ are the separators themselves, \X..\ is bytes, \.br\ a
 * new line, \H\ and \N\ (bright, normal) nothing. What is no escape we know stays as it is.
 * HL7 v2.5.1, 2.7.
 */
export function unescapeText(
  text: string,
  separators: Separators,
  charset: Charset = 'utf-8',
): string {
  const { escape } = separators;
  if (escape === null || !text.includes(escape)) return text;
  const one = quoted(escape);
  const pattern = new RegExp(`${one}([FSTREHN]|\\.br|X(?:[0-9A-Fa-f]{2})+)${one}`, 'g');
  return text.replace(pattern, (all, code: string) => meaning(code, separators, charset) ?? all);
}

function meaning(code: string, separators: Separators, charset: Charset): string | null {
  switch (code) {
    case 'F':
      return separators.field;
    case 'S':
      return separators.component;
    case 'T':
      return separators.subcomponent;
    case 'R':
      return separators.repetition;
    case 'E':
      return separators.escape;
    case 'H':
    case 'N':
      return '';
    case '.br':
      return '\n';
    default: {
      const bytes = Buffer.from(code.slice(1), 'hex');
      const decoded = decode(bytes, charset);
      return decoded.invalid ? decode(bytes, 'windows-1252').text : decoded.text;
    }
  }
}

/** The other way round: a text that can stand in a field. Line ends become \X0D\ and \X0A\. */
export function escapeText(text: string, separators: Separators): string {
  const { escape } = separators;
  if (escape === null) return text;
  const codes = new Map([
    [escape, 'E'],
    [separators.field, 'F'],
    ...optional(separators.component, 'S'),
    ...optional(separators.repetition, 'R'),
    ...optional(separators.subcomponent, 'T'),
    ['\r', 'X0D'],
    ['\n', 'X0A'],
  ]);
  return Array.from(text, (character) => {
    const code = codes.get(character);
    return code === undefined ? character : escape + code + escape;
  }).join('');
}

const optional = (separator: string | null, code: string): [string, string][] =>
  separator === null ? [] : [[separator, code]];

const quoted = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
