import type { Automation } from '../../automation/automation.ts';
import {
  crontabLine,
  systemdUnits,
  windowsTask,
  type Program,
} from '../../automation/task-files.ts';
import type { ScheduleCommand } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { findRule } from '../find-rule.ts';
import type { Screen } from '../screen.ts';

/** Prints what lets the system carry out a rule. Throws AppError `not-supported` where it can't be said in this form. */
export function exportSchedule(
  automation: Pick<Automation, 'find' | 'list'>,
  screen: Screen,
  { rule: typed, form }: ScheduleCommand,
  program: Program,
): ExitCode {
  const rule = findRule(automation, typed, 'schedule');
  if (rule.paused) screen.message('This rule is paused: the task carries it out all the same.');
  switch (form) {
    case 'windows':
      screen.result(windowsTask(rule, program));
      screen.message('Save it as UTF-16 before schtasks reads it.');
      break;
    case 'cron':
      screen.result(crontabLine(rule, program));
      break;
    case 'systemd': {
      const { service, timer } = systemdUnits(rule, program);
      screen.result(`# ciis-connect.service\n${service}`);
      if (timer !== null) screen.result(`# ciis-connect.timer\n${timer}`);
    }
  }
  return exitCodes.allAccepted;
}

/** How this very program is called, with the places that it uses now: null where the usual one is meant. */
export function thisProgram(
  { execPath, argv, platform }: Pick<NodeJS.Process, 'execPath' | 'argv' | 'platform'>,
  environment: Readonly<Record<string, string | undefined>>,
  {
    dataFolder,
    secretsFile,
  }: { readonly dataFolder: string | null; readonly secretsFile: string | null },
): Program {
  const name = environment[platform === 'win32' ? 'USERNAME' : 'USER'];
  const domain = environment['USERDOMAIN'];
  const user =
    platform === 'win32' && domain !== undefined && name !== undefined
      ? `${domain}\\${name}`
      : name;
  const script = argv[1];
  return {
    command: execPath,
    args: [
      ...(script === undefined ? [] : [script]),
      ...(dataFolder === null ? [] : ['--data-dir', dataFolder]),
      ...(secretsFile === null ? [] : ['--secrets-file', secretsFile]),
    ],
    user: user ?? null,
  };
}
