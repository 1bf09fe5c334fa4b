import { aboutSite } from '../../shared/domain/error-text.ts';
import { isToldOf, ruleFailureText, runInBrief } from '../../shared/domain/rule-text.ts';
import type { Rule, RuleRun } from '../../shared/domain/rule.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { DesktopNotice } from './notify.ts';

/** What the desktop is told at the end of a run; null: the rule is not to tell of it. Names no file. */
export function ruleNotice(rule: Rule, run: RuleRun, site: Site | undefined): DesktopNotice | null {
  if (!isToldOf(run, rule)) return null;
  const about = { folder: rule.folder, ...(site && aboutSite(site)) };
  const nextStep = run.failure === null ? '' : ruleFailureText(run.failure, about).nextStep;
  const brief = runInBrief(run, about);
  return {
    title: rule.name,
    body: `${brief.charAt(0).toUpperCase()}${brief.slice(1)}. ${nextStep}`.trim(),
  };
}
