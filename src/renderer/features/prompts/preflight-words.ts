import type { FindingCode, Inspection } from '../../../shared/domain/inspection.ts';
import { weightOf } from '../../app/inspection-words.ts';

interface UnusualFile {
  readonly name: string;
  readonly inspection: Inspection;
}

export const titleWords = (count: number): string =>
  count === 1
    ? 'Send this file although it looks unusual?'
    : `Send ${count.toLocaleString('en-US')} files that look unusual?`;

/** How many files there are of each kind of question, the most frequent first; a file counts once. */
export function summaryWords(files: readonly UnusualFile[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { inspection } of files) {
    const first = inspection.findings.find((finding) => weightOf(finding) === 'question');
    const kind = kinds[first?.code ?? 'not-hl7'] ?? 'unusual';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([kind, count]) => `${count.toLocaleString('en-US')} ${sentences(count)[kind as Kind]}`);
}

type Kind = 'not-hl7' | 'nothing' | 'unreadable' | 'cut-off' | 'letters' | 'unusual';

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
  };
};
