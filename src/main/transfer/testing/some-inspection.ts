import {
  findingLevels,
  type FindingCode,
  type Inspection,
} from '../../../shared/domain/inspection.ts';

/** Of a file of two updates in which these were found, each in line 7. */
export const someInspection = (...codes: readonly FindingCode[]): Inspection => ({
  kind: 'hl7',
  messages: 2,
  types: { 'VXU^V04': 2 },
  processingIds: { P: 2 },
  patients: 2,
  firstDate: '2026-01-01',
  lastDate: '2026-01-02',
  findings: codes.map((code) => ({
    level: findingLevels[code],
    code,
    line: 7,
    count: 1,
    facts: {},
  })),
  unlisted: 0,
});
