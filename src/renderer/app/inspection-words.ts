import {
  consentFor,
  describeFinding,
  type Finding,
  type Inspection,
} from '../../shared/domain/inspection.ts';
import { findingWords } from '../../shared/domain/preflight.ts';

/** How much a finding matters for an upload, the gravest first. */
export const weights = ['refused', 'question', 'remark', 'fact', 'harmless'] as const;
export type Weight = (typeof weights)[number];

export function weightOf({ code, level }: Pick<Finding, 'code' | 'level'>): Weight {
  switch (consentFor(code, 'upload')) {
    case 'refused':
    case 'explicit':
      return 'refused';
    case 'question':
      return 'question';
    case 'nothing':
      return level === 'inform' ? 'fact' : level === 'fixed' ? 'harmless' : 'remark';
  }
}

/** What stands above the findings of one weight. */
export const weightNames: Readonly<Record<Weight, string>> = {
  refused: 'Has to be put right first',
  question: 'Yours to decide',
  remark: 'Worth a look',
  fact: 'Good to know',
  harmless: 'Harmless',
};

export interface FindingGroup {
  readonly weight: Weight;
  readonly sentences: readonly string[];
}

/** The findings by weight; what the file holds is said above them. */
export function findingGroups({ findings }: Pick<Inspection, 'findings'>): readonly FindingGroup[] {
  const said = findings.filter(({ code }) => code !== 'contents');
  return weights
    .map((weight) => ({
      weight,
      sentences: said.filter((each) => weightOf(each) === weight).map(findingWords),
    }))
    .filter(({ sentences }) => sentences.length > 0);
}

/** "212 vaccination updates, 198 patients"; "Not an HL7 file". */
export function contentsWords({ kind, findings }: Inspection): string {
  switch (kind) {
    case 'hl7': {
      const contents = findings.find(({ code }) => code === 'contents');
      return contents === undefined ? 'HL7' : describeFinding(contents).replace(/\.$/, '');
    }
    case 'not-hl7':
      return 'Not an HL7 file';
    case 'empty':
      return 'No messages';
    case 'unreadable':
      return 'Not readable as HL7';
  }
}

/** "Marked production": MSH-11 of its messages; null where there are none. */
export function markedWords({ processingIds }: Pick<Inspection, 'processingIds'>): string | null {
  const production = processingIds['P'] ?? 0;
  const test = (processingIds['T'] ?? 0) + (processingIds['D'] ?? 0);
  const all = Object.values(processingIds).reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  if (production === all) return 'Marked production';
  if (test === all) return 'Marked test';
  if (production + test === 0) return 'Marked neither production nor test';
  return 'Marked production and test, mixed';
}
