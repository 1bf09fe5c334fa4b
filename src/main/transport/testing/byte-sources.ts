import { createHash, randomBytes } from 'node:crypto';
import type { ByteSource } from '../transport.ts';

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Bytes that no compression or alignment can hide a mistake in. */
export const someBytes = (count: number): Buffer => randomBytes(count);

interface Interruption {
  /** Called each time before a piece is given, with the bytes given so far; may wait or throw. */
  readonly beforePiece?: (given: number) => void | Promise<void>;
  /** Called when the last piece was given and the driver asks for more. */
  readonly atEnd?: () => void | Promise<void>;
}

/** A source of these bytes, which a test can hold up or break. */
export function sourceOf(bytes: Buffer, interruption: Interruption = {}): ByteSource {
  return {
    size: bytes.length,
    async *pieces(pieceSize) {
      for (let given = 0; given < bytes.length; given += pieceSize) {
        await interruption.beforePiece?.(given);
        yield bytes.subarray(given, given + pieceSize);
      }
      await interruption.atEnd?.();
    },
  };
}
