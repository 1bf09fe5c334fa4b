import type { Download } from '../transport.ts';
import { orAborted } from './or-aborted.ts';
import type { SftpLink } from './sftp-link.ts';
import { largestRead } from './sftp-limits.ts';

/** Reads ahead by this many pieces at the most; it begins with two, so small files cost little. */
const mostAhead = 32;

export function downloadOver(link: SftpLink): Download {
  return {
    async *receive(path, signal) {
      const handle = await link.request<Buffer>('open', (channel, done) =>
        channel.open(path, 'r', done),
      );
      try {
        yield* piecesOf(link, handle, signal);
      } finally {
        // The bytes are here (or not wanted any more); a handle for reading holds nothing back.
        link
          .request<undefined>('close', (channel, done) => channel.close(handle, done))
          .catch(() => undefined);
      }
    },
  };
}

async function* piecesOf(
  link: SftpLink,
  handle: Buffer,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  const size = largestRead(link.channel);
  const ahead: Promise<Buffer>[] = [];
  let allowed = 2;
  for (let position = 0; ;) {
    for (; ahead.length < allowed; position += size) {
      const piece = readPiece(link, handle, position, size);
      piece.catch(() => undefined); // It may not be its turn yet; who takes it hears of it.
      ahead.push(piece);
    }
    const next = ahead.shift() ?? Promise.resolve(Buffer.alloc(0));
    const piece = await orAborted(next, signal);
    if (piece.length > 0) yield piece;
    if (piece.length < size) return;
    allowed = Math.min(mostAhead, allowed + 1);
  }
}

/** A whole piece, less only where the file ends: a server may answer with fewer bytes than asked for. */
async function readPiece(
  link: SftpLink,
  handle: Buffer,
  position: number,
  size: number,
): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(size);
  let filled = 0;
  while (filled < size) {
    const from = filled;
    const count = await link.request<number>('read', (channel, done) =>
      channel.read(handle, bytes, from, size - from, position + from, done),
    );
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}
