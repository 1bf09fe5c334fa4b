import { toFailure, type Failure } from '../../../shared/domain/error.ts';
import type { Rule, RuleRun } from '../../../shared/domain/rule.ts';
import type { Automation } from '../../automation/automation.ts';
import { nothingYet } from '../../automation/rule-runs.ts';
import type { SiteStore } from '../../sites/site-store.ts';
import { UsageError, type RunCommand } from '../command.ts';
import { exitCodeOfFailure, exitCodes, type ExitCode } from '../exit-codes.ts';
import { findRule } from '../find-rule.ts';
import type { Io } from '../io.ts';
import { aboutRule, jsonRun, plainRun } from '../rule-text.ts';
import type { Screen } from '../screen.ts';

export interface RunServices {
  readonly automation: Pick<Automation, 'list' | 'find' | 'runToEnd'>;
  readonly sites: Pick<SiteStore, 'snapshot'>;
}

/** Carries out rules once, side by side, and tells each as it ends. `now`: ms since 1970. */
export async function runRules(
  { automation, sites }: RunServices,
  screen: Screen,
  io: Io,
  { rules: typed, json }: RunCommand,
  now: () => number,
): Promise<ExitCode> {
  const rules = chosenRules(automation, typed);
  const runs = await Promise.all(
    rules.map(async (rule) => {
      screen.message(`Looking for files in ${rule.folder} ...`);
      const run = await oneRun(automation, rule, io.stopped, now);
      const about = aboutRule(sites, rule);
      const { id, name } = rule;
      const event = { event: 'run', rule: name, ruleId: id, ...jsonRun(run, about) };
      screen.result(json ? JSON.stringify(event) : plainRun(rule, run, about));
      return run;
    }),
  );
  return exitCodeOf(runs);
}

/** Each once. Throws UsageError. */
function chosenRules(automation: RunServices['automation'], typed: readonly string[]) {
  const rules =
    typed.length === 0
      ? automation.list().filter(({ paused }) => !paused)
      : typed.map((each) => findRule(automation, each, 'run'));
  if (rules.length === 0) throw new UsageError('There is no rule that is not paused.', 'run');
  return [...new Map<string, Rule>(rules.map((rule) => [rule.id, rule])).values()];
}

/** Also where it could not begin. */
async function oneRun(
  automation: RunServices['automation'],
  { id }: Rule,
  stopped: AbortSignal,
  now: () => number,
): Promise<RuleRun> {
  const startedAt = now();
  try {
    return await automation.runToEnd(id, stopped);
  } catch (thrown) {
    const failure: Failure = toFailure(thrown);
    const base = { id: 0, ruleId: id, startedAt, endedAt: now() };
    return { ...nothingYet, ...base, outcome: 'failed', failure };
  }
}

function exitCodeOf(runs: readonly RuleRun[]): ExitCode {
  const bad = runs.filter(({ outcome }) => outcome !== 'done');
  if (bad.length === 0) return exitCodes.allAccepted;
  const codes = bad.map(({ failure }) =>
    failure === null ? exitCodes.someNot : exitCodeOfFailure(failure.code),
  );
  if (codes.includes(exitCodes.identity)) return exitCodes.identity;
  return codes.includes(exitCodes.notConnected) ? exitCodes.notConnected : exitCodes.someNot;
}
