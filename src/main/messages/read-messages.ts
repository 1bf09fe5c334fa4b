import type { Inspection } from '../../shared/domain/inspection.ts';
import { charsetOf, decodeRaw } from '../hl7/charset.ts';
import { FileCheck } from '../hl7/file-check.ts';
import { Header } from '../hl7/header-check.ts';
import type { InspectionContext } from '../hl7/inspection-context.ts';
import type { Piece } from '../hl7/piece.ts';
import { PieceReader } from '../hl7/piece-reader.ts';
import { safeLine } from '../log/safe-text.ts';
import type { MessageIndex } from './message-index.ts';

/** Lists the messages of a file and looks at it, in one pass. `progressed` is called after each chunk. */
export async function readMessages(
  chunks: AsyncIterable<Buffer>,
  into: MessageIndex,
  context: InspectionContext,
  progressed: () => void,
): Promise<Inspection> {
  const reader = new PieceReader();
  const check = new FileCheck(context);
  const take = (piece: Piece): void => {
    check.take(piece);
    if (piece.kind === 'message') into.add(indexed(piece));
  };
  for await (const chunk of chunks) {
    for (const piece of reader.push(chunk)) take(piece);
    progressed();
  }
  for (const piece of reader.end()) take(piece);
  return check.result(reader.lineEnds);
}

const longestWord = 60;
/** Longer headers are cut: what is looked for stands in front. */
const headerBytes = 4096;

function indexed({ bytes, offset, line }: Piece) {
  const raw = bytes.toString('latin1', 0, Math.min(bytes.length, headerBytes));
  const header = new Header(raw.split(/[\r\n]/, 1)[0] ?? '');
  const charset = charsetOf(header.component(18)) ?? 'utf-8';
  const shown = (text: string, longest: number): string =>
    safeLine(decodeRaw(text, charset).trim(), longest);
  return {
    offset,
    length: bytes.length,
    line,
    type: shown(header.type, longestWord),
    controlId: header.controlId,
    processingId: shown(header.component(11), longestWord),
  };
}
