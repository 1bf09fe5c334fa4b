import { PieceReader } from '../hl7/piece-reader.ts';

/** The answers of several files as one: FHS, their batches, and an FTS that counts them. */
export function joinBatches(texts: readonly string[]): string {
  const [only] = texts;
  if (only !== undefined && texts.length === 1) return only;
  let header = '';
  let batches = 0;
  let body = '';
  for (const { kind, bytes } of texts.flatMap(piecesOf)) {
    const text = bytes.toString();
    if (kind === 'batch' && text.startsWith('FHS')) header ||= text;
    else if (kind !== 'batch' || !text.startsWith('FTS')) body += text;
    if (kind === 'batch' && text.startsWith('BHS')) batches += 1;
  }
  return `${header}${body}FTS|${batches}\r`;
}

function piecesOf(text: string) {
  const reader = new PieceReader();
  return [...reader.push(Buffer.from(text)), ...reader.end()];
}

/** Tables that begin with the same row of names, as one table. */
export function joinTables(texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  return first + others.map((text) => text.slice(text.indexOf('\n') + 1)).join('');
}
