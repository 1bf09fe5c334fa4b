import { stepNames, stepTime } from '../../../shared/domain/check-text.ts';
import type { Check, Fact, StepResult } from '../../../shared/domain/check.ts';
import type { Site } from '../../../shared/domain/site.ts';
import { formatExactly } from '../../app/format-time.ts';
import { rowWords } from './step-rows.ts';

/** The technical side of a step. */
export interface StepDetails {
  readonly id: StepResult['id'];
  /** "Port open: failed, 10.0 s" */
  readonly title: string;
  readonly facts: readonly Fact[];
}

/** The facts of a step, then the code and the technical words of its failure. */
export const factsOf = ({ facts, failure }: StepResult): readonly Fact[] => [
  ...facts,
  ...(failure === null ? [] : [{ name: 'Code', value: failure.code }]),
  ...(failure === null || failure.detail === '' ? [] : [{ name: 'Detail', value: failure.detail }]),
];

/** Every step that was run. */
export const checkDetails = ({ steps }: Check): readonly StepDetails[] =>
  steps
    .filter(({ outcome }) => outcome !== 'not-reached')
    .map((step) => {
      const { name, spoken } = rowWords({ kind: 'done', step });
      const time = step.ms === null ? '' : `, ${stepTime(step.ms)}`;
      return {
        id: step.id,
        title: `${name}: ${spoken.toLowerCase()}${time}`,
        facts: factsOf(step),
      };
    });

const lines = (facts: readonly Fact[]): readonly string[] =>
  facts.map(({ name, value }) => `  ${name}: ${value}`);

/** One step as text, for the clipboard. */
export const stepDetailsText = (step: StepResult, { label, host, port }: Site): string =>
  [`${label} (${host}, port ${port}), ${stepNames[step.id]}`, ...lines(factsOf(step))].join('\n');

/** The whole check as text, for the clipboard. */
export const checkDetailsText = (check: Check, { label, host, port }: Site): string =>
  [
    `${label} (${host}, port ${port}), ${formatExactly(check.startedAt)}`,
    ...checkDetails(check).flatMap(({ title, facts }) => [title, ...lines(facts)]),
  ].join('\n');
