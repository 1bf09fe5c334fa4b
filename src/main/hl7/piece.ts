/**
 * What a file of HL7 messages is made of, in order; the bytes of all pieces joined are the file.
 *
 * - `message`: from its MSH to the next piece that is none of it; lines that are no segment included.
 * - `oversized`: a part of a message that is too long to keep.
 * - `batch`: one line of a batch: FHS, BHS, BTS or FTS.
 * - `blank`: lines with nothing in them, outside of messages. `comment`: a `---` line before the first message.
 * - `framing`: the bytes that MLLP puts around a message. `byte-order-mark`: that of UTF-8.
 * - `junk`: any other line outside of messages.
 * - `unreadable`: the input is UTF-16; a part of it.
 */
export type PieceKind =
  | 'message'
  | 'oversized'
  | 'batch'
  | 'blank'
  | 'comment'
  | 'framing'
  | 'byte-order-mark'
  | 'junk'
  | 'unreadable';

export interface Piece {
  readonly kind: PieceKind;
  /** Part of what was read, not a copy. */
  readonly bytes: Buffer;
  /** Bytes before it. */
  readonly offset: number;
  /** Of its first byte, from 1. */
  readonly line: number;
  /** It goes on with what the piece before it began: both were too long to be one. */
  readonly continues: boolean;
}
