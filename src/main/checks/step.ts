import type { Fact, Finding, StepId, StepOutcome } from '../../shared/domain/check.ts';
import type { Failure } from '../../shared/domain/error.ts';

/** How a step ended, and what it found. */
export interface StepFinding {
  readonly outcome: Exclude<StepOutcome, 'not-reached'>;
  readonly finding: Finding | null;
  readonly failure: Failure | null;
  readonly facts: readonly Fact[];
}

export interface StepContext {
  /** Waits for a person: that time is not the step's, and none of its own runs out meanwhile. */
  readonly aside: <T>(work: Promise<T>) => Promise<T>;
}

export interface Step {
  readonly id: StepId;
  /** What it may take, without the time of a person. */
  readonly seconds: number;
  /** Whatever it rejects with, the step has failed. Its signal ends when nobody waits for it any more. */
  readonly run: (context: StepContext, signal: AbortSignal) => Promise<StepFinding>;
  /** What a failure of it, or no answer in time, comes to; where absent, that the check has failed. */
  readonly failed?: (failure: Failure) => StepFinding;
  /** What it comes to when it is stopped; null or absent: it was not reached. */
  readonly stopped?: () => StepFinding | null;
}

/** The steps of one check, over what they open together. */
export interface Plan {
  readonly steps: readonly Step[];
  /** Ends what was opened and what is being opened, within a few seconds. May be called twice; never rejects. */
  readonly close: () => Promise<void>;
}

export const fact = (name: string, value: string): Fact => ({ name, value });

export const ok = (finding: Finding, facts: readonly Fact[] = []): StepFinding => ({
  outcome: 'ok',
  finding,
  failure: null,
  facts,
});

export const warn = (finding: Finding, facts: readonly Fact[] = []): StepFinding => ({
  ...ok(finding, facts),
  outcome: 'warn',
});

/** It works, and `failure` is what there is to know. */
export const warnOf = (
  failure: Failure,
  finding: Finding,
  facts: readonly Fact[] = [],
): StepFinding => ({ ...warn(finding, facts), failure });

export const skipped = (finding: Finding): StepFinding => ({ ...ok(finding), outcome: 'skipped' });

export const failed = (failure: Failure, facts: readonly Fact[] = []): StepFinding => ({
  outcome: 'failed',
  finding: null,
  failure,
  facts,
});
