import { expect, it } from 'vitest';
import { decodeText, htmlEncoding, xmlEncoding } from './decode-text.ts';

const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><a>é’</a>`;
const xml = (bytes: Buffer, charset?: string) =>
  decodeText(bytes, { charset, inText: xmlEncoding });

/** In Windows-1252, of which ISO-8859-1 is a part. */
const western = (text: string) => Buffer.from(text.replaceAll('’', '\x92'), 'latin1');
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

it('reads UTF-8 where nothing is said', () => {
  expect(xml(Buffer.from('<a>é’</a>'))).toBe('<a>é’</a>');
});

it('believes a byte order mark before all else, and leaves it out', () => {
  const text = declared('iso-8859-1');
  expect(xml(Buffer.from(`\ufeff${text}`), 'windows-1252')).toBe(text);
  expect(xml(Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-8')).toBe(text);
  expect(xml(utf16be(`\ufeff${text}`), 'utf-8')).toBe(text);
});

it('believes the HTTP header before the text', () => {
  expect(xml(Buffer.from(declared('iso-8859-1')), 'UTF-8')).toBe(declared('iso-8859-1'));
  expect(xml(western(declared('utf-8')), 'ISO-8859-1')).toBe(declared('utf-8'));
});

it.each(['iso-8859-1', 'ISO-8859-1', 'windows-1252', 'us-ascii'])(
  'reads %s by its name',
  (name) => {
    expect(xml(western(declared(name)))).toBe(declared(name));
  },
);

it('knows UTF-16 without a mark by its zeros', () => {
  expect(xml(Buffer.from(declared('UTF-16'), 'utf16le'))).toBe(declared('UTF-16'));
  expect(xml(utf16be(declared('UTF-16')))).toBe(declared('UTF-16'));
});

it('does not believe a declaration of UTF-16 that is not in UTF-16 itself', () => {
  expect(xml(Buffer.from(declared('utf-16')))).toBe(declared('utf-16'));
});

it('gives up on an encoding that it does not know', () => {
  expect(xml(Buffer.from(declared('ebcdic-us')))).toBeUndefined();
  expect(xml(Buffer.from('<a/>'), 'constructor')).toBeUndefined();
});

it('marks bytes that are no letters', () => {
  expect(xml(Buffer.from([0x61, 0xff, 0x62]))).toBe('a\ufffdb');
  expect(xml(Buffer.from([0x61, 0x81, 0x62]), 'windows-1252')).toBe('a\ufffdb');
});

it('finds what a web page says of itself', () => {
  const page = '<html><head><meta charset="windows-1252"><title>é’</title>';
  expect(decodeText(western(page), { charset: undefined, inText: htmlEncoding })).toBe(page);
});
