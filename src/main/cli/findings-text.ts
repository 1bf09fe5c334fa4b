import {
  describeFinding,
  type Finding,
  type FindingLevel,
  type Inspection,
} from '../../shared/domain/inspection.ts';
import { printable } from './printable.ts';

const marks: Readonly<Record<FindingLevel, string>> = {
  stop: 'STOP',
  ask: 'ask',
  warn: 'warn',
  inform: 'note',
  fixed: 'fixed',
};
const markWidth = Math.max(...Object.values(marks).map((mark) => mark.length));

const processingNames: Readonly<Partial<Record<string, string>>> = {
  P: 'production (P)',
  T: 'training (T)',
  D: 'debugging (D)',
  missing: 'neither production nor test',
  other: 'something else',
};

/** What a file is and what is to be said about it: a line each, and none of it from a patient's fields. */
export function inspectionLines(inspection: Inspection): readonly string[] {
  const { findings, unlisted } = inspection;
  const contents = findings.filter(({ code }) => code === 'contents').map(describeFinding);
  return [
    ...contents.map((text) => `  ${printable(text)}`),
    ...(inspection.messages === 0 ? [] : [`  ${printable(kindsText(inspection))}`]),
    ...findings.filter(({ code }) => code !== 'contents').map(findingLine),
    ...(unlisted === 0 ? [] : [`  and ${unlisted.toLocaleString('en-US')} more`]),
  ];
}

/** Only what is to be looked at: not the facts, and not what is put right. */
export const troubleLines = ({ findings }: Inspection): readonly string[] =>
  findings.filter(({ level }) => level !== 'inform' && level !== 'fixed').map(findingLine);

function kindsText({ types, processingIds }: Inspection): string {
  const counts = (of: Readonly<Record<string, number>>, name: (key: string) => string): string =>
    Object.entries(of)
      .map(([key, count]) => `${count.toLocaleString('en-US')} ${name(key)}`)
      .join(', ');
  const marked = counts(processingIds, (id) => processingNames[id] ?? id);
  return `Types: ${counts(types, (type) => type)}. Marked: ${marked}.`;
}

function findingLine(finding: Finding): string {
  const text = describeFinding(finding);
  const isNamed = finding.line === null || text.startsWith(`Line ${finding.line} `);
  const place = isNamed ? '' : `line ${finding.line}: `;
  return `  ${marks[finding.level].padEnd(markWidth)}  ${place}${printable(text)}`;
}

/** The same in JSON. Fields may be added; these stay. */
export const jsonInspection = (inspection: Inspection): object => ({
  messages: inspection.messages,
  types: inspection.types,
  processingIds: inspection.processingIds,
  findings: inspection.findings.map((finding) => ({
    level: finding.level,
    code: finding.code,
    line: finding.line,
    text: printable(describeFinding(finding)),
  })),
  kind: inspection.kind,
  patients: inspection.patients,
  firstDate: inspection.firstDate,
  lastDate: inspection.lastDate,
  unlisted: inspection.unlisted,
});
