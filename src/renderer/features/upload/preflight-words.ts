import { describeFailure } from '../../../shared/domain/error-text.ts';
import type { FindingCode, Inspection } from '../../../shared/domain/inspection.ts';
import { findingWords } from '../../../shared/domain/preflight.ts';
import type { InspectedFile } from '../../../shared/ipc/contract.ts';
import { weightOf, type Weight } from '../../app/inspection-words.ts';

/** The line under Local Drives: strong first words, plain rest. */
export interface PreflightLine {
  readonly strong: string;
  readonly rest: string;
  readonly tone: 'good' | 'warn' | 'bad';
}

/** What the pre-flight check says of the files that are selected; null: nothing. */
export function preflightLine(files: readonly InspectedFile[]): PreflightLine | null {
  const [first] = files;
  if (first === undefined) return null;
  return files.length === 1 ? lineOfOne(first) : lineOfMany(files);
}

function lineOfOne({ path, inspection, failure }: InspectedFile): PreflightLine | null {
  if (failure !== null) {
    const { sentence, nextStep } = describeFailure(failure, { file: nameOf(path) });
    return { strong: sentence, rest: nextStep, tone: 'bad' };
  }
  if (inspection === null) return null;
  const [refused] = foundOf(inspection, 'refused');
  if (refused !== undefined)
    return { strong: "Can't be sent as it is:", rest: findingWords(refused), tone: 'bad' };
  const [question] = foundOf(inspection, 'question');
  if (question !== undefined)
    return { strong: questions[question.code] ?? 'Unusual', rest: '', tone: 'warn' };
  const remarks = foundOf(inspection, 'remark').length + inspection.unlisted;
  const messages = counted(inspection.messages, 'message');
  if (remarks > 0)
    return {
      strong: 'Ready to send:',
      rest: `${messages}, ${counted(remarks, 'remark')}`,
      tone: 'warn',
    };
  // A file that breaks off within its last line also lacks that line's end.
  const isWhole = !inspection.findings.some(({ code }) => code === 'no-last-line-end');
  return {
    strong: 'Ready to send:',
    rest: isWhole ? `${messages}, complete` : messages,
    tone: 'good',
  };
}

/** Why a person is asked before the file is sent. */
const questions: Readonly<Partial<Record<FindingCode, string>>> = {
  'file-empty': 'This file is empty',
  'no-messages': 'No messages in this file',
  'not-hl7': 'Not an HL7 file',
  binary: 'Not an HL7 file',
  'utf-16': 'Written in UTF-16, not readable as HL7',
  'file-cut-off': 'This file may be cut off',
  'batch-cut-off': 'This file may be cut off',
  'not-utf-8': "Accented letters can't be read",
};

function lineOfMany(files: readonly InspectedFile[]): PreflightLine {
  const messages = files.reduce((sum, { inspection }) => sum + (inspection?.messages ?? 0), 0);
  const held = counted(messages, 'message');
  const refused = files.filter((file) => stateOf(file) === 'refused').length;
  const others = files.filter((file) => stateOf(file) === 'question').length;
  const count = counted(files.length, 'file');
  const need = refused + others;
  if (need === 0) return { strong: 'Ready to send:', rest: `${count}, ${held}`, tone: 'good' };
  const look = need === 1 ? '1 needs a look' : `${need.toLocaleString('en-US')} need a look`;
  return { strong: `${count}:`, rest: `${held}, ${look}`, tone: refused > 0 ? 'bad' : 'warn' };
}

/** Those that a person has something to do about. */
export function stateOf({ inspection, failure }: InspectedFile): 'fine' | 'question' | 'refused' {
  if (failure !== null) return 'refused';
  if (inspection === null) return 'fine';
  if (foundOf(inspection, 'refused').length > 0) return 'refused';
  return foundOf(inspection, 'question').length > 0 ? 'question' : 'fine';
}

const foundOf = ({ findings }: Inspection, weight: Weight) =>
  findings.filter((finding) => weightOf(finding) === weight);

export const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

const counted = (count: number, thing: string): string =>
  `${count.toLocaleString('en-US')} ${thing}${count === 1 ? '' : 's'}`;
