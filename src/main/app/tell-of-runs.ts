import type { Services } from '../compose.ts';
import { notify } from './notify.ts';
import { ruleNotice } from './rule-notice.ts';

/** Tells of the ends of runs on the desktop, as each rule wants it. Returns its undo. */
export const tellOfRuns = (
  { automation, sites }: Pick<Services, 'automation' | 'sites'>,
  showRules: () => void,
): (() => void) =>
  automation.onRunEnded((rule, run) => {
    const site = sites.snapshot().sites.find(({ id }) => id === rule.siteId);
    const notice = ruleNotice(rule, run, site);
    if (notice !== null) notify(notice, showRules);
  });
