import type { Inspection } from '../../shared/domain/inspection.ts';
import { FileCheck } from './file-check.ts';
import type { InspectionContext } from './inspection-context.ts';
import { PieceReader } from './piece-reader.ts';

/**
 * Looks at a file before it goes: what is in it, and what is to be said about it. It reads once, keeps no
 * more than one message in memory, and never throws whatever the bytes are; what the source throws goes
 * through. Chunks must not be written to again.
 */
export async function inspect(
  chunks: AsyncIterable<Buffer>,
  context: InspectionContext,
): Promise<Inspection> {
  const reader = new PieceReader();
  const check = new FileCheck(context);
  for await (const chunk of chunks) for (const piece of reader.push(chunk)) check.take(piece);
  for (const piece of reader.end()) check.take(piece);
  return check.result(reader.lineEnds);
}
