import fc from 'fast-check';

/** The bytes in chunks of those lengths, the last one over and over; copies, as a file gives them. */
export function* chunksOf(bytes: Buffer, lengths: readonly number[]): Generator<Buffer> {
  for (let at = 0, index = 0; at < bytes.length; index += 1) {
    const length = lengths[Math.min(index, lengths.length - 1)] ?? bytes.length;
    yield Buffer.from(bytes.subarray(at, at + length));
    at += length;
  }
}

// eslint-disable-next-line @typescript-eslint/require-await -- a stream has no other kind
export async function* chunked(
  bytes: Buffer | string,
  lengths: readonly number[] = [],
): AsyncGenerator<Buffer> {
  yield* chunksOf(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes, lengths);
}

export const someLengths = fc.array(fc.integer({ min: 1, max: 40 }), {
  minLength: 1,
  maxLength: 8,
});

const scraps = [
  ...['MSH|^~\\&|A|B|C|D|2026||VXU^V04|', 'MSH|', 'MSH', 'PID|1||', 'RXA|0|1|20250101||', 'OBX|1'],
  ...['FHS|^~\\&', 'BHS', 'BTS|2', 'FTS|1', '|', '^', '~', '&', '\\F\\', '\\X', 'P', '9', 'text'],
  ...[
    '\r',
    '\n',
    '\r\n',
    '\r\r',
    '\n\r',
    '\x0b',
    '\x1c',
    '\x1c\r',
    '\x1c\r\n',
    ' ',
    '\t',
    '--- note',
  ],
  ...['\0', '\x01', '\xef\xbb\xbf', '\xff\xfe', 'M\0S\0H\0|\0', '\xc3\xa9', '\xe9', '\xef\xbf\xbf'],
].map((scrap) => Buffer.from(scrap, 'latin1'));

/** Anything, most of it made of what messages are made of. */
export const someBytes = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...scraps) },
      {
        weight: 1,
        arbitrary: fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
      },
    ),
    { maxLength: 60, size: 'max' },
  )
  .map((parts) => Buffer.concat(parts));
