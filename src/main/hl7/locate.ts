import type { ErrorLocation } from '../../shared/domain/message.ts';
import { segmentsOf, type Field, type Message, type Segment } from './message.ts';

export interface Located {
  readonly segment: Segment;
  /** Null if the error names no field, or one behind the last that the segment has. */
  readonly field: Field | null;
}

/** What an error points at in the message it is about; null if there is no such segment. */
export function locate(message: Message, location: ErrorLocation): Located | null {
  const segment = segmentsOf(message, location.segment)[(location.sequence ?? 1) - 1];
  if (segment === undefined) return null;
  return { segment, field: segment.fields[(location.field ?? 0) - 1] ?? null };
}
