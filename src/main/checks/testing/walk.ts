import type { Check, StepId, StepResult } from '../../../shared/domain/check.ts';
import { FakeClock } from '../../transfer/testing/fake-clock.ts';
import { runCheck } from '../run-check.ts';
import type { Plan } from '../step.ts';

export const begun = (change: Partial<Check> = {}): Check => ({
  id: 'check-1',
  siteId: 'site-1',
  host: 'sftp.example',
  port: 22,
  settings: '',
  startedAt: 1000,
  endedAt: null,
  verdict: null,
  current: null,
  steps: [],
  scheduled: false,
  ...change,
});

/** Walks a plan to its end, and closes it. */
export async function walk(
  plan: Plan,
  signal: AbortSignal = new AbortController().signal,
  clock: FakeClock = new FakeClock(),
): Promise<Check> {
  const mask = (text: string): string => text;
  const run = { check: begun(), plan, clock, mask, show: () => undefined };
  const check = await runCheck(run, signal);
  await plan.close();
  return check;
}

/** "name ok", "port failed port-refused" */
export const outcomes = ({ steps }: Pick<Check, 'steps'>): readonly string[] =>
  steps.map(({ id, outcome, failure }) =>
    [id, outcome, failure?.code].filter((word) => word !== undefined).join(' '),
  );

export function stepOf({ steps }: Pick<Check, 'steps'>, id: StepId): StepResult {
  const step = steps.find((each) => each.id === id);
  if (step === undefined) throw new Error(`There is no step ${id}`);
  return step;
}
