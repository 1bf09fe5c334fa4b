import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acknowledgementSchema, type Acknowledgement } from '../../shared/domain/message.ts';
import { readAcknowledgement } from './read-acknowledgement.ts';
import { answer, update } from './testing/samples.ts';

const read = (text: string, sent = 'RS-1'): Acknowledgement => readAcknowledgement(text, sent);
const error = (fields: string): string => `ERR||${fields}`;
const unplaced = {
  sequence: null,
  field: null,
  repetition: null,
  component: null,
  subcomponent: null,
};

describe('the verdict', () => {
  it.each([
    ['AA', [], 'accepted'],
    ['AA', ['I'], 'accepted'],
    ['AA', ['E'], 'accepted-with-remarks'],
    ['AA', ['F'], 'accepted-with-remarks'],
    ['AA', ['W'], 'accepted-with-remarks'],
    ['AA', [''], 'accepted-with-remarks'],
    ['AE', [], 'not-accepted'],
    ['AE', [''], 'not-accepted'],
    ['AE', ['W'], 'accepted-with-remarks'],
    ['AE', ['I'], 'accepted-with-remarks'],
    ['AE', ['W', 'I', ''], 'accepted-with-remarks'],
    ['AE', ['W', 'E'], 'not-accepted'],
    ['AE', ['w'], 'accepted-with-remarks'],
    ['AE', ['X'], 'not-accepted'],
    ['AR', ['W'], 'not-accepted'],
    ['AR', [], 'not-accepted'],
    ['CR', [], 'not-accepted'],
    ['CE', [], 'not-accepted'],
  ] as const)('of %s with severities %j is %s', (code, severities, verdict) => {
    const errors = severities.map((severity) => error(`PID^1^5|101^Missing^HL70357|${severity}`));
    expect(read(answer(`MSA|${code}|RS-1`, ...errors))).toMatchObject({
      verdict,
      code,
      problem: null,
    });
  });

  it.each([
    ['', 'empty'],
    ['  \r\n', 'empty'],
    ['The message was received. Thank you.', 'not-hl7'],
    ['<!DOCTYPE html><html><head><title>Maintenance</title></head></html>', 'not-hl7'],
    [update(), 'no-acknowledgement'],
    [answer('MSA||RS-1'), 'unknown-code'],
    [answer('MSA|OK|RS-1'), 'unknown-code'],
    [answer('MSA|CA|RS-1'), 'unknown-code'],
    [answer('MSA|AA|RS-1', 'MSA|??|RS-1'), 'unknown-code'],
  ] as const)('of %j is no proper answer: %s', (text, problem) => {
    expect(read(text)).toMatchObject({ verdict: 'no-proper-answer', problem });
  });

  it.each([
    ['MSA|AA|RS-1|Record Rejected'],
    ['MSA|AA|RS-1|The record was not accepted'],
    ['MSA|AA|RS-1', 'ERR|||0^Message accepted^HL70357|I||||PID-3: segment rejected'],
  ])('of AA that says it was rejected is not plain: %s', (...segments) => {
    expect(read(answer(...segments)).verdict).toBe('accepted-with-remarks');
  });

  it.each([
    ['MSA|AA|RS-1|Message accepted'],
    ['MSA|AA|RS-1', 'ERR|||0^Message accepted^HL70357'],
    ['MSA|AA|RS-1', 'ERR|||0^Message accepted^HL70357|I'],
  ])('of AA that says all is well is: %s', (...segments) => {
    expect(read(answer(...segments)).verdict).toBe('accepted');
  });

  it('of several acknowledgements is that of the gravest', () => {
    expect(read(answer('MSA|AA|RS-1', 'MSA|AR|RS-1')).verdict).toBe('not-accepted');
  });
});

