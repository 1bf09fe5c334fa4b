import {
  consentFor,
  describeFinding,
  type Consent,
  type Finding,
  type Inspection,
  type InspectionPurpose,
} from './inspection.ts';

const grades: Readonly<Record<Consent, number>> = {
  nothing: 0,
  question: 1,
  explicit: 2,
  refused: 3,
};

/** What it takes to send a file in spite of all that was found in it: the most that a finding calls for. */
export const consentOf = (
  { findings }: Pick<Inspection, 'findings'>,
  purpose: InspectionPurpose,
): Consent =>
  findings
    .map(({ code }) => consentFor(code, purpose))
    .reduce((most, consent) => (grades[consent] > grades[most] ? consent : most), 'nothing');

/** A finding in words, with its line where the sentence does not name it. */
export function findingWords(finding: Finding): string {
  const sentence = describeFinding(finding);
  const { line } = finding;
  return line === null || /\bline \d/i.test(sentence) ? sentence : `${sentence} (line ${line})`;
}
