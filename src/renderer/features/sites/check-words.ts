import { CircleAlert, CircleCheck, CircleSlash, CircleX } from 'lucide-react';
import { checkInBrief } from '../../../shared/domain/check-summary.ts';
import type { Check } from '../../../shared/domain/check.ts';
import type { Site } from '../../../shared/domain/site.ts';
import { formatWhenInside } from '../../app/format-time.ts';
import type { TreeMark } from '../../ui/Tree.tsx';

/** What the last check of a site came to, for its row in the tree. */
export function checkMark(check: Check, site: Site): TreeMark {
  const label = checkInBrief(check, site);
  switch (check.verdict) {
    case null:
      return { icon: 'busy', tone: 'neutral', label };
    case 'ready':
      return check.steps.some(({ outcome }) => outcome === 'warn')
        ? { icon: CircleCheck, tone: 'warn', label }
        : { icon: CircleCheck, tone: 'good', label };
    case 'incomplete':
      return { icon: CircleAlert, tone: 'warn', label };
    case 'stopped':
      return { icon: CircleSlash, tone: 'neutral', label: 'check stopped' };
    case 'failed':
      return { icon: CircleX, tone: 'bad', label };
  }
}

/** "Checked today 10:32: all well" */
export function checkedWords(check: Check, site: Site, now: number): string {
  if (check.verdict === null) return 'Checking now';
  const when = formatWhenInside(check.endedAt ?? check.startedAt, now).replace(
    /^(today|yesterday),/,
    '$1',
  );
  return check.verdict === 'stopped'
    ? `Check stopped ${when}`
    : `Checked ${when}: ${checkInBrief(check, site)}`;
}
