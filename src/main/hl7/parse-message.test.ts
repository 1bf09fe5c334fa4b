import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRaw } from './charset.ts';
import { escapeText } from './escapes.ts';
import { fieldPart, fieldParts } from './field-parts.ts';
import { locate } from './locate.ts';
import { fieldText, segmentsOf } from './message.ts';
import { parseMessage } from './parse-message.ts';
import { usualSeparators } from './separators.ts';
import { someBytes } from './testing/chunked.ts';
import { update } from './testing/samples.ts';

describe('a message', () => {
  it('is its segments, with lines and offsets in the file', () => {
    const message = parseMessage('MSH|^~\\&|A\r\nPID|1||x\r\rPV1\r', 12, 300);
    expect(message).toMatchObject({
      line: 12,
      offset: 300,
      brokenLines: [],
      separators: usualSeparators,
    });
    expect(message.segments.map(({ id, line, offset, text }) => [id, line, offset, text])).toEqual([
      ['MSH', 12, 300, 'MSH|^~\\&|A'],
      ['PID', 13, 312, 'PID|1||x'],
      ['PV1', 15, 322, 'PV1'],
    ]);
  });

  it('has its fields as HL7 counts them: MSH-1 is the separator', () => {
    const [header, patient, empty] = parseMessage(
      'MSH|^~\\&|A||B\rPID|1||x^y\rPV1\r',
      1,
      100,
    ).segments;
    expect(header?.fields).toEqual([
      { number: 1, offset: 103, text: '|' },
      { number: 2, offset: 104, text: '^~\\&' },
      { number: 3, offset: 109, text: 'A' },
      { number: 4, offset: 111, text: '' },
      { number: 5, offset: 112, text: 'B' },
    ]);
    expect(patient?.fields.map(({ number, text }) => `${number}=${text}`)).toEqual([
      '1=1',
      '2=',
      '3=x^y',
    ]);
    expect(empty?.fields).toEqual([]);
  });

  it('offsets count bytes, not letters', () => {
    const bytes = Buffer.from('MSH|^~\\&|é|B\rPID|ü|€|x');
    const { segments } = parseMessage(bytes);
    for (const { fields } of segments)
      for (const { offset, text } of fields)
        expect(bytes.subarray(offset, offset + Buffer.byteLength(text)).toString()).toBe(text);
    expect(fieldText(segments[1], 3)).toBe('x');
  });

  it('is divided as its own MSH says', () => {
    const { separators, segments } = parseMessage('MSH#*!$+#A\rPID#1#a*b+c!d\rPID|1\r');
    expect(separators).toEqual({
      field: '#',
      component: '*',
      repetition: '!',
      escape: '$',
      subcomponent: '+',
    });
    expect(fieldParts(fieldText(segments[1], 2), separators)).toEqual([
      [['a'], ['b', 'c']],
      [['d']],
    ]);
    expect(segments).toHaveLength(2);
  });

  it('is divided as usual where its MSH says nothing sensible', () => {
    expect(parseMessage('MSH|RIVERSIDE|FAC1\r').separators).toEqual(usualSeparators);
    expect(parseMessage('MSH\r').separators).toEqual(usualSeparators);
    expect(parseMessage('MSH|^~\r').separators).toMatchObject({ escape: null, subcomponent: null });
  });

  it('keeps lines that are no segment apart', () => {
    const message = parseMessage('MSH|^~\\&|\rRXA|0|1\r|20260101\rpid|1\r \rX|\rOBX|1\r', 5);
    expect(message.brokenLines).toEqual([7, 8, 9, 10]);
    expect(message.segments.map(({ id }) => id)).toEqual(['MSH', 'RXA', 'OBX']);
  });

  it('has repetitions, components and sub-components, unescaped', () => {
    const parts = fieldParts('a\\T\\b^c&d~e\\.br\\f', usualSeparators);
    expect(parts).toEqual([[['a&b'], ['c', 'd']], [['e\nf']]]);
    expect(fieldPart(parts, 2, { subcomponent: 2 })).toBe('d');
    expect(fieldPart(parts, 1, { repetition: 2 })).toBe('e\nf');
    expect(fieldPart(parts, 9)).toBe('');
  });

  it('parts that were escaped come back as they were', () => {
    const part = fc.string({ unit: fc.constantFrom(...Array.from('ab|^~\\&é\r\n')) });
    const field = fc.array(fc.array(fc.array(part, { minLength: 1 }), { minLength: 1 }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(field, (parts) => {
        const text = parts
          .map((components) =>
            components
              .map((subs) => subs.map((one) => escapeText(one, usualSeparators)).join('&'))
              .join('^'),
          )
          .join('~');
        const { segments, separators } = parseMessage(`MSH|^~\\&|\rPID|${text}|end\r`);
        expect(fieldParts(fieldText(segments[1], 1), separators)).toEqual(parts);
        expect(fieldText(segments[1], 2)).toBe('end');
      }),
    );
  });
});

describe('letters of a message', () => {
  const latin = (charset: string): Buffer =>
    Buffer.from(update({ name: 'Peña^Zoë', charset }), 'latin1');
  const nameIn = (bytes: Buffer, charset?: 'windows-1252'): string =>
    fieldText(segmentsOf(parseMessage(bytes, 1, 0, charset), 'PID')[0], 5);

  it('are read as MSH-18 says', () => {
    expect(nameIn(latin('8859/1'))).toBe('Peña^Zoë');
    expect(nameIn(Buffer.from(update({ name: 'Peña^Zoë', charset: 'UNICODE UTF-8' })))).toBe(
      'Peña^Zoë',
    );
  });

  it('are UTF-8 unless something else is said, and it shows when they are not', () => {
    expect(nameIn(Buffer.from(update({ name: 'Peña^Zoë' })))).toBe('Peña^Zoë');
    expect(parseMessage(latin('')).invalidText).toBe(true);
    expect(parseMessage(latin('8859/1')).invalidText).toBe(false);
  });

  it('are read as the person chose', () => {
    expect(nameIn(latin(''), 'windows-1252')).toBe('Peña^Zoë');
    expect(parseMessage(latin(''), 1, 0, 'windows-1252').invalidText).toBe(false);
  });

  it('of a text that is no text', () => {
    expect(parseMessage('MSH|^~\\&|\ud800\r').invalidText).toBe(true);
  });
});

describe('any bytes', () => {
  it('never throw, and no line is lost', () => {
    fc.assert(
      fc.property(someBytes, (bytes) => {
        const message = parseMessage(bytes);
        const lines = bytes
          .toString('latin1')
          .split(/\r\n|\r|\n/)
          .filter((line) => line !== '');
        expect(message.segments.length + message.brokenLines.length).toBe(lines.length);
        for (const { text } of message.segments)
          expect(lines.map((line) => decodeRaw(line, message.charset))).toContain(text);
      }),
    );
  });
});

describe('what an error points at', () => {
  const message = parseMessage('MSH|^~\\&|\rPID|1||x\rRXA|0|1\rRXA|0|2\r');
  const at = (segment: string, sequence: number | null, field: number | null) =>
    locate(message, {
      segment,
      sequence,
      field,
      repetition: null,
      component: null,
      subcomponent: null,
    });

  it('is a field of the segment with that number', () => {
    expect(at('RXA', 2, 2)).toMatchObject({
      segment: { line: 4 },
      field: { number: 2, text: '2' },
    });
    expect(at('PID', null, 3)).toMatchObject({ field: { text: 'x' } });
  });

  it('is a segment without a field, if there is no such field', () => {
    expect(at('PID', 1, 24)).toMatchObject({ segment: { line: 2 }, field: null });
    expect(at('PID', 1, null)).toMatchObject({ field: null });
  });

  it('is nothing, if there is no such segment', () => expect(at('PD1', null, 16)).toBeNull());
});
