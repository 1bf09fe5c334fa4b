import type { CommandName } from '../../shared/ipc/contract.ts';
import type { Automation } from '../automation/automation.ts';
import type { Handlers } from './router.ts';

export interface RuleHandlerParts {
  readonly automation: Pick<Automation, 'list' | 'save' | 'remove' | 'setPaused' | 'run' | 'runs'>;
  /** The system's folder chooser. */
  readonly chooseFolder: () => Promise<string | null>;
}

export function ruleHandlers(
  parts: RuleHandlerParts,
): Pick<Handlers, Extract<CommandName, `rules.${string}`>> {
  return {
    'rules.list': () => parts.automation.list(),
    'rules.save': ({ id, settings }) => parts.automation.save(id, settings),
    'rules.remove': ({ id }) => parts.automation.remove(id),
    'rules.setPaused': ({ id, paused }) => parts.automation.setPaused(id, paused),
    'rules.run': ({ id }) => parts.automation.run(id),
    'rules.runs': ({ id }) => parts.automation.runs(id),
    'rules.chooseFolder': () => parts.chooseFolder(),
  };
}
