import { describeFailure, type ErrorContext, type ErrorText } from './error-text.ts';
import type { Failure } from './error.ts';
import type { Rule, RuleRun, RuleRunCounts } from './rule.ts';

/** "12 sent, 1 refused"; what did not occur is not named. Empty: there was no file. */
export function ruleCountWords(counts: RuleRunCounts): string {
  const parts: readonly (readonly [number, string])[] = [
    [counts.sent, 'sent'],
    [counts.known, 'sent before'],
    [counts.refused, 'refused'],
    [counts.failed, 'not sent'],
    [counts.unknown, 'unknown'],
  ];
  const named = parts.filter(([count]) => count > 0);
  return named.map(([count, words]) => `${count.toLocaleString('en-US')} ${words}`).join(', ');
}

/** How a run went, in brief and without a full stop: "12 sent, 1 refused". */
export function runInBrief(run: RuleRun, about: RuleContext): string {
  const counts = ruleCountWords(run);
  switch (run.outcome) {
    case null:
      return counts === '' ? 'running' : `running, ${counts} so far`;
    case 'done':
    case 'some-not':
      return counts === '' ? 'no files' : counts;
    case 'interrupted':
      return joined('broken off when the program ended', counts);
    case 'failed': {
      const { sentence } = ruleFailureText(run.failure ?? { code: 'internal', detail: '' }, about);
      return joined(sentence.replace(/\.$/, ''), counts);
    }
  }
}

/** The counts of what was done before a run broke off. */
const joined = (words: string, counts: string): string =>
  counts === '' ? words : `${words} (${counts})`;

/** Whose rule it is, and what is known about its site. */
export interface RuleContext extends ErrorContext {
  readonly folder: string;
}

/** Why a rule can't work, and the one thing to do: where a file is meant elsewhere, here it is the folder. */
export function ruleFailureText(failure: Failure, about: RuleContext): ErrorText {
  const { folder } = about;
  switch (failure.code) {
    case 'local-not-found':
      return {
        sentence: `The folder ${folder} is not there.`,
        nextStep:
          'Make it again, or choose another one in the rule. A folder of the network may come back by itself.',
      };
    case 'local-not-a-file':
      return {
        sentence: `${folder} is not a folder.`,
        nextStep: 'Choose another one in the rule.',
      };
    case 'local-permission':
      return {
        sentence: `This computer does not let you use the folder ${folder}.`,
        nextStep: 'Ask whoever looks after this computer for permission, or choose another folder.',
      };
    case 'local-read-failed':
      return {
        sentence: `The folder ${folder} can't be read.`,
        nextStep: 'It is tried again by itself. Check that the drive or the network is there.',
      };
    case 'site-not-found':
      return {
        sentence: 'The site of this rule is not there any more.',
        nextStep: 'Choose another one in the rule.',
      };
    default:
      return describeFailure(failure, about);
  }
}

/** Whether people want to hear of the end of a run: they said so in the rule. */
export function isToldOf(run: RuleRun, { notify }: Pick<Rule, 'notify'>): boolean {
  switch (notify) {
    case 'nothing':
      return false;
    case 'failures':
      return run.outcome !== 'done';
    case 'all':
      return true;
  }
}
