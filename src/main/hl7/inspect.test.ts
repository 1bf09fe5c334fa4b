import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  consentFor,
  inspectionSchema,
  type Finding,
  type FindingCode,
  type Inspection,
} from '../../shared/domain/inspection.ts';
import { inspect } from './inspect.ts';
import type { InspectionContext } from './inspection-context.ts';
import { chunked, someBytes, someLengths } from './testing/chunked.ts';
import { answer, query, update, updateSegments, type SampleUpdate } from './testing/samples.ts';

const upload: InspectionContext = {
  purpose: 'upload',
  facilityId: 'FAC1',
  now: Date.UTC(2026, 1, 1, 12),
};

const look = (
  file: Buffer | string,
  context: Partial<InspectionContext> = {},
): Promise<Inspection> => inspect(chunked(file), { ...upload, ...context });

const codes = ({ findings }: Inspection): FindingCode[] =>
  findings.map(({ code }) => code).filter((code) => code !== 'contents');

const found = async (
  file: Buffer | string,
  context: Partial<InspectionContext> = {},
): Promise<Omit<Finding, 'level'>[]> =>
  (await look(file, context)).findings
    .filter(({ code }) => code !== 'contents')
    .map(({ code, line, count, facts }) => ({ code, line, count, facts }));

const one = (code: FindingCode, line: number | null, facts = {}, count = 1) => ({
  code,
  line,
  count,
  facts,
});

describe('a clean file', () => {
  const file = `FHS|^~\\&|A\rBHS|^~\\&|A\r${update()}${update({
    controlId: 'RS-2',
    identifier: '1002^^^RIVERSIDE^MR',
    given: '20260131',
  })}${update({ controlId: 'RS-3' })}${query()}BTS|4\rFTS|1\r`;

  it('is told in numbers, and nothing is said against it', async () => {
    expect(await look(file)).toEqual({
      kind: 'hl7',
      messages: 4,
      types: { 'VXU^V04': 3, 'QBP^Q11': 1 },
      processingIds: { P: 4 },
      patients: 2,
      firstDate: '2025-12-03',
      lastDate: '2026-01-31',
      findings: [
        {
          level: 'inform',
          code: 'contents',
          line: null,
          count: 1,
          facts: {
            messages: 4,
            patients: 2,
            updates: 3,
            queries: 1,
            from: '2025-12-03',
            to: '2026-01-31',
          },
        },
      ],
      unlisted: 0,
    });
  });

  it('is clean for the production gateway too', async () => {
    expect(codes(await look(file, { purpose: 'gateway-production' }))).toEqual([]);
  });

  it('may have neither batch nor trailer counts', async () => {
    expect(codes(await look(update()))).toEqual([]);
    expect(codes(await look(`BHS|^~\\&\r${update()}BTS\r`))).toEqual([]);
    expect(codes(await look(`FHS|^~\\&\r${update()}FTS|1\r`))).toEqual([]);
  });
});

describe('a file without messages', () => {
  it.each([
    ['nothing', '', 'empty', 'file-empty'],
    ['blank lines', '\r\n \n', 'empty', 'file-empty'],
    ['only a byte order mark', '\xef\xbb\xbf', 'empty', 'file-empty'],
    ['only framing', '\x0b\x1c\r', 'empty', 'file-empty'],
    ['a table', 'name,birth\nAda Sample,2015-04-15\n', 'not-hl7', 'not-hl7'],
    ['a picture', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'not-hl7', 'binary'],
    ['UTF-16', Buffer.from(`\ufeff${update()}`, 'utf16le'), 'unreadable', 'utf-16'],
    ['UTF-16 without a mark', Buffer.from(update(), 'utf16le'), 'unreadable', 'utf-16'],
  ] as const)('%s', async (_, file, kind, code) => {
    const inspection = await look(file);
    expect(inspection).toMatchObject({ kind, messages: 0 });
    expect(inspection.findings).toEqual([{ level: 'stop', ...one(code, null) }]);
  });

  it('an empty batch', async () => {
    const inspection = await look('FHS|^~\\&\rBHS|^~\\&\rBTS|0\rFTS|1\r');
    expect(inspection).toMatchObject({ kind: 'empty', messages: 0 });
    expect(codes(inspection)).toEqual(['no-messages']);
  });
});

