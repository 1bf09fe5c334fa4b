import type { Inspection } from '../../src/shared/domain/inspection.ts';
import type {
  AnswerView,
  MessageFile,
  MessageRow,
  MessageView,
  RowFilter,
  RunCounts,
  SegmentView,
  SendRun,
} from '../../src/shared/domain/message-file.ts';
import type { Acknowledgement, ErrorLocation } from '../../src/shared/domain/message.ts';
import { presets } from '../../src/shared/domain/presets.ts';
import type { SiteView } from '../../src/shared/ipc/contract.ts';

/* Invented messages; no patient is in here. `?messages=` chooses the scene. */

const fileId = 'file-1';

export const productionSite: SiteView = {
  ...presets['ciis-realtime'],
  username: 'riverside_hl7',
  facilityId: 'CO-0042',
  id: 'ciis-realtime',
  position: 9,
  lastConnectedAt: null,
  hasSecret: true,
  identity: null,
};

export interface MessagesScene {
  files: MessageFile[];
  rows: MessageRow[];
  run: SendRun | null;
}

const inspection: Inspection = {
  kind: 'hl7',
  messages: 9,
  types: { 'VXU^V04': 9 },
  processingIds: { T: 9 },
  patients: 8,
  firstDate: '2026-11-18',
  lastDate: '2026-11-20',
  findings: [
    {
      level: 'inform',
      code: 'contents',
      line: null,
      count: 1,
      facts: {
        messages: 9,
        updates: 9,
        queries: 0,
        patients: 8,
        from: '2026-11-18',
        to: '2026-11-20',
      },
    },
    {
      level: 'warn',
      code: 'facility',
      line: 1,
      count: 2,
      facts: { value: 'CO-0007', expected: 'CO-0042' },
    },
    {
      level: 'warn',
      code: 'field-empty',
      line: 12,
      count: 3,
      facts: { field: 'PID-8', name: 'Administrative Sex' },
    },
    { level: 'fixed', code: 'line-ends', line: null, count: 1, facts: { value: 'CRLF' } },
  ],
  unlisted: 0,
};

const toProduction: Inspection = {
  ...inspection,
  findings: [
    ...inspection.findings,
    { level: 'stop', code: 'test-to-production', line: 1, count: 9, facts: { value: 'T' } },
  ],
};

const file = (more: Partial<MessageFile> = {}): MessageFile => ({
  id: fileId,
  path: 'C:\\Clinic\\Outbox\\VXU_2026-11-20.hl7',
  name: 'VXU_2026-11-20.hl7',
  size: 40_960,
  inspection,
  failure: null,
  messages: 9,
  letters: 'utf-8',
  ...more,
});

const row = (index: number, more: Partial<MessageRow> = {}): MessageRow => ({
  index,
  line: index * 8 + 1,
  type: 'VXU^V04^VXU_V04',
  controlId: `RP-20261120-${String(index + 1).padStart(3, '0')}`,
  processingId: 'T',
  initials: null,
  state: 'not-sent',
  verdict: null,
  codes: [],
  failure: null,
  ...more,
});

const fresh = (count: number): MessageRow[] => Array.from({ length: count }, (_, at) => row(at));

const answered: readonly Partial<MessageRow>[] = [
  { state: 'answered', verdict: 'accepted' },
  { state: 'answered', verdict: 'accepted-with-remarks', codes: ['103', '101'] },
  { state: 'answered', verdict: 'accepted' },
  { state: 'answered', verdict: 'not-accepted', codes: ['101'] },
  { state: 'answered', verdict: 'accepted', type: 'QBP^Q11^QBP_Q11' },
  { state: 'answered', verdict: 'no-proper-answer' },
  { state: 'unknown', failure: { code: 'reply-lost', detail: 'read ECONNRESET' } },
];

export const countsOf = (rows: readonly MessageRow[]): RunCounts => {
  const of = (fits: (one: MessageRow) => boolean) => rows.filter(fits).length;
  return {
    total: rows.length,
    waiting: of(({ state }) => state === 'waiting' || state === 'cancelled'),
    sending: of(({ state }) => state === 'sending'),
    accepted: of(({ verdict }) => verdict === 'accepted'),
    remarks: of(({ verdict }) => verdict === 'accepted-with-remarks'),
    refused: of(({ verdict }) => verdict === 'not-accepted'),
    noAnswer: of(({ verdict }) => verdict === 'no-proper-answer'),
    unknown: of(({ state }) => state === 'unknown'),
    failed: of(({ state }) => state === 'failed'),
  };
};

export const runOver = (rows: readonly MessageRow[], more: Partial<SendRun> = {}): SendRun => ({
  id: 'run-1',
  fileId,
  siteId: 'ciis-realtime-test',
  status: 'done',
  counts: countsOf(rows),
  failure: null,
  resumesAt: null,
  startedAt: 1,
  ...more,
});

