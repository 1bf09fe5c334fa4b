import { verdictOf, type Check, type StepId, type StepResult } from '../../shared/domain/check.ts';
import { AppError, toFailure, type ErrorCode } from '../../shared/domain/error.ts';
import type { Clock } from '../clock.ts';
import { deferred } from './deferred.ts';
import { safeResult, type Mask } from './safe-result.ts';
import { failed, type Plan, type Step, type StepFinding } from './step.ts';
import { Stopwatch } from './stopwatch.ts';

export interface CheckRun {
  /** As it begins, without steps. */
  readonly check: Check;
  readonly plan: Plan;
  readonly clock: Clock;
  readonly mask: Mask;
  /** Told of it each time a step begins or has ended. */
  readonly show: (check: Check) => void;
}

/**
 * Walks the steps of a plan until one fails, is skipped, or the signal ends, and answers with the check
 * as it ended. What was opened is still open. Never rejects.
 */
export async function runCheck(run: CheckRun, signal: AbortSignal): Promise<Check> {
  const { plan, clock, show } = run;
  let { check } = run;
  for (const step of plan.steps) {
    if (signal.aborted) break;
    check = { ...check, current: step.id };
    show(check);
    const result = await runStep(step, run, signal);
    check = { ...check, current: null };
    if (result === null) break;
    check = { ...check, steps: [...check.steps, result] };
    show(check);
    if (result.outcome === 'failed' || result.outcome === 'skipped') break;
  }
  const rest = plan.steps.slice(check.steps.length).map(({ id }) => notReached(id));
  const steps = [...check.steps, ...rest];
  return { ...check, endedAt: clock.now(), verdict: verdictOf(steps), steps };
}

/** Null: it was stopped, and there is nothing to tell. */
async function runStep(
  step: Step,
  { clock, mask }: CheckRun,
  signal: AbortSignal,
): Promise<StepResult | null> {
  const watch = new Stopwatch(clock, step.seconds * 1000);
  const given = new AbortController();
  const over = deferred<never>();
  const stop = (): void => over.reject(new AppError('cancelled'));
  signal.addEventListener('abort', stop, { once: true });
  void watch.ranOut.then(() => over.reject(outOfTime(step)));
  const resultOf = (found: StepFinding): StepResult =>
    safeResult({ id: step.id, ms: watch.spent, ...found, facts: [...found.facts] }, mask);
  try {
    const work = step.run({ aside: (waited) => watch.aside(waited) }, given.signal);
    return resultOf(await Promise.race([work, over.promise]));
  } catch (thrown) {
    if (signal.aborted) {
      const stopped = step.stopped?.() ?? null;
      return stopped && resultOf(stopped);
    }
    const failure = toFailure(thrown);
    return resultOf(step.failed?.(failure) ?? failed(failure));
  } finally {
    watch.stop();
    signal.removeEventListener('abort', stop);
    given.abort();
  }
}

/** What it most likely means that nothing came. A driver that knows better says so before. */
const silence: Readonly<Partial<Record<StepId, ErrorCode>>> = {
  name: 'host-not-found',
  port: 'port-silent',
  'secure-link': 'server-silent',
};

const outOfTime = ({ id, seconds }: Step): AppError =>
  new AppError(silence[id] ?? 'link-stalled', `No answer within ${seconds} s`);

const notReached = (id: StepId): StepResult => ({
  id,
  outcome: 'not-reached',
  ms: null,
  finding: null,
  failure: null,
  facts: [],
});