describe('what is put right', () => {
  it.each([
    ['byte-order-mark', `\xef\xbb\xbf${update()}`, {}],
    ['framing', `\x0b${update()}\x1c\r`, {}],
    ['line-ends', update({}, '\n'), { value: 'LF' }],
    ['line-ends', update({}, '\r\n'), { value: 'CR LF' }],
    ['line-ends', update() + update({ controlId: 'RS-2' }, '\n'), { value: 'mixed' }],
    ['line-ends', update() + update({ controlId: 'RS-2' }, '\r\n'), { value: 'mixed' }],
    ['no-last-line-end', update().slice(0, -1), {}],
    ['comment-lines', `--- of Monday\r${update()}`, {}],
  ] as const)('%s', async (code, file, facts) => {
    expect((await look(file)).findings).toContainEqual({
      level: 'fixed',
      ...one(code, null, facts),
    });
    expect(codes(await look(file))).toEqual([code]);
  });

  it('blank lines are counted wherever they are', async () => {
    expect(await found(`\r\r${update()}\r`)).toEqual([one('blank-lines', null, {}, 3)]);
  });
});

describe('lines that are broken', () => {
  it('junk before, between and behind', async () => {
    const file = `hello\r${update()}FTS|1\rgoodbye\r`;
    expect(await found(file)).toEqual([
      one('junk-line', 1),
      one('junk-line', 10),
      one('trailer-alone', 9, { segment: 'FTS' }),
    ]);
  });

  it('a line without a segment name, each by its number', async () => {
    const [header = '', ...rest] = updateSegments();
    const file = [header, '|broken', ...rest, 'tail'].join('\r');
    expect(await found(file)).toEqual([
      one('broken-line', 2),
      one('broken-line', 9),
      one('no-last-line-end', null),
    ]);
  });

  it('a rest that looks like a segment and is none, with fields or bare', async () => {
    const [header = '', patient = '', ...rest] = updateSegments();
    for (const tail of ['USA|^PRN^PH', 'USA', 'B12|x', '1ID|x']) {
      const file = [header, patient, tail, ...rest, ''].join('\r');
      expect(await found(file)).toEqual([one('broken-line', 3)]);
    }
  });

  it('segments that HL7 knows, of any later version, and those of a site are whole', async () => {
    const [header = '', ...rest] = updateSegments();
    const file = [header, ...rest, 'PRT|1', 'NTE', 'ZZZ|x', 'Z99', ''].join('\r');
    expect(await found(file)).toEqual([]);
  });

  it('a control character, by line and field', async () => {
    const name = { field: 'PID-5', name: 'Patient Name' };
    expect(await found(update({ name: 'Sam\x01p\x02le' }))).toEqual([
      one('control-character', 2, name),
    ]);
    expect(await found(update({ facility: 'FAC1^\x1f' }))).toEqual([
      one('control-character', 1, { field: 'MSH-4', name: 'Sending Facility' }),
    ]);
    expect(await found(`BHS|^~\\&|\0\r${update()}BTS|1\r`)).toEqual([
      one('control-character', 1, { field: 'BHS-3', name: 'Batch Sending Application' }),
    ]);
    expect(await found(`${update()}\x1a`)).toEqual([
      one('control-character', 8),
      one('broken-line', 8),
      one('no-last-line-end', null),
    ]);
  });

  it('a character that XML has no way to write', async () => {
    const file = Buffer.from(update({ name: 'Sam\uffffple', charset: 'UNICODE UTF-8' }));
    expect(await found(file)).toEqual([
      one('control-character', 2, { field: 'PID-5', name: 'Patient Name' }),
    ]);
  });

  it('a message that is too long, and the next one is looked at', async () => {
    const long = update() + 'OBX|1|TX|||\r'.repeat(1_500_000);
    expect(await found(long + update({ controlId: 'RS-2', version: '2.3.1' }))).toEqual([
      one('message-too-long', 1),
      one('version', 1_500_008, { value: '2.3.1' }),
    ]);
    expect(await look(long)).toMatchObject({ kind: 'hl7', messages: 1, types: { other: 1 } });
  });
});

