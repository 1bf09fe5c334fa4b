import { PieceReader, type PieceLimits } from './piece-reader.ts';
import type { Piece } from './piece.ts';

/**
 * What the bytes are made of, piece by piece; joined again the pieces are the bytes. Never throws
 * whatever the bytes are; what the source throws goes through. Chunks must not be written to again.
 */
export async function* readPieces(
  chunks: AsyncIterable<Buffer>,
  limits?: PieceLimits,
): AsyncGenerator<Piece, void, undefined> {
  const reader = new PieceReader(limits);
  for await (const chunk of chunks) yield* reader.push(chunk);
  yield* reader.end();
}
