type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface Declared {
  /** What the HTTP header says. */
  readonly charset: string | undefined;
  /** Finds what the text itself says, in its first kilobyte: the first group. */
  readonly inText: RegExp;
}

/**
 * Bytes as text: by byte order mark, else by the HTTP header, else by what the text declares, else UTF-8.
 * Undefined where that names an encoding that this program does not read. Bytes that don't fit become U+FFFD:
 * an answer with one bad letter is still an answer.
 */
export function decodeText(bytes: Buffer, declared: Declared): string | undefined {
  const encoding = byMark(bytes) ?? byName(bytes, declared);
  switch (encoding) {
    case undefined:
      return undefined;
    case 'windows-1252':
      return bytes.toString('latin1').replace(/[\x80-\x9f]/g, (byte) => typography(byte));
    case 'utf-8':
      return new TextDecoder('utf-8').decode(bytes);
    case 'utf-16le':
      return new TextDecoder('utf-16le').decode(bytes);
    case 'utf-16be':
      return new TextDecoder('utf-16le').decode(swapped(bytes));
  }
}

/** What an XML declaration says. */
export const xmlEncoding = /^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/;
/** What a web page says. */
export const htmlEncoding = /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)/i;

/** A byte order mark, or the "<" that each document begins with, in two bytes. */
function byMark(bytes: Buffer): Encoding | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return undefined;
}

function byName(bytes: Buffer, { charset, inText }: Declared): Encoding | undefined {
  const inside = inText.exec(bytes.toString('latin1', 0, 1024))?.[1];
  const name = (charset ?? inside ?? 'utf-8').toLowerCase();
  // The declaration could be read byte by byte, or there would be a "<" in two bytes.
  if (name.startsWith('utf-16')) return 'utf-8';
  return encodings.get(name);
}

/** As web browsers do, ISO-8859-1 is read as its superset: what is declared so is most often that. */
const encodings: ReadonlyMap<string, Encoding> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'windows-1252'],
  ['ascii', 'windows-1252'],
  ['iso-8859-1', 'windows-1252'],
  ['iso8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['windows-1252', 'windows-1252'],
  ['cp1252', 'windows-1252'],
]);

/** 0x80 to 0x9f in Windows-1252; a space stands for what is not assigned. */
const letters = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

function typography(byte: string): string {
  const letter = letters.charAt(byte.charCodeAt(0) - 0x80);
  return letter === ' ' ? '\ufffd' : letter;
}

function swapped(bytes: Buffer): Buffer {
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return Buffer.from(even).swap16();
}