describe('letters', () => {
  const file = (charset: string, encoding: 'latin1' | 'utf8'): Buffer =>
    Buffer.from(update({ name: 'Peña', charset }), encoding);

  it.each(['', 'UNICODE UTF-8', 'ASCII', '8859/5'])(
    'that are no UTF-8 are asked about, if MSH-18 is "%s"',
    async (charset) => {
      expect((await look(file(charset, 'latin1'))).findings[0]).toEqual({
        level: 'ask',
        ...one('not-utf-8', 2),
      });
    },
  );

  it('of Western Europe are clean where MSH-18 names them', async () => {
    expect(await found(file('8859/1', 'latin1'))).toEqual([]);
  });

  it('in UTF-8 are clean where MSH-18 names them, and else a warning', async () => {
    expect(await found(file('UNICODE UTF-8', 'utf8'))).toEqual([]);
    expect(await found(file('', 'utf8'))).toEqual([one('charset-not-named', 2)]);
    expect(await found(file('8859/5', 'utf8'))).toEqual([
      one('charset-unknown', 2, { value: '8859/5' }),
    ]);
  });
});

describe('a batch', () => {
  const two = update() + update({ controlId: 'RS-2' });

  it('that is cut off', async () => {
    expect(await found(`FHS|^~\\&\rBHS|^~\\&\r${two}`)).toEqual([
      one('batch-cut-off', 2),
      one('file-cut-off', 1),
    ]);
    expect(await found(`FHS|^~\\&\rBHS|^~\\&\r${two}BTS|2\r`)).toEqual([one('file-cut-off', 1)]);
    expect(
      await found(`BHS|^~\\&\r${update()}BHS|^~\\&\r${update({ controlId: 'RS-2' })}BTS|1\r`),
    ).toEqual([one('batch-cut-off', 1)]);
  });

  it('whose trailers count wrong', async () => {
    expect(await found(`FHS|^~\\&\rBHS|^~\\&\r${two}BTS|5\rFTS|3\r`)).toEqual([
      one('batch-count', 17, { said: 5, counted: 2 }),
      one('file-count', 18, { said: 3, counted: 1 }),
    ]);
  });

  it('each batch of a file counts for itself', async () => {
    const file = `FHS|^~\\&\rBHS|^~\\&\r${update()}BTS|1\rBHS|^~\\&\r${update({ controlId: 'RS-2' })}BTS|1\rFTS|2\r`;
    expect(await found(file)).toEqual([]);
  });

  it('trailers without headers', async () => {
    expect(await found(`${two}BTS|2\rFTS|1\r`)).toEqual([
      one('trailer-alone', 15, { segment: 'BTS' }),
      one('trailer-alone', 16, { segment: 'FTS' }),
    ]);
  });
});

