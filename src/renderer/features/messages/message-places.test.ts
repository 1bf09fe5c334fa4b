import { expect, test } from 'vitest';
import type { SegmentView } from '../../../shared/domain/message-file.ts';
import type { ErrorLocation, ReportedError } from '../../../shared/domain/message.ts';
import { firstPlace, placeLink, pointedPlaces } from './message-places.ts';

const segment = (name: string, sequence: number, line: number): SegmentView => ({
  name,
  title: null,
  line,
  sequence,
  fields: [],
});
const segments = [
  segment('MSH', 1, 10),
  segment('PID', 1, 12),
  segment('RXA', 1, 13),
  segment('RXA', 2, 14),
];
const at = (name: string, more: Partial<ErrorLocation> = {}): ErrorLocation => ({
  segment: name,
  sequence: null,
  field: null,
  repetition: null,
  component: null,
  subcomponent: null,
  ...more,
});

test('a link names the field and its line in the file', () => {
  expect(placeLink(at('PID', { field: 7 }), segments)).toEqual({
    label: 'PID-7, line 12',
    place: { segment: 1, field: 7 },
  });
  expect(placeLink(at('RXA', { sequence: 2, field: 5, component: 1 }), segments)).toEqual({
    label: 'RXA-5.1, line 14',
    place: { segment: 3, field: 5 },
  });
  expect(placeLink(at('PID'), segments).label).toBe('PID, line 12');
});

test('what the message does not have is named and leads nowhere', () => {
  expect(placeLink(at('RXA', { sequence: 3, field: 5 }), segments)).toEqual({
    label: 'RXA-5 (number 3)',
    place: null,
  });
});

test('of two errors at the same place the graver one colours it, and the first place is scrolled to', () => {
  const error = (severity: 'E' | 'I', location: ErrorLocation): ReportedError => ({
    severity,
    code: null,
    applicationCode: null,
    text: null,
    locations: [location],
  });
  const pointed = pointedPlaces(
    [
      error('I', at('RXA', { field: 5 })),
      error('E', at('RXA', { field: 5 })),
      error('I', at('PID', { field: 11 })),
    ],
    segments,
  );
  expect(Object.fromEntries(pointed)).toEqual({ '2-5': 'bad', '1-11': 'info' });
  expect(firstPlace(pointed)).toEqual({ segment: 1, field: 11 });
  expect(firstPlace(new Map())).toBeNull();
});
