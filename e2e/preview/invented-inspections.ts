import {
  findingLevels,
  type Finding,
  type FindingCode,
  type FindingFacts,
  type Inspection,
} from '../../src/shared/domain/inspection.ts';
import type { Prompt } from '../../src/shared/domain/prompt.ts';
import type { SentBefore } from '../../src/shared/domain/receipt.ts';
import type { InspectedFile } from '../../src/shared/ipc/contract.ts';

/* What the pre-flight check found in invented files, by what their names begin with. */

const found = (
  code: FindingCode,
  line: number | null = null,
  facts: FindingFacts = {},
  count = 1,
): Finding => ({ level: findingLevels[code], code, line, count, facts });

const hl7 = (messages: number, patients: number, ...findings: readonly Finding[]): Inspection => ({
  kind: 'hl7',
  messages,
  types: { 'VXU^V04': messages },
  processingIds: { P: messages },
  patients,
  firstDate: '2026-11-02',
  lastDate: '2026-11-20',
  findings: [
    ...findings,
    found('contents', null, {
      messages,
      updates: messages,
      patients,
      from: '2026-11-02',
      to: '2026-11-20',
    }),
    found('line-ends', null, { value: 'CR LF' }),
  ],
  unlisted: 0,
});

const notHl7: Inspection = {
  ...hl7(0, 0),
  kind: 'not-hl7',
  types: {},
  processingIds: {},
  findings: [found('not-hl7')],
};

const cutOff = hl7(
  212,
  198,
  found('batch-cut-off', 1),
  found('version', 9, { value: '2.3.1' }, 12),
  found('field-empty', 31, { field: 'PID-7', name: 'Date/Time of Birth' }, 3),
);

const inspections: Readonly<Record<string, Inspection>> = {
  walkin: cutOff,
  school: hl7(
    40,
    38,
    found('broken-line', 14),
    found('control-character', 88, { field: 'PID-5', name: 'Patient Name' }),
    found('facility', 1, { value: 'CO-0044', expected: 'CO-0042' }, 40),
  ),
  batch: hl7(530, 498, found('version', 9, { value: '2.3.1' }, 12)),
  flu: notHl7,
};

const today = (hour: number, minute: number): number => new Date().setHours(hour, minute, 0, 0);
const daysAgo = (days: number): number => today(10, 32) - days * 86_400_000;

const sentBefore: Readonly<Record<string, SentBefore>> = {
  batch: { at: daysAgo(21), outcome: 'accepted', name: 'batch_1119.hl7' },
};

export function inspectedFile(path: string): InspectedFile {
  const name = path.split('\\').at(-1) ?? '';
  const of = (known: Readonly<Record<string, unknown>>) =>
    Object.keys(known).find((each) => name.startsWith(each)) ?? '';
  return {
    path,
    inspection: inspections[of(inspections)] ?? hl7(168, 151),
    sentBefore: sentBefore[of(sentBefore)] ?? null,
    failure: null,
  };
}

type Ask<Kind extends Prompt['kind']> = Extract<Prompt, { kind: Kind }>;
type DoubtfulFile = Ask<'preflight'>['files'][number];

const unusual = (count: number): readonly DoubtfulFile[] =>
  Array.from({ length: count }, (_none, index) => ({
    ...(index % 3 === 0
      ? { name: `walkin_11${index + 10}.hl7`, inspection: cutOff }
      : { name: `June/vaccines_${index}.csv`, inspection: notHl7 }),
    sentBefore: null,
    copyOf: null,
  }));

const sentFiles: readonly DoubtfulFile[] = [
  {
    name: 'VXU_2026-11-03.hl7',
    inspection: null,
    sentBefore: { at: daysAgo(21), outcome: 'verified', name: 'VXU_2026-11-03.hl7' },
    copyOf: null,
  },
  {
    name: 'school_1117.hl7',
    inspection: null,
    sentBefore: { at: daysAgo(1), outcome: 'unknown', name: 'school_1117.hl7' },
    copyOf: null,
  },
  {
    name: 'walkin copy.hl7',
    inspection: null,
    sentBefore: null,
    copyOf: 'walkin_1120.hl7',
  },
];

const again: Ask<'send-again'>['files'] = [
  {
    name: 'VXU_2026-11-20.hl7',
    remotePath: '/in/VXU_2026-11-20.hl7',
    size: 1_468_204,
    there: { kind: 'there', size: 1_468_204, modifiedAt: today(10, 32) },
  },
  {
    name: 'school_1117.hl7',
    remotePath: '/in/school_1117.hl7',
    size: 2_726_298,
    there: { kind: 'there', size: 1_048_576, modifiedAt: today(10, 30) },
  },
  {
    name: 'flu_clinic_1118.hl7',
    remotePath: '/in/flu_clinic_1118.hl7',
    size: 629_145,
    there: { kind: 'not-seen' },
  },
  {
    name: 'batch_1119.hl7',
    remotePath: '/in/batch_1119.hl7',
    size: 3_984_588,
    there: { kind: 'not-asked', failure: { code: 'remote-listing-refused', detail: '550' } },
  },
];

const taken: Ask<'file-exists'> = {
  kind: 'file-exists',
  id: 'p1',
  siteId: 'ciis-sftp',
  name: 'batch_1119.hl7',
  remotePath: '/in/batch_1119.hl7',
  remoteSize: 1_310_720,
  remoteModifiedAt: today(9, 12),
  localSize: 3_984_588,
  localModifiedAt: daysAgo(1),
  beginning: 'unknown',
  names: { renamed: 'batch_1119_20261124-150501.hl7', numbered: 'batch_1119 (2).hl7' },
  more: 12,
};

const ask = { id: 'p1', siteId: 'ciis-sftp' } as const;
const prompts: Readonly<Record<string, Prompt>> = {
  'preflight-sent-1': { ...ask, kind: 'preflight', files: sentFiles.slice(0, 1) },
  'preflight-sent-3': { ...ask, kind: 'preflight', files: [...sentFiles] },
  'preflight-mixed': { ...ask, kind: 'preflight', files: [...sentFiles, ...unusual(3)] },
  'send-again-1': { ...ask, kind: 'send-again', files: again.slice(0, 1) },
  'send-again-4': { ...ask, kind: 'send-again', files: again },
  'sign-in-again': {
    ...ask,
    kind: 'sign-in-again',
    host: 'sshftp.cohealthnet.com',
    username: 'riverside_peds',
    refused: 3,
  },
  'file-exists': taken,
  'file-exists-one': { ...taken, beginning: 'other', remoteSize: null, more: 0 },
};

/** `preflight-1`, `preflight-3`, `preflight-40`: as many unusual files; else one of the prompts above. */
export function promptOfScene(name: string | null): readonly Prompt[] {
  const known = prompts[name ?? ''];
  if (known !== undefined) return [known];
  const count = Number(/^preflight-(\d+)$/.exec(name ?? '')?.[1] ?? 0);
  if (count === 0) return [];
  return [{ ...ask, kind: 'preflight', files: [...unusual(count)] }];
}