describe('the header of a message', () => {
  it.each<[string, SampleUpdate, FindingCode, object]>([
    ['another type', { type: 'ADT^A04^ADT_A01' }, 'other-type', { value: 'ADT^A04' }],
    ['no type', { type: '' }, 'other-type', { value: '' }],
    ['another version', { version: '2.3.1' }, 'version', { value: '2.3.1' }],
    ['no processing id', { processingId: '' }, 'processing-id', { value: '' }],
    [
      'another receiver',
      { receiver: 'IIS|STATE' },
      'receiver',
      { value: 'IIS / STATE', expected: 'CIIS / CDPHE' },
    ],
    ['no receiver', { receiver: '|' }, 'receiver', { value: '', expected: 'CIIS / CDPHE' }],
    ['another facility', { facility: 'FAC2' }, 'facility', { value: 'FAC2', expected: 'FAC1' }],
    ['no control id', { controlId: ' ' }, 'control-id-missing', {}],
    [
      'other separators',
      { separators: '|^~\\#' },
      'separators',
      { value: '|^~\\#', expected: '|^~\\&' },
    ],
  ])('%s', async (_, about, code, facts) => {
    expect(await found(update(about))).toContainEqual(one(code, 1, facts));
  });

  it('may divide by other characters, which is a warning', async () => {
    expect(await found(update().replaceAll('|', '!'))).toEqual([
      one('separators', 1, { value: '!^~\\&', expected: '|^~\\&' }),
    ]);
  });

  it('may name the receiver with its id, and the facility in MSH-22', async () => {
    const receiver = 'CIIS^2.16.840.1.114222.4.1.144.2.4^ISO|CDPHE^2.16.840.1.114222.4.1.144^ISO';
    expect(await found(update({ receiver, facility: 'X68' }), { facilityId: 'RIVERSIDE' })).toEqual(
      [],
    );
    expect(await found(update({ facility: 'anything' }), { facilityId: null })).toEqual([]);
  });

  it.each([answer('MSA|AA|RS-1'), answer('MSA|AA|RS-1').replace('ACK^V04^ACK', 'RSP^K11^RSP_K11')])(
    'of an answer stops',
    async (file) => {
      expect((await look(file)).findings[0]).toMatchObject({
        level: 'stop',
        code: 'answer',
        line: 1,
      });
    },
  );

  it('a control id that is repeated, or was sent before', async () => {
    const file = update() + update({ controlId: 'RS-2' }) + update() + update();
    expect(await found(file, { alreadySent: (id) => (id === 'RS-2' ? 'accepted' : null) })).toEqual(
      [
        one('control-id-sent', 8, { controlId: 'RS-2', outcome: 'accepted' }),
        one('control-id-repeated', 15, { controlId: 'RS-1' }, 2),
      ],
    );
  });
});

it('a message that may have arrived before is asked about', async () => {
  expect(await found(update(), { alreadySent: () => 'unknown' })).toEqual([
    one('control-id-doubtful', 1, { controlId: 'RS-1', outcome: 'unknown' }),
  ]);
  expect(consentFor('control-id-doubtful', 'gateway-test')).toBe('question');
});

describe('production and test', () => {
  const withId = (processingId: string, controlId = 'RS-1'): string =>
    update({ processingId, controlId });

  it.each([
    ['P', 'gateway-test', ['production-to-test']],
    ['T', 'gateway-test', []],
    ['D', 'gateway-test', []],
    ['P', 'gateway-production', []],
    ['T', 'gateway-production', ['test-to-production']],
    ['t', 'gateway-production', ['test-to-production']],
    ['p', 'gateway-production', []],
    ['p', 'gateway-test', ['production-to-test']],
    ['', 'gateway-production', ['not-marked-production']],
    ['X', 'gateway-production', ['not-marked-production']],
    ['', 'gateway-test', ['processing-id']],
    ['D', 'gateway-production', ['test-to-production']],
    ['P', 'upload', []],
    ['T', 'upload', []],
  ] as const)('%s for %s', async (id, purpose, expected) => {
    expect(codes(await look(withId(id), { purpose }))).toEqual(expected);
  });

  it('a mistake between them takes more than one click', () => {
    expect(consentFor('production-to-test', 'gateway-test')).toBe('explicit');
    expect(consentFor('test-to-production', 'gateway-production')).toBe('explicit');
    expect(consentFor('not-marked-production', 'gateway-production')).toBe('question');
  });

  it('in one file are a warning', async () => {
    expect(await found(withId('P') + withId('T', 'RS-2'))).toEqual([
      one('processing-ids-mixed', null),
    ]);
    expect((await look(withId('P') + withId('D', 'RS-2'))).processingIds).toEqual({ P: 1, D: 1 });
  });
});

