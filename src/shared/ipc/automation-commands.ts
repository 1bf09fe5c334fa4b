/* eslint-disable @typescript-eslint/no-invalid-void-type -- a command that only acts returns void */
import { z } from 'zod';
import { ruleSettingsSchema, type RuleRun, type RuleView } from '../domain/rule.ts';
import { command, idSchema as id } from './command.ts';

export const automationCommands = {
  'rules.list': command(z.undefined()).returns<readonly RuleView[]>(),
  /** Creates (id null) or changes a rule. Rejects `invalid-input` where its folder or site can't be used. */
  'rules.save': command(
    z.object({ id: id.nullable(), settings: ruleSettingsSchema }),
  ).returns<RuleView>(),
  /** What it runs now goes on to its end. */
  'rules.remove': command(z.object({ id })).returns<void>(),
  'rules.setPaused': command(z.object({ id, paused: z.boolean() })).returns<RuleView>(),
  /** Answers when the run has begun. Rejects `rule-running` where it runs already, here or in another program. */
  'rules.run': command(z.object({ id })).returns<void>(),
  /** Newest first, 100 at the most. */
  'rules.runs': command(z.object({ id })).returns<readonly RuleRun[]>(),
  /** The system's folder chooser; null when it was cancelled. */
  'rules.chooseFolder': command(z.undefined()).returns<string | null>(),
} as const;
