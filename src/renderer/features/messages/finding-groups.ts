import {
  describeFinding,
  type Finding,
  type FindingLevel,
  type Inspection,
} from '../../../shared/domain/inspection.ts';

export interface FindingGroup {
  readonly level: FindingLevel;
  readonly title: string;
  readonly sentences: readonly string[];
}

const titles: Readonly<Record<FindingLevel, string>> = {
  stop: 'Has to be settled first',
  ask: 'You will be asked',
  warn: 'Worth a look',
  inform: 'What this file is',
  fixed: 'Put right on the way',
};

const order: readonly FindingLevel[] = ['stop', 'ask', 'warn', 'inform', 'fixed'];

/** The findings in words, the gravest first; each sentence once. */
export function findingGroups(findings: readonly Finding[]): readonly FindingGroup[] {
  return order.flatMap((level) => {
    const sentences = [
      ...new Set(findings.filter((one) => one.level === level).map(describeFinding)),
    ];
    return sentences.length === 0 ? [] : [{ level, title: titles[level], sentences }];
  });
}

export interface ReadinessWords {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly title: string;
  readonly text: string;
}

/** The whole check in a word and a sentence. */
export function readinessWords({ findings }: Inspection): ReadinessWords {
  const has = (level: FindingLevel) => findings.some((finding) => finding.level === level);
  if (has('stop'))
    return {
      tone: 'bad',
      title: 'Not ready to send',
      text: 'Something has to be settled before these messages go.',
    };
  if (has('ask'))
    return {
      tone: 'warn',
      title: 'One thing to decide',
      text: 'You are asked about it when you press Send.',
    };
  if (has('warn'))
    return {
      tone: 'warn',
      title: 'Ready, with remarks',
      text: 'The registry decides. Look at these first, it may save you a second try.',
    };
  return { tone: 'good', title: 'Ready to send', text: 'Nothing in this file needs a look.' };
}
