import type { Charset } from './charset.ts';
import { unescapeText } from './escapes.ts';
import type { Separators } from './separators.ts';

/** A field taken apart: its repetitions, their components, their sub-components, each unescaped. */
export type FieldParts = readonly (readonly (readonly string[])[])[];

export function fieldParts(text: string, separators: Separators, charset?: Charset): FieldParts {
  return split(text, separators.repetition).map((repetition) =>
    split(repetition, separators.component).map((component) =>
      split(component, separators.subcomponent).map((part) =>
        unescapeText(part, separators, charset),
      ),
    ),
  );
}

/** One part of a field, unescaped; '' where there is none. All counted from 1. */
export function fieldPart(
  parts: FieldParts,
  component: number,
  { repetition = 1, subcomponent = 1 } = {},
): string {
  return parts[repetition - 1]?.[component - 1]?.[subcomponent - 1] ?? '';
}

const split = (text: string, separator: string | null): string[] =>
  separator === null ? [text] : text.split(separator);
