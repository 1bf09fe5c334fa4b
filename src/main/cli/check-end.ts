import {
  checkedSettings,
  stepsOf,
  verdictOf,
  type Check,
  type StepId,
  type StepResult,
} from '../../shared/domain/check.ts';
import type { Site } from '../../shared/domain/site.ts';

/** How one site fared. */
export interface CheckEnd {
  readonly site: Site;
  readonly check: Check;
}

/** A check that was not started, because signing in was refused lately, as the check that stopped before it. */
export function heldBackCheck(site: Site, refused: number): Check {
  const steps = stepsOf[site.protocol].map((id) => heldBackStep(id, refused));
  return {
    id: '',
    siteId: site.id,
    host: site.host,
    port: site.port,
    settings: checkedSettings(site),
    startedAt: 0,
    endedAt: 0,
    verdict: verdictOf(steps),
    current: null,
    steps,
    scheduled: false,
  };
}

const heldBackStep = (id: StepId, refused: number): StepResult => ({
  id,
  outcome: id === 'sign-in' ? 'skipped' : 'not-reached',
  ms: null,
  finding: id === 'sign-in' ? { kind: 'sign-in-held-back', refused } : null,
  failure: null,
  facts: [],
});
