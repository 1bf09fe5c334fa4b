import { expect, test } from 'vitest';
import { fieldNames } from './data/field-names.ts';
import { segmentNames } from './data/segment-names.ts';
import { startsAsSegment } from './raw-lines.ts';
import { usualSeparators } from './separators.ts';

const starts = (line: string): boolean => startsAsSegment(line, 0, line.length, usualSeparators);

test('every segment that HL7 knows begins a line, once in the list, those we have fields of among them', () => {
  expect(new Set(segmentNames).size).toBe(segmentNames.length);
  expect(segmentNames).toEqual(expect.arrayContaining(Object.keys(fieldNames)));
  for (const name of segmentNames)
    expect([name, starts(`${name}|1`), starts(name)]).toEqual([name, true, true]);
});

test.each(['Z01|x', 'ZZZ', 'Z99|'])('%s is a segment of the site', (line) => {
  expect(starts(line)).toBe(true);
});

test.each(['USA|^PRN^PH', 'USA', 'ABC|1', 'A00', '123|4', 'pid|1', 'PID 1', 'PI', '', 'Zé1|x'])(
  '"%s" is the rest of something',
  (line) => {
    expect(starts(line)).toBe(false);
  },
);