describe('the control id', () => {
  it('that differs is a remark; one that is missing is how CIIS answers', () => {
    expect(read(answer('MSA|AA|RS-1'))).toMatchObject({
      controlId: 'RS-1',
      controlIdMatches: true,
    });
    expect(read(answer('MSA|AA|RS-9'))).toMatchObject({
      verdict: 'accepted-with-remarks',
      controlId: 'RS-9',
      controlIdMatches: false,
    });
    expect(read(answer('MSA|AA'))).toMatchObject({
      verdict: 'accepted',
      controlId: null,
      controlIdMatches: false,
    });
  });
});

describe('what is said', () => {
  it('is shown even if the message was accepted', () => {
    const text = 'Record Rejected\\T\\lost';
    expect(read(answer(`MSA|AA|RS-1|${text}`))).toMatchObject({
      verdict: 'accepted-with-remarks',
      texts: ['Record Rejected&lost'],
    });
  });

  it('is said once', () => {
    expect(read(answer('MSA|AA|RS-1|same', 'MSA|AA|RS-1|same', 'MSA|AA|RS-1|other')).texts).toEqual(
      ['same', 'other'],
    );
  });

  it('each error has its severity, codes, place and words', () => {
    const segment =
      'PID^1^11^2^5^1~PID^1^7|101^Required field missing^HL70357|W|1^Illogical date^HL70533^LOC7^Local||detail|Zip \\T\\ city';
    expect(read(answer('MSA|AE|RS-1', error(segment))).errors).toEqual([
      {
        severity: 'W',
        code: '101',
        applicationCode: '1',
        text: 'Zip & city',
        locations: [
          { segment: 'PID', sequence: 1, field: 11, repetition: 2, component: 5, subcomponent: 1 },
          { ...unplaced, segment: 'PID', sequence: 1, field: 7 },
        ],
      },
    ]);
  });

  it.each([
    ['ERR-8', 'PID|101^three^HL70357|E|1^five^HL70533^L^local||seven|eight', 'eight'],
    ['ERR-7', 'PID|101^three^HL70357|E|1^five^HL70533^L^local||seven|', 'seven'],
    ['ERR-5.5', 'PID|101^three^HL70357|E|1^five^HL70533^L^local', 'local'],
    ['ERR-5.2', 'PID|101^three^HL70357|E|1^five^HL70533', 'five'],
    ['ERR-3.2', 'PID|101^three^HL70357|E', 'three'],
    ['the table', 'PID|101|E', 'Required field missing'],
    ['the table of applications', 'PID||E|6', 'Required observation missing'],
    ['ERR-3.1, where a sentence stands for a code', 'PID|No such vaccine|E', 'No such vaccine'],
  ])('the words are those of %s', (_, fields, text) => {
    expect(read(answer('MSA|AE|RS-1', error(fields))).errors[0]?.text).toBe(text);
  });

  it('a local code is in ERR-5.4', () => {
    expect(
      read(answer('MSA|AE|RS-1', error('PID|101|E|^^^LOC7^Local'))).errors[0]?.applicationCode,
    ).toBe('LOC7');
  });

  it('what is no code is none', () => {
    const [found] = read(answer('MSA|AE|RS-1', error('PID|Ada Sample has no address|E'))).errors;
    expect(found).toMatchObject({ code: null, text: 'Ada Sample has no address' });
  });

  it.each(['constructor', 'toString', '42'])('a code that no table has: %s', (code) => {
    const [found] = read(answer('MSA|AE|RS-1', error(`PID|${code}|E|${code}`))).errors;
    expect(found).toMatchObject({ code, applicationCode: code, text: null });
  });

  it('the old form has everything in ERR-1', () => {
    const text = answer(
      'MSA|AE|RS-1',
      'ERR|PID^1^5^101&Required field missing&HL70357~PID^1^8^103',
    );
    expect(read(text).errors).toEqual([
      {
        severity: null,
        code: '101',
        applicationCode: null,
        text: 'Required field missing',
        locations: [{ ...unplaced, segment: 'PID', sequence: 1, field: 5 }],
      },
      {
        severity: null,
        code: '103',
        applicationCode: null,
        text: 'Table value not found',
        locations: [{ ...unplaced, segment: 'PID', sequence: 1, field: 8 }],
      },
    ]);
  });

  it('an error that says nothing is none, and 0 is no place', () => {
    expect(read(answer('MSA|AA|RS-1', 'ERR|||^^HL70357', 'ERR|')).errors).toEqual([]);
    expect(read(answer('MSA|AE|RS-1', error('OBX^1^3^0|204'))).errors[0]?.locations).toEqual([
      { ...unplaced, segment: 'OBX', sequence: 1, field: 3 },
    ]);
  });
});

