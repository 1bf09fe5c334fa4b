import {
  severitySchema,
  type ErrorLocation,
  type ReportedError,
} from '../../shared/domain/message.ts';
import { table0357, table0533 } from './data/code-tables.ts';
import { fieldPart, fieldParts, type FieldParts } from './field-parts.ts';
import { fieldText, type Segment } from './message.ts';
import { unescapeText } from './escapes.ts';
import type { Separators } from './separators.ts';

/**
 * What one ERR segment reports: usually one thing; in its old form (all in ERR-1) as many as ERR-1 repeats; none
 * if nothing is filled. The text is the first there is of ERR-8, ERR-7, ERR-5, ERR-3, ERR-1 and the code tables.
 */
export function errorReports(segment: Segment, separators: Separators): ReportedError[] {
  const parts = (field: number): FieldParts => fieldParts(fieldText(segment, field), separators);
  const whole = (field: number): string =>
    unescapeText(fieldText(segment, field), separators).trim();
  const condition = parts(3);
  const application = parts(5);
  const severity = severitySchema.safeParse(whole(4).toUpperCase());
  const words = [
    whole(8),
    whole(7),
    fieldPart(application, 5),
    fieldPart(application, 2),
    fieldPart(condition, 2),
    fieldPart(condition, 5),
    wordsIn(fieldPart(condition, 1)),
    wordsIn(fieldPart(application, 1)),
  ];
  const olds = fieldText(segment, 1) === '' ? [] : parts(1).map(oldReport);
  const report = (of: readonly OldReport[]): ReportedError => {
    const code = codeIn(fieldPart(condition, 1)) ?? of[0]?.code ?? null;
    const applicationCode =
      codeIn(fieldPart(application, 1)) ?? codeIn(fieldPart(application, 4)) ?? null;
    const told = fieldText(segment, 2) === '' ? [] : parts(2).map(locationIn);
    const locations = (told.length > 0 ? told : of.map(({ location }) => location)).filter(
      (location) => location !== null,
    );
    const text =
      [...words, of[0]?.text ?? ''].map((word) => word.trim()).find((word) => word !== '') ??
      meaning(table0357, code) ??
      meaning(table0533, applicationCode) ??
      null;
    return { severity: severity.data ?? null, code, applicationCode, text, locations };
  };
  const reports = isFilled(fieldText(segment, 3))
    ? [report(olds)]
    : olds.map((old) => report([old]));
  return (reports.length > 0 ? reports : [report([])]).filter(saysSomething);
}

/** Codes come from outside: only what the table itself has counts. */
const meaning = (
  table: Readonly<Record<string, string>>,
  code: string | null,
): string | undefined => (code !== null && Object.hasOwn(table, code) ? table[code] : undefined);

interface OldReport {
  readonly code: string | null;
  readonly text: string;
  readonly location: ErrorLocation | null;
}

/** ERR-1 up to v2.4: segment^sequence^field^(code&text&system). */
function oldReport(repetition: FieldParts[number]): OldReport {
  const parts = [repetition];
  const code = fieldPart(parts, 4);
  return {
    code: codeIn(code),
    text: fieldPart(parts, 4, { subcomponent: 2 }) || wordsIn(code) || wordsIn(fieldPart(parts, 1)),
    location: locationIn(repetition.slice(0, 3)),
  };
}

/** ERR-2: segment^sequence^field^repetition^component^sub-component. Null if it names no segment. */
function locationIn(repetition: FieldParts[number]): ErrorLocation | null {
  const part = (component: number): string => fieldPart([repetition], component).trim();
  const segment = part(1);
  if (!/^[A-Z][A-Z0-9]{2}$/.test(segment)) return null;
  const [sequence, field, again, component, subcomponent] = [2, 3, 4, 5, 6].map((at) =>
    // Some write 0 for "none in particular".
    /^0*[1-9]\d{0,8}$/.test(part(at)) ? Number(part(at)) : null,
  );
  return {
    segment,
    sequence: sequence ?? null,
    field: field ?? null,
    repetition: again ?? null,
    component: component ?? null,
    subcomponent: subcomponent ?? null,
  };
}

/** Codes are written to the log, so what does not look like one is none. */
const codeIn = (text: string): string | null =>
  /^[A-Za-z0-9][\w.:-]{0,31}$/.test(text.trim()) ? text.trim() : null;

/** Some registries write their sentence where a code belongs. */
const wordsIn = (text: string): string =>
  codeIn(text) === null && !/^[A-Z][A-Z0-9]{2}$/.test(text) ? text : '';

const isFilled = (field: string): boolean => /[^\s^~&]/.test(field);

const saysSomething = ({
  severity,
  code,
  applicationCode,
  text,
  locations,
}: ReportedError): boolean =>
  severity !== null ||
  code !== null ||
  applicationCode !== null ||
  text !== null ||
  locations.length > 0;