describe('what a vaccination update should have', () => {
  it.each([['PID'], ['RXA']])('a %s segment', async (segment) => {
    expect(await found(update({ without: [segment] }))).toEqual([
      one('segment-missing', 1, { segment }),
    ]);
  });

  it.each<[SampleUpdate, string, string]>([
    [{ identifier: '' }, 'PID-3', 'Patient Identifier List'],
    [{ identifier: '^^^&' }, 'PID-3', 'Patient Identifier List'],
    [{ name: '^ ' }, 'PID-5', 'Patient Name'],
    [{ birth: '""' }, 'PID-7', 'Date/Time of Birth'],
    [{ sex: '' }, 'PID-8', 'Administrative Sex'],
  ])('who it is about: %j', async (about, field, name) => {
    expect(await found(update(about))).toEqual([one('field-empty', 2, { field, name })]);
  });

  it('what was given', async () => {
    expect(await found(update({ vaccine: '' }))).toEqual([
      one('field-empty', 5, { field: 'RXA-5', name: 'Administered Code' }),
    ]);
  });

  it('no date in the future', async () => {
    expect(await found(update({ birth: '20260202' }))).toEqual([
      one('date-in-future', 2, { field: 'PID-7', name: 'Date/Time of Birth' }),
    ]);
    expect(await found(update({ given: '202602020930' }))).toEqual([
      one('date-in-future', 5, { field: 'RXA-3', name: 'Date/Time Start of Administration' }),
    ]);
    expect(await found(update({ given: '20260201', birth: '20260201' }))).toEqual([]);
  });

  it('is not asked of a query', async () => expect(await found(query())).toEqual([]));
});

describe('a file full of the same', () => {
  it('is told once and counted', async () => {
    const file = Array.from({ length: 500 }, (_, number) =>
      update({ controlId: `RS-${number}`, sex: '' }),
    ).join('');
    expect(await found(file)).toEqual([
      one('field-empty', 2, { field: 'PID-8', name: 'Administrative Sex' }, 500),
    ]);
  });

  it('lists 200 findings at most, and what comes late and is grave is among them', async () => {
    const file = Array.from({ length: 300 }, (_, number) =>
      update({
        controlId: `RS-${number % 150}`,
        version: `2.${number}`,
        facility: `FAC${number + 2}`,
        receiver: `A${number}|B`,
        type: `ADT^A${number}`,
        processingId: `X${number}`,
        charset: '',
      }),
    ).join('');
    const inspection = await look(`${file}${update({ controlId: ' ' })}tail`);
    expect(inspection.findings.length).toBeLessThanOrEqual(200);
    expect(inspection.unlisted).toBeGreaterThan(1000);
    expect(codes(inspection).slice(0, 2)).toEqual(['control-id-missing', 'broken-line']);
    expect(Object.keys(inspection.types).length).toBeLessThanOrEqual(51);
  });
});

describe('any bytes', () => {
  it('are looked at without a fault, the same however they come', async () => {
    await fc.assert(
      fc.asyncProperty(someBytes, someLengths, async (bytes, lengths) => {
        const inspection = await inspect(chunked(bytes, lengths), upload);
        expect(inspectionSchema.safeParse(inspection).success).toBe(true);
        expect(inspection).toEqual(await look(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it("and nothing of a patient's fields comes out", async () => {
    const secret = 'Zyxwv';
    const file = update({
      name: `${secret}\x01`,
      identifier: `${secret}^^^A`,
      birth: '30000101',
      sex: secret,
      vaccine: '',
    }).replace('Sample^Mia', `${secret}\r${secret}|`);
    expect(JSON.stringify(await look(file))).not.toContain(secret);
  });

  it('what the source throws goes through', async () => {
    // eslint-disable-next-line @typescript-eslint/require-await -- a stream has no other kind
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from('MSH|');
      throw new Error('the drive is gone');
    }
    await expect(inspect(broken(), upload)).rejects.toThrow('the drive is gone');
  });
});
