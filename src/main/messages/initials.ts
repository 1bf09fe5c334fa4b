import { fieldPart, fieldParts } from '../hl7/field-parts.ts';
import { fieldText, segmentsOf, type Message } from '../hl7/message.ts';

/** Of the patient (PID-5), given name first; '' where there is none. */
export function initialsIn(message: Message): string {
  const parts = fieldParts(fieldText(segmentsOf(message, 'PID')[0], 5), message.separators);
  return [fieldPart(parts, 2), fieldPart(parts, 1)].map(initial).join('');
}

/** A letter may be more than one unit of UTF-16. */
const initial = (name: string): string => (Array.from(name.trim())[0] ?? '').toUpperCase();
