import { describe, expect, it } from 'vitest';
import type { FindingCode, Inspection, InspectionPurpose } from '../../shared/domain/inspection.ts';
import { inspect } from './inspect.ts';
import { parseMessage } from './parse-message.ts';
import { PieceReader } from './piece-reader.ts';
import { readAcknowledgement } from './read-acknowledgement.ts';
import { forGateway } from './for-gateway.ts';
import { chunked } from './testing/chunked.ts';
import { sharedFolder } from './testing/shared-data.ts';

/* The sample files beside the checkout. What they prove is proven by our own samples too. */

const files = sharedFolder('hl7');
const acknowledgements = sharedFolder('acks');

const look = (name: string, purpose: InspectionPurpose = 'upload'): Promise<Inspection> =>
  inspect(chunked(files.read(name), [1000]), {
    purpose,
    facilityId: null,
    now: Date.UTC(2026, 1, 1),
  });

/** All but what is said of each of them: other receivers than CIIS. */
const findings = (inspection: Inspection): string[] =>
  inspection.findings
    .filter(({ code }) => code !== 'contents' && code !== 'receiver')
    .map(({ level, code, line }) => `${level} ${code}${line === null ? '' : ` ${line}`}`);

describe('HL7 files', () => {
  const expected: Readonly<
    Record<string, readonly [kind: string, messages: number, ...findings: string[]]>
  > = {
    'batch_2_ok.hl7': ['hl7', 2],
    'batch_bts_wrong.hl7': ['hl7', 2, 'warn batch-count 71'],
    'batch_empty.hl7': ['empty', 0, 'stop no-messages'],
    'batch_no_fts.hl7': ['hl7', 2, 'stop batch-cut-off 2', 'stop file-cut-off 1'],
    'control_char.hl7': ['hl7', 1, 'stop control-character 2'],
    'dup_control_id.hl7': ['hl7', 2, 'warn control-id-repeated 35'],
    'iis-hub-pilot_vxu-1.hl7': ['hl7', 1, 'fixed no-last-line-end'],
    'mixed_P_and_T.hl7': ['hl7', 2, 'warn processing-ids-mixed'],
    'nist_ACK-Z23_lf.hl7': ['hl7', 1, 'stop answer 1', 'fixed line-ends', 'fixed no-last-line-end'],
    'nist_QBP-Z44_crlf.hl7': ['hl7', 1, 'fixed line-ends', 'fixed no-last-line-end'],
    'nist_VXU-Z22_AD-1.1_crlf.hl7': ['hl7', 1, 'fixed line-ends'],
    'not_hl7.csv': ['not-hl7', 0, 'stop not-hl7'],
    'utf8_name_msh18_empty.hl7': ['hl7', 1, 'warn charset-not-named 2'],
    'vxu_bom.hl7': ['hl7', 1, 'fixed byte-order-mark'],
    'vxu_crlf.hl7': ['hl7', 1, 'fixed line-ends'],
    'vxu_lf.hl7': ['hl7', 1, 'fixed line-ends'],
    'vxu_mllp.hl7': ['hl7', 1, 'fixed framing'],
    'vxu_utf16le.hl7': ['unreadable', 0, 'stop utf-16'],
    'wrapped_segment.hl7': [
      'hl7',
      1,
      ...[8, 20, 28, 36, 39].map((line) => `stop broken-line ${line}`),
      'warn field-empty 7',
    ],
    'zero_bytes.hl7': ['empty', 0, 'stop file-empty'],
  };

  it('each is expected', () => expect(files.names()).toEqual(Object.keys(expected).sort()));

  it.each(Object.entries(expected))('%s', async (name, [kind, messages, ...all]) => {
    const inspection = await look(name);
    expect(inspection).toMatchObject({ kind, messages });
    expect(findings(inspection)).toEqual(all);
  });

  it.each<[InspectionPurpose, FindingCode, number]>([
    ['gateway-test', 'production-to-test', 35],
    ['gateway-production', 'test-to-production', 1],
  ])('production and test in one file, for %s', async (purpose, code, line) => {
    expect(findings(await look('mixed_P_and_T.hl7', purpose))).toContain(`stop ${code} ${line}`);
  });

  it('their pieces joined are the file', () => {
    for (const name of files.names()) {
      const bytes = files.read(name);
      const reader = new PieceReader();
      const pieces = [...reader.push(bytes), ...reader.end()];
      expect(Buffer.concat(pieces.map((piece) => piece.bytes))).toEqual(bytes);
    }
  });

  it("NIST's message is the same for the gateway in every form", () => {
    const textOf = (name: string): string => {
      const reader = new PieceReader();
      const pieces = [...reader.push(files.read(name)), ...reader.end()];
      const message = pieces.find(({ kind }) => kind === 'message');
      return forGateway(parseMessage(message?.bytes ?? ''));
    };
    const [first, ...others] = ['vxu_lf.hl7', 'vxu_crlf.hl7', 'vxu_bom.hl7', 'vxu_mllp.hl7'].map(
      textOf,
    );
    expect(others).toEqual([first, first, first]);
    expect(first).toBe(files.read('vxu_crlf.hl7').toString().replaceAll('\r\n', '\r'));
  });
});

