import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PieceReader, pieceLimits, type PieceLimits } from './piece-reader.ts';
import type { Piece } from './piece.ts';
import { readPieces } from './read-pieces.ts';
import { chunked, chunksOf, someBytes, someLengths } from './testing/chunked.ts';
import { update } from './testing/samples.ts';

function pieces(
  input: Buffer | string,
  lengths: readonly number[] = [],
  limits: PieceLimits = pieceLimits,
): Piece[] {
  const bytes = typeof input === 'string' ? Buffer.from(input, 'latin1') : input;
  const reader = new PieceReader(limits);
  const found = [...chunksOf(bytes, lengths)].flatMap((chunk) => [...reader.push(chunk)]);
  return [...found, ...reader.end()];
}

const shown = (found: readonly Piece[]): string[] =>
  found.map(
    ({ kind, bytes, line }) => `${line} ${kind} ${JSON.stringify(bytes.toString('latin1'))}`,
  );

const smallLimits = { message: 40, line: 16 };

describe('any bytes', () => {
  it('joined again, the pieces are the input', () => {
    fc.assert(
      fc.property(someBytes, someLengths, fc.boolean(), (bytes, lengths, small) => {
        const found = pieces(bytes, lengths, small ? smallLimits : undefined);
        expect(Buffer.concat(found.map((piece) => piece.bytes))).toEqual(bytes);
        let offset = 0;
        for (const piece of found) {
          expect(piece.bytes.length).toBeGreaterThan(0);
          expect(piece.offset).toBe(offset);
          offset += piece.bytes.length;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('however they are cut into chunks, the pieces are the same', () => {
    fc.assert(
      fc.property(someBytes, someLengths, fc.boolean(), (bytes, lengths, small) => {
        const limits = small ? smallLimits : undefined;
        expect(pieces(bytes, lengths, limits)).toEqual(pieces(bytes, [], limits));
      }),
      { numRuns: 500 },
    );
  });

  it('each piece knows its line', () => {
    fc.assert(
      fc.property(someBytes, someLengths, fc.boolean(), (bytes, lengths, small) => {
        const text = bytes.toString('latin1');
        const lineEnds = [...text.matchAll(/\r\n|\r|\n/g)].map(
          ({ index, 0: end }) => index + end.length,
        );
        for (const { kind, offset, line } of pieces(
          bytes,
          lengths,
          small ? smallLimits : undefined,
        ))
          if (kind !== 'unreadable')
            expect(line).toBe(1 + lineEnds.filter((end) => end <= offset).length);
      }),
      { numRuns: 500 },
    );
  });

  it('no piece is longer than its limit', () => {
    fc.assert(
      fc.property(someBytes, someLengths, (bytes, lengths) => {
        for (const { kind, bytes: part } of pieces(bytes, lengths, smallLimits)) {
          const inMessage = kind === 'message' || kind === 'oversized';
          // A line that is blank, or fits, may be what brings a run of blank lines to its limit.
          const limit = inMessage
            ? smallLimits.message
            : smallLimits.line * (kind === 'blank' ? 2 : 1);
          expect(part.length).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });
});

describe('a batch', () => {
  const batch = `FHS|^~\\&|A\rBHS|^~\\&|A\r${update()}${update({ controlId: 'RS-2' })}BTS|2\rFTS|1\r`;

  it('is its headers, its messages and its trailers', () => {
    const found = pieces(batch);
    expect(found.map(({ kind, line }) => `${line} ${kind}`)).toEqual([
      '1 batch',
      '2 batch',
      '3 message',
      '10 message',
      '17 batch',
      '18 batch',
    ]);
    expect(found[2]?.bytes.toString()).toBe(update());
  });

  it('is the same with any line end, and in any stream', async () => {
    for (const end of ['\r', '\n', '\r\n']) {
      const found: string[] = [];
      for await (const { kind, line } of readPieces(chunked(batch.replaceAll('\r', end), [3])))
        found.push(`${line} ${kind}`);
      expect(found).toEqual(pieces(batch).map(({ kind, line }) => `${line} ${kind}`));
    }
  });

  it('may have header and trailer segments without a field', () => {
    expect(shown(pieces('BHS\rMSH|^~\\&\rBTS\r'))).toEqual([
      '1 batch "BHS\\r"',
      '2 message "MSH|^~\\\\&\\r"',
      '3 batch "BTS\\r"',
    ]);
  });

  it('a word that begins like a segment is none', () => {
    expect(shown(pieces('MSHA|x\rBTSX\r'))).toEqual(['1 junk "MSHA|x\\r"', '2 junk "BTSX\\r"']);
  });
});

describe('around messages', () => {
  it('the byte order mark is a piece of its own, also where files were joined', () => {
    expect(shown(pieces('\xef\xbb\xbfMSH|a\r\xef\xbb\xbfMSH|b'))).toEqual([
      '1 byte-order-mark "ï»¿"',
      '1 message "MSH|a\\r"',
      '2 byte-order-mark "ï»¿"',
      '2 message "MSH|b"',
    ]);
  });

  it('MLLP framing is taken off', () => {
    expect(shown(pieces('\x0bMSH|a\rPID|1\r\x1c\r\x0bMSH|b\rPID|2\x1c\rMSH|c\r'))).toEqual([
      '1 framing "\\u000b"',
      '1 message "MSH|a\\rPID|1\\r"',
      '3 framing "\\u001c\\r"',
      '4 framing "\\u000b"',
      '4 message "MSH|b\\rPID|2"',
      '5 framing "\\u001c\\r"',
      '6 message "MSH|c\\r"',
    ]);
  });

  it('the end byte of MLLP inside a field is no framing', () => {
    expect(shown(pieces('\x0bMSH|a\x1cb\r\x1c'))).toEqual([
      '1 framing "\\u000b"',
      '1 message "MSH|a\\u001cb\\r"',
      '2 framing "\\u001c"',
    ]);
    expect(shown(pieces('MSH|a\x1c\r'))).toEqual(['1 message "MSH|a\\u001c\\r"']);
  });

  it('blank lines and comments before the first message are told from junk', () => {
    expect(shown(pieces('\r\n \t\n--- batch of Monday\nhello\n\nMSH|a\n'))).toEqual([
      '1 blank "\\r\\n \\t\\n"',
      '3 comment "--- batch of Monday\\n"',
      '4 junk "hello\\n"',
      '5 blank "\\n"',
      '6 message "MSH|a\\n"',
    ]);
  });

  it('a comment after the first message is junk, and part of a message inside of one', () => {
    expect(shown(pieces('MSH|a\n--- x\nFTS|1\n--- y\n'))).toEqual([
      '1 message "MSH|a\\n--- x\\n"',
      '3 batch "FTS|1\\n"',
      '4 junk "--- y\\n"',
    ]);
  });

  it('a line that is no segment stays with its message', () => {
    expect(shown(pieces('MSH|a\rRXA|0|1\r|20260101\r\rOBX|1'))).toEqual([
      '1 message "MSH|a\\rRXA|0|1\\r|20260101\\r\\rOBX|1"',
    ]);
  });
});

describe('what is no text', () => {
  it.each(['utf16le', 'big endian'])('UTF-16 is recognised without its mark: %s', (order) => {
    const bytes = Buffer.from(update(), 'utf16le');
    if (order === 'big endian') bytes.swap16();
    expect(new Set(pieces(bytes, [1]).map(({ kind }) => kind))).toEqual(new Set(['unreadable']));
  });

  it('UTF-16 is recognised by its mark', () => {
    expect(pieces('\xff\xfe').map(({ kind }) => kind)).toEqual(['unreadable']);
    expect(pieces('\xfe\xff\0M').map(({ kind }) => kind)).toEqual(['unreadable']);
  });

  it('some bytes 0 are not UTF-16', () => {
    expect(pieces('MSH|\0\0\0\r').map(({ kind }) => kind)).toEqual(['message']);
    expect(pieces('a\0').map(({ kind }) => kind)).toEqual(['junk']);
  });
});

describe('what is too long to keep', () => {
  it('a message is handed on in parts, and the next one is whole again', () => {
    const long = `MSH|a\r${'PID|1\r'.repeat(12)}`;
    const found = pieces(`${long}MSH|b\r`, [7], smallLimits);
    expect(
      found.map(({ kind, continues, line }) => `${line} ${kind} ${String(continues)}`),
    ).toEqual([
      '1 oversized false',
      '7 oversized true',
      '10 oversized true',
      '13 oversized true',
      '14 message false',
    ]);
  });

  it('a message as long as the limit is whole', () => {
    expect(pieces(`MSH|${'a'.repeat(36)}`, [5], smallLimits).map(({ kind }) => kind)).toEqual([
      'message',
    ]);
    expect(pieces(`MSH|${'a'.repeat(37)}`, [5], smallLimits).map(({ kind }) => kind)).toEqual([
      'oversized',
      'oversized',
    ]);
  });

  it('a line outside of messages is handed on in parts', () => {
    const found = pieces(`\r${'x'.repeat(40)}\rBHS|${'y'.repeat(20)}\r`, [9], smallLimits);
    expect(
      found.map(({ kind, continues, line }) => `${line} ${kind} ${String(continues)}`),
    ).toEqual([
      '1 blank false',
      '2 junk false',
      '2 junk true',
      '2 junk true',
      '3 batch false',
      '3 junk true',
    ]);
  });

  it('a message of 16 MB and one byte more, in small chunks', () => {
    const bytes = Buffer.alloc(16 * 1024 * 1024 + 1, 'a');
    bytes.write('MSH|');
    const found = pieces(bytes, [4096]);
    expect(found.map(({ kind, bytes: { length } }) => `${kind} ${length}`)).toEqual([
      'oversized 16777216',
      'oversized 1',
    ]);
  });
});

describe('line ends', () => {
  it('are counted by kind, those of the framing apart', () => {
    const reader = new PieceReader();
    const bytes = Buffer.from('\x0bMSH|a\rPID|1\r\nPV1\nRXA|0\x1c\r\x0bMSH|b\r\x1c\r');
    expect([...reader.push(bytes), ...reader.end()]).toHaveLength(6);
    expect(reader.lineEnds).toEqual({ cr: 2, lf: 1, crlf: 1, none: 1 });
  });
});
