import type { RuleView } from '../../../shared/domain/rule.ts';
import type { Automation } from '../../automation/automation.ts';
import type { SiteStore } from '../../sites/site-store.ts';
import type { StatusCommand } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { plainFailure } from '../output.ts';
import { printable } from '../printable.ts';
import { ruleState } from '../rule-state.ts';
import { aboutRule, runWords, timeText } from '../rule-text.ts';
import type { Screen } from '../screen.ts';

export interface StatusServices {
  readonly automation: Pick<Automation, 'list'>;
  readonly sites: Pick<SiteStore, 'snapshot'>;
}

/** Shows how each rule is doing. */
export function showStatus(
  { automation, sites }: StatusServices,
  screen: Screen,
  { json }: StatusCommand,
): ExitCode {
  const rules = automation.list();
  for (const rule of rules) {
    screen.result(
      json
        ? JSON.stringify({ event: 'rule', ...ruleState(rule, sites) })
        : lines(rule, sites).join('\n'),
    );
  }
  if (rules.length === 0)
    screen.message('There is no rule yet: make one in Automation, in the app.');
  return rules.every(isWell) ? exitCodes.allAccepted : exitCodes.someNot;
}

/** What failed is well once a later look left nothing behind; what was refused or is unknown is a person's matter. */
function isWell({ trouble, lastRun, lastSuccessAt }: RuleView): boolean {
  if (trouble !== null) return false;
  if (lastRun?.endedAt == null || lastRun.outcome === 'done') return true;
  const { refused, unknown, endedAt } = lastRun;
  return refused + unknown === 0 && lastSuccessAt !== null && lastSuccessAt > endedAt;
}

function lines(rule: RuleView, sites: StatusServices['sites']): readonly string[] {
  const { name, lastRun, lastSuccessAt, trouble } = rule;
  const rows = [
    [
      'last run',
      lastRun === null ? 'None with files' : `${timeText(lastRun.startedAt)}  ${runWords(lastRun)}`,
    ],
    ['last success', lastSuccessAt === null ? 'None' : timeText(lastSuccessAt)],
    ['next run', nextWords(rule)],
  ] as const;
  const failure = trouble ?? lastRun?.failure ?? null;
  return [
    printable(name),
    ...rows.map(([label, value]) => `  ${label.padEnd(14)}${value}`),
    ...(failure === null ? [] : [plainFailure(failure, aboutRule(sites, rule), '  ')]),
  ];
}

function nextWords({ paused, start, nextRunAt }: RuleView): string {
  if (paused) return 'Paused';
  if (start.kind === 'watch') return 'When files come';
  return nextRunAt === null ? 'None' : timeText(nextRunAt);
}
