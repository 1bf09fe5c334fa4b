import { fieldNames } from './data/field-names.ts';

/** What HL7 v2.5.1 calls a field; null for a segment or field it does not have (or we don't list). */
export const fieldName = (segment: string, number: number): string | null =>
  fieldNames[segment]?.[number - 1] ?? null;

/** For findings and errors: `PID-5` and its name. */
export function namedField(
  segment: string,
  number: number,
): { readonly field: string; readonly name?: string } {
  const name = fieldName(segment, number);
  return { field: `${segment}-${number}`, ...(name === null ? {} : { name }) };
}