describe('acknowledgements of registries', () => {
  const place = (segment: string, sequence: number | null, field: number | null) => ({
    segment,
    sequence,
    field,
  });

  const expected: Readonly<Record<string, readonly [sent: string, answer: object]>> = {
    'izgw_TC_01.hl7': [
      '0b4c2cbc-d3e6-496f-935e-79d4e503e4ce',
      {
        verdict: 'accepted-with-remarks',
        code: 'AE',
        controlIdMatches: true,
        errors: [
          {
            severity: 'W',
            code: '101',
            text: 'patient immunization registry status is missing',
            locations: [place('PD1', null, 16)],
          },
        ],
      },
    ],
    'izgw_TC_03.hl7': [
      'other',
      {
        verdict: 'accepted-with-remarks',
        controlIdMatches: false,
        errors: [{ locations: [place('PID', 1, 24)] }],
      },
    ],
    'izgw_TC_05.hl7': [
      'other',
      { verdict: 'accepted-with-remarks', errors: [{ text: 'vaccination id is missing' }] },
    ],
    'izgw_TC_07.hl7': [
      '1',
      {
        verdict: 'not-accepted',
        code: 'AR',
        controlIdMatches: true,
        errors: [{ severity: 'E', code: '202', locations: [place('MSH', 1, 11)] }],
      },
    ],
    'smm_AZ_ACK_POS.hl7': [
      'NIST-IZ-001.00',
      {
        verdict: 'accepted',
        texts: [
          'Patient D26376273 "Madelynn Snow" with 1 vaccination accepted into vaccination staging table for immediate deduplication',
        ],
        errors: [],
      },
    ],
    'smm_CA_ACK_NEG.hl7': [
      'NIST-IZ-016.00',
      {
        verdict: 'not-accepted',
        errors: [
          {
            severity: 'E',
            code: null,
            text: 'Invalid vaccine code: CVX code: 998, Admin Date: 2/15/2011',
            locations: [place('RXA', 5, null)],
          },
        ],
      },
    ],
    'smm_CO_ACK_POS.hl7': [
      'RS-1',
      { verdict: 'accepted', controlId: null, controlIdMatches: false, texts: [], errors: [] },
    ],
    'smm_KY_ACK_POS.hl7': [
      'ANIST-IZ-001.00',
      { verdict: 'accepted-with-remarks', controlIdMatches: false },
    ],
    'smm_NM_ACK_NEG.hl7': [
      'NIST-IZ-016.00',
      {
        verdict: 'accepted-with-remarks',
        texts: [
          'INACCURATE OR MISSING OBSERVATION VALUE. NO VALUE STORED.',
          'Record Rejected. 998 is an invalid CVX code',
          'Record rejected. All immunizations invalid.',
          'Informational Message - If supplied, MSH 6 must match constraint listed in spec.',
        ],
        errors: [
          { code: '204', text: 'Unknown key identifier', locations: [place('OBX', 1, 3)] },
          { code: '103', locations: [{ ...place('RXA', 1, 5), repetition: 1, component: 1 }] },
          { code: '100', locations: [place('MSH', 1, null)] },
          { code: '102', text: 'Data type error', locations: [place('MSH', 1, null)] },
        ],
      },
    ],
    'smm_NM_ACK_POS_2.hl7': [
      '6847500-A1.1.4750',
      {
        verdict: 'accepted-with-remarks',
        controlIdMatches: true,
        errors: [{ code: '204' }, { code: '204' }, { code: '204' }],
      },
    ],
    'smm_PA_ERR_4_MISSING_1.hl7': [
      'RS-1',
      {
        verdict: 'not-accepted',
        errors: [
          { severity: null, code: '207', text: 'Application internal error', locations: [] },
        ],
      },
    ],
  };

  it('each is expected', () =>
    expect(acknowledgements.names()).toEqual(Object.keys(expected).sort()));

  it.each(Object.entries(expected))('%s', (name, [sent, meaning]) => {
    const text = acknowledgements.read(name).toString();
    expect(readAcknowledgement(text, sent)).toMatchObject(meaning);
  });
});
