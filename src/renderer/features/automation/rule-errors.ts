import type { z } from 'zod';
import { ruleSettingsSchema } from '../../../shared/domain/rule.ts';
import { settingsOf, type RuleDraft } from './rule-draft.ts';

/** Every field that can be wrong by its path in the settings, in the order of the screen. */
const fieldOfPath = {
  name: 'name',
  folder: 'folder',
  pattern: 'pattern',
  siteId: 'siteId',
  to: 'to',
  'start.schedule.at': 'at',
  'start.schedule.minutes': 'minutes',
  steadySeconds: 'steadySeconds',
} as const;

type RuleField = (typeof fieldOfPath)[keyof typeof fieldOfPath];
export type RuleErrors = Readonly<Partial<Record<RuleField, string>>>;

const isPath = (path: string): path is keyof typeof fieldOfPath => Object.hasOwn(fieldOfPath, path);

/** What is wrong with a draft, in words by field; empty when it will do. */
export function ruleErrors(draft: RuleDraft, otherNames: readonly string[]): RuleErrors {
  const settings = settingsOf(draft);
  const errors: Partial<Record<RuleField, string>> = {};
  for (const issue of ruleSettingsSchema.safeParse(settings).error?.issues ?? []) {
    const path = issue.path.join('.');
    if (isPath(path)) errors[fieldOfPath[path]] ??= wordsOf(issue);
  }
  if (!isAbsolute(settings.folder)) errors.folder ??= 'Enter the whole path of the folder';
  const name = nameKey(settings.name);
  if (otherNames.some((other) => nameKey(other) === name))
    errors.name ??= `There is already a rule called "${settings.name}"`;
  return errors;
}

/** Main takes names that differ only so for one. */
const nameKey = (name: string): string => name.trim().normalize('NFC').toLowerCase();

/** On any system: main knows which one it is. */
const isAbsolute = (folder: string): boolean => /^(?:[a-z]:[\\/]|\\\\|\/)/i.test(folder);

const limits: Readonly<Record<string, readonly [number, number]>> = {
  'start.schedule.minutes': [1, 1440],
  steadySeconds: [1, 3600],
};

function wordsOf(issue: z.core.$ZodIssue): string {
  const limit = limits[issue.path.join('.')];
  if (limit) return `Enter a whole number from ${limit[0]} to ${limit[1]}`;
  if (issue.code === 'too_big') return `Use at most ${Number(issue.maximum)} characters`;
  if (issue.message === 'no control characters')
    return 'This has a character that can’t be used here';
  return issue.message;
}
