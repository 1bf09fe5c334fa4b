import type { FindingCode } from '../../../shared/domain/inspection.ts';
import { isDuplicate } from '../../../shared/domain/sent-before.ts';
import { weightOf } from '../../app/inspection-words.ts';
import type { PromptOf } from './prompt-of.ts';

type DoubtfulFile = PromptOf<'preflight'>['files'][number];

/** What a question about files is about. `mixed`: of each kind some. */
type Matter = 'unusual' | 'duplicate' | 'mixed';

export function matterOf(files: readonly DoubtfulFile[]): Matter {
  if (!files.some(isDuplicate)) return 'unusual';
  return files.every((file) => isDuplicate(file) && file.inspection === null)
    ? 'duplicate'
    : 'mixed';
}

export function titleWords(files: readonly DoubtfulFile[]): string {
  const count = files.length;
  const many = `${count.toLocaleString('en-US')} files`;
  switch (matterOf(files)) {
    case 'unusual':
      return count === 1
        ? 'Send this file although it looks unusual?'
        : `Send ${many} that look unusual?`;
    case 'duplicate':
      return count === 1 ? 'Send the same content again?' : `Send the content of ${many} again?`;
    case 'mixed':
      return count === 1 ? 'Send this file anyway?' : `Send these ${many} anyway?`;
  }
}

/** What a person should consider. `who`: who has the files in the end, for example "CIIS". */
export function introWords(files: readonly DoubtfulFile[], who: string): string {
  const one = files.length === 1;
  const it = one ? 'it' : 'them';
  switch (matterOf(files)) {
    case 'unusual':
      return `${one ? 'It goes' : 'They go'} byte for byte as ${one ? 'it is' : 'they are'}, if you say so. If you are not sure, export ${it} again from the record system.`;
    case 'duplicate':
      return `The same content went to ${who} before, or is on its way. Send ${it} only if you mean to: for example because ${who} asked for ${it} again.`;
    case 'mixed':
      return one
        ? `It looks unusual, and its content went to ${who} before or is on its way.`
        : `Some look unusual, and the content of some went to ${who} before or is on its way.`;
  }
}

/** How many files there are of each kind of question, the most frequent first; a file counts once. */
export function summaryWords(files: readonly DoubtfulFile[]): readonly string[] {
  const counts = new Map<Kind, number>();
  for (const file of files) {
    const kind = kindOf(file);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([kind, count]) => `${count.toLocaleString('en-US')} ${sentences(count)[kind]}`);
}

type Kind =
  | 'not-hl7'
  | 'nothing'
  | 'unreadable'
  | 'cut-off'
  | 'letters'
  | 'unusual'
  | 'accepted'
  | 'unknown'
  | 'copy';

function kindOf({ inspection, sentBefore, copyOf }: DoubtfulFile): Kind {
  if (sentBefore !== null) return sentBefore.outcome === 'unknown' ? 'unknown' : 'accepted';
  if (copyOf !== null) return 'copy';
  const first = inspection?.findings.find((finding) => weightOf(finding) === 'question');
  return kinds[first?.code ?? 'not-hl7'] ?? 'unusual';
}

const kinds: Readonly<Partial<Record<FindingCode, Kind>>> = {
  'not-hl7': 'not-hl7',
  binary: 'not-hl7',
  'file-empty': 'nothing',
  'no-messages': 'nothing',
  'utf-16': 'unreadable',
  'file-cut-off': 'cut-off',
  'batch-cut-off': 'cut-off',
  'not-utf-8': 'letters',
};

const sentences = (count: number): Readonly<Record<Kind, string>> => {
  const one = count === 1;
  return {
    'not-hl7': one ? 'is not an HL7 file' : 'are not HL7 files',
    nothing: one ? 'holds no messages' : 'hold no messages',
    unreadable: one ? 'is written in UTF-16' : 'are written in UTF-16',
    'cut-off': 'may be cut off',
    letters: one
      ? "has accented letters that can't be read"
      : "have accented letters that can't be read",
    unusual: one ? 'is unusual' : 'are unusual',
    accepted: one ? 'was sent before, and accepted' : 'were sent before, and accepted',
    unknown: one ? 'was sent before, end unknown' : 'were sent before, end unknown',
    copy: one ? 'is a copy of another file' : 'are copies of other files',
  };
};
