/** The characters that a message itself (MSH-1 and MSH-2) says it is divided by. Null: it has none. */
export interface Separators {
  readonly field: string;
  readonly component: string | null;
  readonly repetition: string | null;
  readonly escape: string | null;
  readonly subcomponent: string | null;
}

export const usualSeparators: Separators = {
  field: '|',
  component: '^',
  repetition: '~',
  escape: '\\',
  subcomponent: '&',
};

/** Of a header segment (MSH, FHS, BHS). What it does not say, or says in no way we know, is as usual. */
export function separatorsOf(header: string): Separators {
  const field = punctuation.test(header[3] ?? '') ? header.charAt(3) : usualSeparators.field;
  const rest = header.slice(4);
  const end = rest.indexOf(field);
  const encoding = end < 0 ? rest : rest.slice(0, end);
  if (!punctuation.test(encoding)) return { ...usualSeparators, field };
  return {
    field,
    component: encoding[0] ?? null,
    repetition: encoding[1] ?? null,
    escape: encoding[2] ?? null,
    subcomponent: encoding[3] ?? null,
  };
}

const punctuation = /^[!-/:-@[-`{-~]+$/;
