import { stepNames, stepText } from '../../../shared/domain/check-text.ts';
import { stepsOf, type Check, type StepId, type StepResult } from '../../../shared/domain/check.ts';
import type { Site } from '../../../shared/domain/site.ts';

/** One line of a card. */
export type StepRow =
  | { readonly kind: 'done'; readonly step: StepResult }
  | { readonly kind: 'running'; readonly id: StepId }
  | { readonly kind: 'pending'; readonly id: StepId }
  /** What a failure (or a stop) left out, in one line. */
  | { readonly kind: 'not-checked'; readonly ids: readonly StepId[] };

type Planned = Pick<Site, 'protocol' | 'wsdlUrl'>;

/** Which steps a check of a site will have: without an address there is no description to read. */
export const plannedSteps = ({ protocol, wsdlUrl }: Planned): readonly StepId[] =>
  stepsOf[protocol].filter((id) => id !== 'description' || wsdlUrl !== '');

/**
 * The lines of a site's card. Every step has its line from the beginning, so that nothing moves while
 * they stream in.
 */
export function stepRows(site: Planned, check: Check | undefined): readonly StepRow[] {
  if (check === undefined) return plannedSteps(site).map((id) => ({ kind: 'pending', id }));
  const done = check.steps
    .filter(({ outcome }) => outcome !== 'not-reached')
    .map((step): StepRow => ({ kind: 'done', step }));
  if (check.verdict === null) return [...done, ...comingRows(site, check)];
  const left = check.steps.filter(({ outcome }) => outcome === 'not-reached');
  return left.length === 0 ? done : [...done, { kind: 'not-checked', ids: left.map(idOf) }];
}

const comingRows = (site: Planned, { steps, current }: Check): readonly StepRow[] =>
  plannedSteps(site)
    .filter((id) => !steps.some((step) => step.id === id))
    .map((id) => (id === current ? { kind: 'running', id } : { kind: 'pending', id }));

const idOf = ({ id }: StepResult): StepId => id;

export type RowMark = 'ok' | 'warn' | 'failed' | 'skipped' | 'running' | 'none';

/** What a line says; `spoken` is the mark in words, for who does not see it. */
export interface RowWords {
  readonly mark: RowMark;
  readonly spoken: string;
  readonly name: string;
  readonly text: string;
}

export function rowWords(row: StepRow): RowWords {
  switch (row.kind) {
    case 'done':
      return { ...doneMark(row.step), name: stepNames[row.step.id], text: stepText(row.step) };
    case 'running':
      return { mark: 'running', spoken: 'Running', name: stepNames[row.id], text: '' };
    case 'pending':
      return { mark: 'none', spoken: 'Not run yet', name: stepNames[row.id], text: '' };
    case 'not-checked':
      return {
        mark: 'none',
        spoken: '',
        name: 'Not checked',
        text: row.ids.map((id) => stepNames[id]).join(', '),
      };
  }
}

function doneMark({ outcome }: StepResult): Pick<RowWords, 'mark' | 'spoken'> {
  switch (outcome) {
    case 'ok':
      return { mark: 'ok', spoken: 'Passed' };
    case 'warn':
      return { mark: 'warn', spoken: 'Passed, with a remark' };
    case 'failed':
      return { mark: 'failed', spoken: 'Failed' };
    case 'skipped':
      return { mark: 'skipped', spoken: 'Not tried' };
    case 'not-reached':
      return { mark: 'none', spoken: 'Not checked' };
  }
}