function midway(): MessageRow[] {
  return Array.from({ length: 212 }, (_, at) => {
    if (at < 116) return row(at, { state: 'answered', verdict: 'accepted' });
    if (at < 119) return row(at, { state: 'answered', verdict: 'accepted-with-remarks' });
    if (at < 120) return row(at, { state: 'answered', verdict: 'not-accepted' });
    return row(at, { state: at < 124 ? 'sending' : 'waiting' });
  });
}

export function messagesOfScene(scene: string): MessagesScene {
  const some = fresh(9).map((one, at) => ({ ...one, ...answered[at] }));
  switch (scene) {
    case 'none':
    case 'nosite':
      return { files: [], rows: [], run: null };
    case 'reading':
      return { files: [file({ inspection: null, messages: 4120 })], rows: fresh(4120), run: null };
    case 'unreadable':
      return {
        files: [
          file({
            messages: 0,
            name: 'scan_consent_form.png',
            inspection: {
              ...inspection,
              kind: 'not-hl7',
              messages: 0,
              findings: [{ level: 'stop', code: 'binary', line: null, count: 1, facts: {} }],
            },
          }),
        ],
        rows: [],
        run: null,
      };
    case 'answered':
      return { files: [file()], rows: some, run: runOver(some.slice(0, 7)) };
    case 'two':
      return {
        files: [file(), file({ id: 'file-2', name: 'walkin_1120.hl7', messages: 31 })],
        rows: fresh(9).map((one, at) => ({ ...one, initials: ['J. S.', 'A. B.'][at % 2] ?? null })),
        run: null,
      };
    case 'running':
    case 'waiting': {
      const rows = midway();
      const waits = scene === 'waiting';
      return {
        files: [file({ messages: 212, name: 'school_1120.hl7' })],
        rows,
        run: runOver(rows, {
          status: waits ? 'paused' : 'running',
          failure: waits ? { code: 'gateway-page', detail: '503 Service Unavailable' } : null,
          resumesAt: waits ? Date.now() + 120_000 : null,
        }),
      };
    }
    case 'login': {
      const rows = fresh(9).map((one) => ({ ...one, state: 'cancelled' as const }));
      return {
        files: [file()],
        rows,
        run: runOver(rows, {
          status: 'stopped',
          failure: { code: 'login-refused', detail: 'SecurityFault: Code 10' },
        }),
      };
    }
    case 'done': {
      const rows = fresh(9).map((one) => ({
        ...one,
        state: 'answered' as const,
        verdict: 'accepted' as const,
      }));
      return { files: [file()], rows, run: runOver(rows) };
    }
    case 'huge': {
      const count = 100_000;
      return {
        files: [file({ messages: count, name: 'state_roster_2026.hl7' })],
        rows: fresh(count),
        run: null,
      };
    }
    default:
      return { files: [file()], rows: fresh(9), run: null };
  }
}

export const inspectionFor = (siteId: string): Inspection =>
  siteId === productionSite.id ? toProduction : inspection;

export function fits(one: MessageRow, filter: RowFilter, search: string): boolean {
  const words = search.toLowerCase();
  if (words !== '' && !`${one.controlId} ${one.type} sample juniper`.toLowerCase().includes(words))
    return false;
  switch (filter) {
    case 'all':
      return true;
    case 'not-sent':
      return ['not-sent', 'waiting', 'cancelled'].includes(one.state);
    case 'remarks':
      return one.verdict === 'accepted-with-remarks';
    case 'refused':
      return one.verdict === 'not-accepted';
    case 'trouble':
      return (
        one.state === 'failed' || one.state === 'unknown' || one.verdict === 'no-proper-answer'
      );
  }
}

const segment = (
  name: string,
  title: string,
  line: number,
  fields: Readonly<Record<number, readonly [string, string]>>,
  sequence = 1,
): SegmentView => {
  const last = Math.max(...Object.keys(fields).map(Number));
  return {
    name,
    title,
    line,
    sequence,
    fields: Array.from({ length: last }, (_, at) => ({
      position: at + 1,
      name: fields[at + 1]?.[0] ?? null,
      value: fields[at + 1]?.[1] ?? '',
    })),
  };
};

const header = (type: string, line: number): SegmentView =>
  segment('MSH', 'Message Header', line, {
    1: ['Field Separator', '|'],
    2: ['Encoding Characters', '^~\\&'],
    4: ['Sending Facility', 'CO-0042'],
    7: ['Date/Time of Message', '20261120103200-0700'],
    9: ['Message Type', type],
    10: ['Message Control ID', 'RP-20261120-002'],
    11: ['Processing ID', 'T'],
    12: ['Version ID', '2.5.1'],
  });

