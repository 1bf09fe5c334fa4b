import type { FieldView, SegmentView } from '../../shared/domain/message-file.ts';
import { fieldName } from '../hl7/field-name.ts';
import type { Message, Segment } from '../hl7/message.ts';
import { segmentTitle } from './segment-titles.ts';

/** A message to read, segment by segment. */
export function segmentViews({ segments }: Message): readonly SegmentView[] {
  const counts = new Map<string, number>();
  return segments.map((segment) => {
    const { id, line } = segment;
    const sequence = (counts.get(id) ?? 0) + 1;
    counts.set(id, sequence);
    return { name: id, title: segmentTitle(id), line, sequence, fields: fieldsOf(segment) };
  });
}

function fieldsOf({ id, fields }: Segment): readonly FieldView[] {
  const last = fields.findLast(({ text }) => text !== '')?.number ?? 0;
  return fields.slice(0, last).map(({ number, text }) => ({
    position: number,
    name: fieldName(id, number),
    value: text,
  }));
}
