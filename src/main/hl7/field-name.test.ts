import { describe, expect, it } from 'vitest';
import { acknowledgementCodeSchema, severitySchema } from '../../shared/domain/message.ts';
import { table0008, table0516 } from './data/code-tables.ts';
import { fieldNames } from './data/field-names.ts';
import { fieldName, namedField } from './field-name.ts';

describe('names of fields', () => {
  it.each([
    ['MSH', 10, 'Message Control ID'],
    ['PID', 5, 'Patient Name'],
    ['PD1', 16, 'Immunization Registry Status'],
    ['NK1', 3, 'Relationship'],
    ['PV1', 20, 'Financial Class'],
    ['IN1', 36, 'Policy Number'],
    ['ORC', 12, 'Ordering Provider'],
    ['RXA', 15, 'Substance Lot Number'],
    ['OBX', 14, 'Date/Time of the Observation'],
    ['ERR', 8, 'User Message'],
    ['QAK', 2, 'Query Response Status'],
  ])('%s-%i is %s', (segment, number, name) => expect(fieldName(segment, number)).toBe(name));

  it('every segment has as many as HL7 v2.5.1 says', () => {
    const counts = Object.entries(fieldNames).map(
      ([segment, names]) => `${segment} ${names.length}`,
    );
    expect(counts).toEqual(
      'MSH 23,SFT 6,MSA 6,ERR 12,PID 39,PD1 21,NK1 39,PV1 52,PV2 49,GT1 57,IN1 53,ORC 31,RXA 26,RXR 6,OBX 25,NTE 4,QPD 13,RCP 7,QAK 6,FHS 12,BHS 12,BTS 3,FTS 2'.split(
        ',',
      ),
    );
  });

  it('has none for others', () => {
    expect(fieldName('ZXX', 1)).toBeNull();
    expect(fieldName('PID', 40)).toBeNull();
    expect(namedField('ZXX', 1)).toEqual({ field: 'ZXX-1' });
  });
});

describe('code tables', () => {
  it('name every code that is told apart', () => {
    expect(Object.keys(table0008)).toEqual(acknowledgementCodeSchema.options);
    expect(Object.keys(table0516)).toEqual(severitySchema.options);
  });
});
