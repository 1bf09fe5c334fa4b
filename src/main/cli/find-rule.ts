import type { Rule } from '../../shared/domain/rule.ts';
import type { Automation } from '../automation/automation.ts';
import { UsageError, type Verb } from './command.ts';
import { printable } from './printable.ts';

/** The rule that a person named by name or id. Throws UsageError that names those there are. */
export function findRule(
  automation: Pick<Automation, 'find' | 'list'>,
  typed: string,
  topic: Verb,
): Rule {
  const rule = automation.find(typed);
  if (rule !== undefined) return rule;
  const names = automation.list().map((each) => `"${printable(each.name)}"`);
  const known =
    names.length === 0
      ? 'There is no rule yet: make one in Automation, in the app.'
      : `The rules are ${names.join(', ')}.`;
  throw new UsageError(`There is no rule "${printable(typed)}". ${known}`, topic);
}
