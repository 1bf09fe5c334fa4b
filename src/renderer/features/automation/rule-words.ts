import {
  CircleAlert,
  CircleCheck,
  CircleQuestionMark,
  CircleSlash,
  CircleX,
  Clock,
  Eye,
  Pause,
  type LucideIcon,
} from 'lucide-react';
import { aboutSite } from '../../../shared/domain/error-text.ts';
import type { Failure } from '../../../shared/domain/error.ts';
import { takesFiles } from '../../../shared/domain/protocol.ts';
import {
  ruleCountWords,
  ruleFailureText,
  runInBrief,
  type RuleContext,
} from '../../../shared/domain/rule-text.ts';
import type {
  Rule,
  RuleRun,
  RuleSettings,
  RuleView,
  Schedule,
} from '../../../shared/domain/rule.ts';
import type { Site } from '../../../shared/domain/site.ts';
import { formatClock, formatWhen, formatWhenInside } from '../../app/format-time.ts';
import { isRunning } from '../../app/rules-store.ts';
import type { ChipTone } from '../../ui/Chip.tsx';
import type { StateMarkSpec } from '../../ui/StateMark.tsx';

/** "*.hl7 and *.txt"; "every file" where all are meant. */
export function filesInWords(pattern: string): string {
  const parts = pattern
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.includes('*') || parts.length === 0) return 'every file';
  return parts.length === 1
    ? parts.join('')
    : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

/** "Every weekday at 17:30", "Every 15 minutes". */
export function scheduleInWords(schedule: Schedule): string {
  if (schedule.kind === 'daily')
    return `Every ${schedule.days === 'weekdays' ? 'weekday' : 'day'} at ${schedule.at}`;
  const { minutes } = schedule;
  const isHours = minutes % 60 === 0;
  const [count, unit] = isHours ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return count === 1 ? `Every ${unit}` : `Every ${count} ${unit}s`;
}

/** What a rule does, in one sentence. */
export function ruleInWords(
  rule: Pick<RuleSettings, 'folder' | 'pattern' | 'to' | 'start'>,
  site: Pick<Site, 'label' | 'protocol'> | undefined,
): string {
  const { folder, pattern, start } = rule;
  const files = filesInWords(pattern);
  const target = targetInWords(rule.to, site);
  if (start.kind === 'schedule')
    return `${scheduleInWords(start.schedule)}: sends ${files} from ${folder} to ${target}.`;
  return files === 'every file'
    ? `Watches ${folder} and sends every file to ${target}.`
    : `Watches ${folder} for ${files} and sends them to ${target}.`;
}

function targetInWords(to: string, site: Pick<Site, 'label' | 'protocol'> | undefined): string {
  if (site === undefined) return 'a site that was removed';
  return to === '' || !takesFiles(site.protocol) ? site.label : `${to} on ${site.label}`;
}

/** How a rule is doing, in one or two words. */
interface RuleChip {
  readonly tone: ChipTone;
  readonly icon: LucideIcon | 'busy';
  readonly words: string;
}

/** `isAsked`: the person has asked for a run that has not ended. */
export function chipOf(rule: RuleView, isAsked: boolean, now: number): RuleChip {
  if (isRunning(rule)) return { tone: 'info', icon: 'busy', words: 'Running' };
  if (isAsked) return { tone: 'info', icon: 'busy', words: 'Looking for files' };
  if (rule.paused) return { tone: 'neutral', icon: Pause, words: 'Paused' };
  if (isElsewhere(rule)) return { tone: 'info', icon: Eye, words: 'Watched elsewhere' };
  if (rule.trouble !== null) return { tone: 'bad', icon: CircleX, words: 'Needs a look' };
  if (rule.start.kind === 'watch') return { tone: 'good', icon: Eye, words: 'Watching' };
  const { nextRunAt } = rule;
  return {
    tone: 'neutral',
    icon: Clock,
    words: nextRunAt === null ? 'At set times' : `Next run ${comingInWords(nextRunAt, now)}`,
  };
}

/** Another program of this computer does its work, which is as good. */
const isElsewhere = ({ trouble }: Pick<RuleView, 'trouble'>): boolean =>
  trouble?.code === 'rule-running';

/** Inside a sentence, of a time that is not past: "today, 17:30", "tomorrow, 7:00". */
export function comingInWords(at: number, now: number): string {
  const tomorrow = new Date(now);
  tomorrow.setDate(tomorrow.getDate() + 1);
  return new Date(at).toDateString() === tomorrow.toDateString()
    ? `tomorrow, ${formatClock(at)}`
    : formatWhenInside(at, now);
}

/** "Next run today, 17:30"; empty where none is planned. */
export function nextInWords(rules: readonly RuleView[], now: number): string {
  const times = rules.flatMap(({ nextRunAt }) => nextRunAt ?? []);
  return times.length === 0 ? '' : `Next run ${comingInWords(Math.min(...times), now)}`;
}

export function runMark(run: RuleRun): StateMarkSpec {
  switch (run.outcome) {
    case null:
      return { icon: 'busy', tone: 'neutral' };
    case 'done':
      return { icon: CircleCheck, tone: 'good' };
    case 'some-not':
      return run.unknown > 0
        ? { icon: CircleQuestionMark, tone: 'warn' }
        : { icon: CircleAlert, tone: 'warn' };
    case 'failed':
      return { icon: CircleX, tone: 'bad' };
    case 'interrupted':
      return { icon: CircleSlash, tone: 'warn' };
  }
}

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** What came of a run, without its time: "12 sent, 1 refused". Why it failed stands below it. */
export function runResult(run: RuleRun): string {
  if (run.outcome !== 'failed') return capital(runInBrief(run, { folder: '' }));
  const counts = ruleCountWords(run);
  return counts === '' ? 'Nothing was sent' : counts;
}

/** "Today, 17:30: 12 sent, 1 refused" */
export function lastRunInWords(run: RuleRun, now: number): string {
  const result = runResult(run);
  const when = formatWhen(run.endedAt ?? run.startedAt, now);
  return run.outcome === null
    ? result
    : `${when}: ${result.charAt(0).toLowerCase()}${result.slice(1)}`;
}

/** A run's end and that it went well are noted one after the other. */
const oneMomentMs = 1000;

/** Beside the last run: that it found nothing since, or when it last went well where it did not. Empty: neither. */
export function besideLastRun({ lastRun, lastSuccessAt }: RuleView, now: number): string {
  if (lastSuccessAt === null || lastRun?.outcome === null) return '';
  const when = formatWhenInside(lastSuccessAt, now);
  if (lastRun === null || lastSuccessAt > (lastRun.endedAt ?? 0) + oneMomentMs)
    return `Nothing new ${when}`;
  return lastRun.outcome === 'done' ? '' : `Last went well ${when}`;
}

const contextOf = (rule: Pick<Rule, 'folder'>, site: Site | undefined): RuleContext => ({
  folder: rule.folder,
  ...(site && aboutSite(site)),
});

/** What a person has to know about a failure of a rule, and the one thing to do. */
export const failureInWords = (
  failure: Failure,
  rule: Pick<Rule, 'folder'>,
  site: Site | undefined,
) => ruleFailureText(failure, contextOf(rule, site));
