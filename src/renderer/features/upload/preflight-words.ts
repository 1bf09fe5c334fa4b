import { describeFailure } from '../../../shared/domain/error-text.ts';
import type { FindingCode, Inspection } from '../../../shared/domain/inspection.ts';
import { findingWords } from '../../../shared/domain/preflight.ts';
import type { SentBefore } from '../../../shared/domain/receipt.ts';
import { hasArrivedBefore } from '../../../shared/domain/sent-before.ts';
import type { InspectedFile } from '../../../shared/ipc/contract.ts';
import { formatWhenInside } from '../../app/format-time.ts';
import { weightOf, type Weight } from '../../app/inspection-words.ts';

/** The line under Local Drives: strong first words, plain rest. */
export interface PreflightLine {
  readonly strong: string;
  readonly rest: string;
  readonly tone: 'good' | 'warn' | 'bad';
}

/** What the pre-flight check says of the files that are selected; null: nothing. */
export function preflightLine(files: readonly InspectedFile[], now: number): PreflightLine | null {
  const [first] = files;
  if (first === undefined) return null;
  return files.length === 1 ? lineOfOne(first, now) : lineOfMany(files);
}

function lineOfOne(
  { path, inspection, sentBefore, failure }: InspectedFile,
  now: number,
): PreflightLine | null {
  if (failure !== null) {
    const { sentence, nextStep } = describeFailure(failure, { file: nameOf(path) });
    return { strong: sentence, rest: nextStep, tone: 'bad' };
  }
  if (inspection === null) return null;
  const [refused] = foundOf(inspection, 'refused');
  if (refused !== undefined)
    return { strong: "Can't be sent as it is:", rest: findingWords(refused), tone: 'bad' };
  const sent = sentBefore === null ? null : sentWords(sentBefore, now);
  const [question] = foundOf(inspection, 'question');
  if (question !== undefined) {
    const strong = questions[question.code] ?? 'Unusual';
    return sent === null
      ? { strong, rest: '', tone: 'warn' }
      : { strong: `${strong}:`, rest: sent, tone: 'warn' };
  }
  const remarks = foundOf(inspection, 'remark').length + inspection.unlisted;
  const messages = counted(inspection.messages, 'message');
  // First, or a narrow window cuts it off.
  if (sent !== null)
    return { strong: `${sent}.`, rest: `Ready to send again: ${messages}`, tone: 'warn' };
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

/** "Sent on Nov 3, accepted", "Sent today, may have arrived". */
function sentWords({ at, outcome }: SentBefore, now: number): string {
  const day = formatWhenInside(at, now).replace(/, \d\d:\d\d$/, '');
  const on = /^[a-z]/.test(day) ? day : `on ${day}`;
  return `Sent ${on}, ${hasArrivedBefore(outcome) ? 'accepted' : 'may have arrived'}`;
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
  const again = files.filter(({ sentBefore }) => sentBefore !== null).length;
  const sent = again === 0 ? '' : `, ${again.toLocaleString('en-US')} sent before`;
  if (need === 0)
    return {
      strong: 'Ready to send:',
      rest: `${count}, ${held}${sent}`,
      tone: again === 0 ? 'good' : 'warn',
    };
  const look = need === 1 ? '1 needs a look' : `${need.toLocaleString('en-US')} need a look`;
  const tone = refused > 0 ? 'bad' : 'warn';
  return { strong: `${count}:`, rest: `${held}, ${look}${sent}`, tone };
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
