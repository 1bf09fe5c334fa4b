import {
  findingLevels,
  type Finding,
  type FindingCode,
  type FindingFacts,
  type Inspection,
} from '../../src/shared/domain/inspection.ts';
import type { Prompt } from '../../src/shared/domain/prompt.ts';
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

export function inspectedFile(path: string): InspectedFile {
  const name = path.split('\\').at(-1) ?? '';
  const kind = Object.keys(inspections).find((each) => name.startsWith(each));
  return { path, inspection: inspections[kind ?? ''] ?? hl7(168, 151), failure: null };
}

/** `preflight-1`, `preflight-3`, `preflight-40`: as many files. */
export function promptOfScene(name: string | null): readonly Prompt[] {
  const count = Number(/^preflight-(\d+)$/.exec(name ?? '')?.[1] ?? 0);
  if (count === 0) return [];
  const files = Array.from({ length: count }, (_none, index) =>
    index % 3 === 0
      ? { name: `walkin_11${index + 10}.hl7`, inspection: cutOff }
      : { name: `June/vaccines_${index}.csv`, inspection: notHl7 },
  );
  return [{ kind: 'preflight', id: 'p1', siteId: 'ciis-sftp', files }];
}
