import type { RuleView } from '../../shared/domain/rule.ts';
import type { SiteStore } from '../sites/site-store.ts';
import { aboutRule, jsonRun, jsonTrouble } from './rule-text.ts';

/** How a rule is doing, as JSON says it: for `status` and the health file. */
export function ruleState(rule: RuleView, sites: Pick<SiteStore, 'snapshot'>): object {
  const about = aboutRule(sites, rule);
  const { id, name, paused, start, nextRunAt, lastRun, lastSuccessAt, trouble } = rule;
  return {
    ...{ rule: name, ruleId: id, start: start.kind, paused, nextRunAt, lastSuccessAt },
    lastRun: lastRun === null ? null : jsonRun(lastRun, about),
    trouble: jsonTrouble(trouble, about),
  };
}
