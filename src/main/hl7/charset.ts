import { isAscii, isUtf8 } from 'node:buffer';

/** The ways in which messages are written; Windows-1252 has all of ISO 8859-1. */
export type Charset = 'utf-8' | 'windows-1252';

/** MSH-18 (table 0211), as far as we can read what it names. */
const named: ReadonlyMap<string, Charset> = new Map([
  ['UNICODE UTF-8', 'utf-8'],
  ['UTF-8', 'utf-8'],
  ['8859/1', 'windows-1252'],
]);

/** Null: nothing is named (or ASCII), or what we can't read. */
export const charsetOf = (msh18: string): Charset | null => named.get(canonical(msh18)) ?? null;

/** MSH-18 says nothing about letters outside of ASCII. */
export const namesNoCharset = (msh18: string): boolean => ['', 'ASCII'].includes(canonical(msh18));

const canonical = (msh18: string): string => msh18.trim().toUpperCase();

/** Windows-1252 from 0x80 to 0x9F; the five unused ones stay what they are. */
const windows1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

export interface Decoded {
  readonly text: string;
  /** Some bytes are no UTF-8: the text has U+FFFD for them. */
  readonly invalid: boolean;
}

export function decode(bytes: Buffer, charset: Charset): Decoded {
  if (isAscii(bytes)) return { text: bytes.toString('latin1'), invalid: false };
  switch (charset) {
    case 'utf-8':
      return { text: bytes.toString('utf8'), invalid: !isUtf8(bytes) };
    case 'windows-1252':
      return { text: decodeRaw(bytes.toString('latin1'), charset), invalid: false };
  }
}

/** Of a text that has one character for each byte. */
export function decodeRaw(raw: string, charset: Charset): string {
  if (!/[\x80-\xff]/.test(raw)) return raw;
  switch (charset) {
    case 'utf-8':
      return Buffer.from(raw, 'latin1').toString('utf8');
    case 'windows-1252':
      return raw.replace(
        /[\x80-\x9f]/g,
        (character) => windows1252[character.charCodeAt(0) - 0x80] ?? character,
      );
  }
}
