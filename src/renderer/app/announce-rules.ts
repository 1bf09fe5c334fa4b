import { aboutSite } from '../../shared/domain/error-text.ts';
import { isToldOf, runInBrief } from '../../shared/domain/rule-text.ts';
import type { RuleRun, RuleView } from '../../shared/domain/rule.ts';
import type { Site } from '../../shared/domain/site.ts';
import { announce } from '../ui/announce.ts';
import { isRunning, setAsked, useRules, type Rules } from './rules-store.ts';
import { useSites } from './sites-store.ts';

/** A run that has ended, and what a screen reader says of it; empty: nothing. */
interface EndedRun {
  readonly ruleId: string;
  readonly saying: string;
}

/**
 * The runs that have ended from one state of the rules to the next. Those are said that the person asked for
 * here, and those that the rule is to tell of.
 */
export function endedRuns(
  before: Pick<Rules, 'rules' | 'asked'>,
  after: Pick<Rules, 'rules'>,
  sites: readonly Site[],
): readonly EndedRun[] {
  return after.rules.flatMap((rule) => {
    const was = before.rules.find(({ id }) => id === rule.id);
    const run = rule.lastRun;
    if (was === undefined || isRunning(rule)) return [];
    const isAsked = before.asked.includes(rule.id);
    if (run === null || !hasJustEnded(was, run))
      return isAsked && hasFoundNothing(was, rule)
        ? [{ ruleId: rule.id, saying: `${rule.name}: nothing new to send.` }]
        : [];
    const site = sites.find(({ id }) => id === rule.siteId);
    const about = { folder: rule.folder, ...(site && aboutSite(site)) };
    const isSaid = isAsked || isToldOf(run, rule);
    return [{ ruleId: rule.id, saying: isSaid ? `${rule.name}: ${runInBrief(run, about)}.` : '' }];
  });
}

/** One that found nothing is taken back, and an older one is the last again. */
const hasJustEnded = (was: RuleView, run: RuleRun): boolean =>
  was.lastRun === null || run.id > was.lastRun.id || (run.id === was.lastRun.id && isRunning(was));

const hasFoundNothing = (was: RuleView, { lastSuccessAt }: RuleView): boolean =>
  lastSuccessAt !== was.lastSuccessAt;

/** Returns its undo. */
export function startAnnouncingRules(): () => void {
  return useRules.subscribe((state, before) => {
    if (state.rules === before.rules) return;
    for (const { ruleId, saying } of endedRuns(before, state, useSites.getState().sites)) {
      if (saying !== '') announce(saying);
      setAsked(ruleId, false);
    }
  });
}