export function viewOf({ index, line, type }: MessageRow): MessageView {
  if (type.startsWith('QBP'))
    return {
      index,
      segments: [
        header(type, line),
        segment('QPD', 'Query Parameter Definition', line + 1, {
          1: ['Message Query Name', 'Z34^Request Immunization History^CDCPHINVS'],
          2: ['Query Tag', '20261120-5'],
          4: ['Patient Name', 'SAMPLE^JUNIPER^T^^^^L'],
          6: ['Patient Date of Birth', '20240611'],
        }),
        segment('RCP', 'Response Control Parameter', line + 2, {
          1: ['Query Priority', 'I'],
          2: ['Quantity Limited Request', '5^RD&Records&HL70126'],
        }),
      ],
    };
  return {
    index,
    segments: [
      header(type, line),
      segment('PID', 'Patient Identification', line + 1, {
        3: ['Patient Identifier List', '900417^^^RIVPED^MR'],
        5: ['Patient Name', 'SAMPLE^JUNIPER^T^^^^L'],
        7: ['Date/Time of Birth', '20240611'],
        8: ['Administrative Sex', 'F'],
        11: ['Patient Address', '100 ELM ST^^PUEBLO^CO'],
      }),
      segment('NK1', 'Next of Kin / Associated Parties', line + 2, {
        1: ['Set ID - NK1', '1'],
        2: ['Name', 'SAMPLE^ROWAN'],
        3: ['Relationship', 'MTH^Mother^HL70063'],
      }),
      segment('ORC', 'Common Order', line + 3, {
        1: ['Order Control', 'RE'],
        3: ['Filler Order Number', '77123^RIVPED'],
      }),
      segment('RXA', 'Pharmacy/Treatment Administration', line + 4, {
        1: ['Give Sub-ID Counter', '0'],
        3: ['Date/Time Start of Administration', '20261120'],
        5: ['Administered Code', '140^Influenza^CVX'],
        6: ['Administered Amount', '0.5'],
        9: ['Administration Notes', '00^New record^NIP001'],
        15: ['Substance Lot Number', 'U7841AB'],
        17: ['Substance Manufacturer Name', 'XYZ^Unknown^MVX'],
      }),
      segment('RXR', 'Pharmacy/Treatment Route', line + 5, {
        1: ['Route', 'C28161^Intramuscular^NCIT'],
        2: ['Administration Site', 'LD^Left deltoid^HL70163'],
      }),
      segment('OBX', 'Observation/Result', line + 6, {
        1: ['Set ID - OBX', '1'],
        3: ['Observation Identifier', '64994-7^Funding eligibility^LN'],
        5: ['Observation Value', 'V02^Medicaid^HL70064'],
      }),
    ],
  };
}

const at = (name: string, field: number): ErrorLocation => ({
  segment: name,
  sequence: 1,
  field,
  repetition: null,
  component: null,
  subcomponent: null,
});

const plain: Acknowledgement = {
  verdict: 'accepted',
  problem: null,
  code: 'AA',
  controlId: 'RP-20261120-002',
  controlIdMatches: true,
  queryStatus: null,
  texts: [],
  errors: [],
  form: 'plain',
};

const remarked: Acknowledgement = {
  ...plain,
  verdict: 'accepted-with-remarks',
  code: 'AE',
  errors: [
    {
      severity: 'W',
      code: '103',
      applicationCode: null,
      text: 'The code XYZ is not in the manufacturer list (MVX) and was left out',
      locations: [at('RXA', 17)],
    },
    {
      severity: 'I',
      code: '101',
      applicationCode: null,
      text: 'Address has no ZIP code',
      locations: [at('PID', 11)],
    },
  ],
};

const refused: Acknowledgement = {
  ...plain,
  verdict: 'not-accepted',
  code: 'AE',
  controlId: null,
  controlIdMatches: false,
  errors: [
    {
      severity: 'E',
      code: '101',
      applicationCode: '6',
      text: 'Birth order is required for a multiple birth',
      locations: [at('PID', 25), at('PID', 7)],
    },
  ],
};

const received = new Date().setHours(10, 32, 41, 0);
const ackSegments = [
  header('ACK^V04^ACK', 1),
  segment('MSA', 'Message Acknowledgment', 2, {
    1: ['Acknowledgment Code', 'AE'],
    2: ['Message Control ID', 'RP-20261120-002'],
  }),
];

export function answerOf({ type, verdict }: MessageRow): AnswerView | null {
  const answer = (acknowledgement: Acknowledgement, segments: readonly SegmentView[]) => ({
    acknowledgement,
    segments,
    firstLine: null,
    receivedAt: received,
  });
  if (type.startsWith('QBP'))
    return answer({ ...plain, queryStatus: 'OK' }, [
      header('RSP^K11^RSP_K11', 1),
      segment('QAK', 'Query Acknowledgment', 3, {
        1: ['Query Tag', '20261120-5'],
        2: ['Query Response Status', 'OK'],
      }),
      ...viewOf({ ...row(0) }).segments.slice(1, 5),
    ]);
  switch (verdict) {
    case null:
      return null;
    case 'accepted':
      return answer(plain, ackSegments);
    case 'accepted-with-remarks':
      return answer(remarked, ackSegments);
    case 'not-accepted':
      return answer(refused, ackSegments);
    case 'no-proper-answer':
      return {
        ...answer({ ...plain, verdict, problem: 'not-hl7', code: null, controlId: null }, []),
        firstLine: '<html><head><title>Service temporarily unavailable</title></head>',
      };
  }
}