describe('an answer to a query', () => {
  const response = (msa: string, status: string): string =>
    answer(`MSA|${msa}|RS-1`, `QAK|37|${status}|Z34`);

  it.each([
    ['OK', 'accepted'],
    ['NF', 'accepted'],
    ['TM', 'accepted'],
    ['AE', 'not-accepted'],
    ['AR', 'not-accepted'],
  ])('with status %s is %s', (status, verdict) => {
    expect(read(response('AA', status))).toMatchObject({ verdict, queryStatus: status });
  });

  it('has no status if it says none that we know', () => {
    expect(read(response('AA', 'XX')).queryStatus).toBeNull();
    expect(read(answer('MSA|AA|RS-1')).queryStatus).toBeNull();
  });
});

describe('however it is written', () => {
  const plain = answer('MSA|AE|RS-1', error('PID^1^5|101^Missing^HL70357|W||||A+B 100%'));

  it.each([
    ['LF', plain.replaceAll('\r', '\n')],
    ['CR LF', plain.replaceAll('\r', '\r\n')],
    ['white space around', `\n  ${plain}\n`],
    ['byte order mark', `\ufeff${plain}`],
    ['MLLP', `\x0b${plain}\x1c\r`],
    ['a batch', `FHS|^~\\&\rBHS|^~\\&\r${plain}BTS|1\rFTS|1\r`],
    ['no last line end', plain.slice(0, -1)],
  ])('it says the same: %s', (_, text) => expect(read(text)).toEqual(read(plain)));

  it('URL-encoded it is undone and marked', () => {
    expect(read(encodeURIComponent(plain))).toEqual({ ...read(plain), form: 'url-encoded' });
  });

  it('base64 is no proper answer', () => {
    expect(read(Buffer.from(plain).toString('base64'))).toMatchObject({
      verdict: 'no-proper-answer',
      problem: 'not-hl7',
      form: 'base64',
    });
  });

  it('among several, the one that names ours counts', () => {
    const both = answer('MSA|AA|RS-0') + answer('MSA|AR|RS-1');
    expect(read(both).verdict).toBe('not-accepted');
    expect(read(both, 'RS-0').verdict).toBe('accepted');
  });

  it.each([
    ['that name ours', [answer('MSA|AA|RS-1'), answer('MSA|AR|RS-1')]],
    ['that name none', [answer('MSA|AA'), answer('MSA|AR'), answer('MSA|AA|RS-9')]],
  ])('of several %s the gravest counts', (_, messages) => {
    expect(read(messages.join('')).verdict).toBe('not-accepted');
    expect(read(messages.toReversed().join('')).verdict).toBe('not-accepted');
  });
});

it('never throws, and fits its schema', () => {
  const scrap = fc.constantFrom(
    'MSH|^~\\&|',
    'MSA|AA|',
    'MSA|AE',
    'ERR|',
    'QAK|1|NF',
    '\r',
    '\n',
    '|',
    '^',
    '&',
    '~',
    'E',
    '101',
    '%7C',
    'TVNIf',
    '\ud800',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(scrap).map((parts) => parts.join('')),
      ),
      (text) => {
        expect(acknowledgementSchema.safeParse(read(text)).success).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});
