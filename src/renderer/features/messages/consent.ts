import {
  consentFor,
  describeFinding,
  type Finding,
  type FindingCode,
  type InspectionPurpose,
} from '../../../shared/domain/inspection.ts';

/** What has to be settled before a file's messages are sent. The gravest kind that any finding asks for. */
export type ConsentQuestion =
  | { readonly kind: 'none' }
  | { readonly kind: 'question'; readonly sentences: readonly string[]; readonly codes: Codes }
  /** The person types `word` to go on. */
  | {
      readonly kind: 'explicit';
      readonly sentences: readonly string[];
      readonly codes: Codes;
      readonly word: 'PRODUCTION' | 'TEST';
    }
  | { readonly kind: 'refused'; readonly sentences: readonly string[] };

type Codes = readonly FindingCode[];

/** Decides from the findings of the pre-flight check. */
export function consentQuestion(
  findings: readonly Finding[],
  purpose: InspectionPurpose,
): ConsentQuestion {
  const asking = findings.map((finding) => ({
    finding,
    consent: consentFor(finding.code, purpose),
  }));
  const of = (...kinds: readonly string[]): readonly Finding[] =>
    asking.filter(({ consent }) => kinds.includes(consent)).map(({ finding }) => finding);
  const refused = of('refused');
  if (refused.length > 0) return { kind: 'refused', sentences: sentencesOf(refused) };
  const settled = of('explicit', 'question');
  if (settled.length === 0) return { kind: 'none' };
  const codes = [...new Set(settled.map(({ code }) => code))];
  const sentences = sentencesOf(settled);
  const explicit = of('explicit');
  if (explicit.length === 0) return { kind: 'question', sentences, codes };
  const toProduction = explicit.some(({ code }) => code === 'test-to-production');
  return { kind: 'explicit', sentences, codes, word: toProduction ? 'PRODUCTION' : 'TEST' };
}

const sentencesOf = (findings: readonly Finding[]): readonly string[] => [
  ...new Set(findings.map(describeFinding)),
];

/** Whether what was typed is the word; case and spaces around it do not count. */
export const isTyped = (typed: string, word: string): boolean =>
  typed.trim().toUpperCase() === word;
