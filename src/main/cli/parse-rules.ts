import {
  UsageError,
  type RunCommand,
  type ScheduleCommand,
  type StatusCommand,
  type WatchCommand,
} from './command.ts';
import type { Words } from './words.ts';

/** `run`. Throws UsageError. */
export function readRun({ flags }: Words, rules: readonly string[]): RunCommand {
  if (flags.has('all') && rules.length > 0)
    throw new UsageError('--all is every rule that is not paused: name none beside it.', 'run');
  if (!flags.has('all') && (rules.length === 0 || rules.includes('')))
    throw new UsageError('Say which rule to run, or --all.', 'run');
  return { kind: 'run', rules, json: flags.has('json') };
}

/** `watch`. Throws UsageError. */
export function readWatch({ texts, flags }: Words): WatchCommand {
  const health = texts.get('health') ?? null;
  if (health === '') throw new UsageError('--health needs a file.', 'watch');
  return { kind: 'watch', json: flags.has('json'), health };
}

export const readStatus = ({ flags }: Words): StatusCommand => ({
  kind: 'status',
  json: flags.has('json'),
});

const forms = ['windows', 'cron', 'systemd'] as const;

/** `schedule`. Throws UsageError. */
export function readSchedule(
  { flags }: Words,
  [action, ...rules]: readonly string[],
): ScheduleCommand {
  if (action !== 'export')
    throw new UsageError('"schedule" knows export: schedule export RULE.', 'schedule');
  const [rule, ...more] = rules;
  if (rule === undefined || rule === '') throw new UsageError('Say which rule.', 'schedule');
  if (more.length > 0)
    throw new UsageError('One rule at a time; put quotes around a name with spaces.', 'schedule');
  const [form, ...others] = forms.filter((each) => flags.has(each));
  if (form === undefined || others.length > 0)
    throw new UsageError('Say for what: --windows, --cron or --systemd.', 'schedule');
  return { kind: 'schedule-export', rule, form };
}
