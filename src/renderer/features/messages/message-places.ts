import type { SegmentView } from '../../../shared/domain/message-file.ts';
import type { ErrorLocation, ReportedError } from '../../../shared/domain/message.ts';
import { errorWords, type ErrorTone } from './answer-words.ts';

/** A segment of a message, and one of its fields or (null) the whole segment. */
export interface Place {
  /** Of the segment, from 0, in the order of the message. */
  readonly segment: number;
  readonly field: number | null;
}

export interface PlaceLink {
  /** "PID-7, line 12" */
  readonly label: string;
  /** Null: the message has no such segment. */
  readonly place: Place | null;
}

/** What an error points at, in the message it is about. */
export function placeLink(location: ErrorLocation, segments: readonly SegmentView[]): PlaceLink {
  const name =
    location.field === null
      ? location.segment
      : `${location.segment}-${location.field}${
          location.component === null ? '' : `.${location.component}`
        }`;
  const sequence = location.sequence ?? 1;
  const at = segments.findIndex(
    (segment) => segment.name === location.segment && segment.sequence === sequence,
  );
  const found = segments[at];
  if (found === undefined)
    return { label: sequence > 1 ? `${name} (number ${sequence})` : name, place: null };
  return { label: `${name}, line ${found.line}`, place: { segment: at, field: location.field } };
}

/** As a key; of a whole segment without a field. */
export const placeKey = ({ segment, field }: Place): string => `${segment}-${field ?? ''}`;

const gravity: Readonly<Record<ErrorTone, number>> = { bad: 2, warn: 1, info: 0 };

/** The places that errors point at, each with its gravest one. */
export function pointedPlaces(
  errors: readonly ReportedError[],
  segments: readonly SegmentView[],
): ReadonlyMap<string, ErrorTone> {
  const pointed = new Map<string, ErrorTone>();
  for (const error of errors)
    for (const location of error.locations) {
      const { place } = placeLink(location, segments);
      if (place === null) continue;
      const key = placeKey(place);
      const { tone } = errorWords(error);
      const before = pointed.get(key);
      if (before === undefined || gravity[tone] > gravity[before]) pointed.set(key, tone);
    }
  return pointed;
}

/** The places in the order of the message. */
export const firstPlace = (pointed: ReadonlyMap<string, ErrorTone>): Place | null =>
  [...pointed.keys()].map(placeOf).toSorted(byPlace)[0] ?? null;

function placeOf(key: string): Place {
  const [segment = '0', field = ''] = key.split('-');
  return { segment: Number(segment), field: field === '' ? null : Number(field) };
}

const byPlace = (a: Place, b: Place): number =>
  a.segment - b.segment || (a.field ?? 0) - (b.field ?? 0);
