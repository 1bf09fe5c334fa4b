import { describe, expect, it } from 'vitest';
import { charsetOf, decode, decodeRaw, namesNoCharset } from './charset.ts';

describe('character sets', () => {
  it('says when bytes are no UTF-8', () => {
    expect(decode(Buffer.from('Peña'), 'utf-8')).toEqual({ text: 'Peña', invalid: false });
    expect(decode(Buffer.from('Peña', 'latin1'), 'utf-8')).toEqual({
      text: 'Pe\ufffda',
      invalid: true,
    });
  });

  it('reads Western European text, the letters of Windows included', () => {
    const bytes = Buffer.from([0x50, 0x65, 0xf1, 0x61, 0x20, 0x80, 0x92, 0x9f, 0x81]);
    expect(decode(bytes, 'windows-1252')).toEqual({ text: 'Peña €’Ÿ\x81', invalid: false });
  });

  it('agrees with the platform on every byte of Windows-1252 that it has', () => {
    for (let byte = 0xa0; byte <= 0xff; byte += 1)
      expect(decodeRaw(String.fromCharCode(byte), 'windows-1252')).toBe(String.fromCharCode(byte));
  });

  it.each([
    ['UNICODE UTF-8', 'utf-8'],
    ['unicode utf-8', 'utf-8'],
    ['8859/1', 'windows-1252'],
    ['', null],
    ['ASCII', null],
    ['8859/5', null],
  ])('MSH-18 "%s" is %s', (name, charset) => expect(charsetOf(name)).toBe(charset));

  it('nothing and ASCII name no set for other letters', () => {
    expect(['', ' ', 'ASCII', '8859/5'].map(namesNoCharset)).toEqual([true, true, true, false]);
  });
});
