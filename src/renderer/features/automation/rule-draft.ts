import { newRuleSettings, type RuleSettings } from '../../../shared/domain/rule.ts';

export type HowOften = 'every-day' | 'weekdays' | 'minutes';

/** A rule while it is edited: what stands in the fields, also in those that are not shown now. */
export interface RuleDraft extends Omit<RuleSettings, 'start'> {
  readonly start: 'watch' | 'schedule';
  readonly howOften: HowOften;
  /** As it was typed. */
  readonly at: string;
  /** An empty number is NaN here, until the person has typed one. */
  readonly minutes: number;
  readonly runMissed: boolean;
}

const times = { howOften: 'every-day', at: '17:30', minutes: 15, runMissed: true } as const;

export const newDraft = (siteId: string): RuleDraft => draftOf({ ...newRuleSettings(), siteId });

export function draftOf(rule: RuleSettings): RuleDraft {
  const { start, ...settings } = rule;
  if (start.kind === 'watch') return { ...settings, ...times, start: 'watch' };
  const { schedule, runMissed } = start;
  return schedule.kind === 'daily'
    ? {
        ...settings,
        ...times,
        start: 'schedule',
        howOften: schedule.days,
        at: schedule.at,
        runMissed,
      }
    : {
        ...{ ...settings, ...times, start: 'schedule', howOften: 'minutes' },
        ...{ minutes: schedule.minutes, runMissed },
      };
}

/** What main is asked to save; it may still be wrong (see rule-errors.ts). */
export function settingsOf(draft: RuleDraft): RuleSettings {
  const { start, howOften, at, minutes, runMissed, ...settings } = draft;
  const trimmed = {
    ...settings,
    ...{ name: settings.name.trim(), folder: settings.folder.trim() },
    ...{ pattern: settings.pattern.trim(), to: settings.to.trim() },
  };
  if (start === 'watch') return { ...trimmed, start: { kind: 'watch' } };
  const schedule =
    howOften === 'minutes'
      ? ({ kind: 'every', minutes } as const)
      : ({ kind: 'daily', at: clockTime(at), days: howOften } as const);
  return { ...trimmed, start: { kind: 'schedule', schedule, runMissed } };
}

/** "17:30" for "5:30 pm", "07:00" for "7:00"; what is no time stays as it is. */
export function clockTime(typed: string): string {
  const [, hours = '', minutes = '00', half = ''] =
    /^(\d{1,2})(?:[:.](\d{2}))? ?([ap]m)?$/i.exec(typed.trim()) ?? [];
  if (hours === '') return typed.trim();
  const hour = Number(hours);
  const isHalf = half !== '';
  if (isHalf && (hour < 1 || hour > 12)) return typed.trim();
  const ofDay = isHalf ? (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : hour;
  return `${String(ofDay).padStart(2, '0')}:${minutes}`;
}
