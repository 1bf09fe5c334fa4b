import { toFailure } from '../../shared/domain/error.ts';
import type { Site } from '../../shared/domain/site.ts';
import { systemClock } from '../clock.ts';
import type { Services } from '../compose.ts';
import { inspectFile } from '../messages/inspect-file.ts';
import { UsageError, type Command, type GlobalOptions, type InspectCommand } from './command.ts';
import { check } from './commands/check.ts';
import { exportSites, importSites } from './commands/import-sites.ts';
import { setPassword } from './commands/password.ts';
import { servePractice } from './commands/practice.ts';
import { addSite, forgetIdentity, listSites, removeSite } from './commands/sites.ts';
import { showHistory } from './commands/history.ts';
import { inspect, type InspectParts } from './commands/inspect.ts';
import { runRules } from './commands/run.ts';
import { exportSchedule, thisProgram } from './commands/schedule.ts';
import { send } from './commands/send.ts';
import { showStatus } from './commands/status.ts';
import { upload } from './commands/upload.ts';
import { watchRules } from './commands/watch.ts';
import { exitCodeOfFailure, exitCodes, type ExitCode } from './exit-codes.ts';
import { findSite } from './find-site.ts';
import type { Io } from './io.ts';
import { plainFailure } from './output.ts';
import { parse, type Parsed } from './parse.ts';
import { refuseBadSecretsFile } from './refuse-bad-secrets-file.ts';
import { Screen } from './screen.ts';
import { showSessionLog } from './show-session-log.ts';
import { placeOf, secretsFileOf, type ServiceOptions } from './start-services.ts';
import { usage } from './usage.ts';

export interface RunParts {
  readonly io: Io;
  readonly version: string;
  readonly startServices: (
    io: Io,
    screen: Screen,
    global: GlobalOptions,
    options: ServiceOptions,
  ) => Services;
}

/** One run of the command line. Never rejects: what went wrong was told, and is in the exit code. */
export async function run(args: readonly string[], parts: RunParts): Promise<ExitCode> {
  const { io, version } = parts;
  let screen = new Screen(io, false);
  try {
    const { command, global } = parse(args);
    screen = new Screen(isUnattended(command) ? withNobody(io) : io, global.quiet);
    switch (command.kind) {
      case 'help':
        screen.result(usage(command.topic));
        return exitCodes.allAccepted;
      case 'version':
        screen.result(version);
        return exitCodes.allAccepted;
      case 'practice':
        return await servePractice(io, screen, global, command);
      case 'inspect':
        if (command.site === null) return await inspect(inspectParts, screen, io, command, null);
        return await withServices(parts, screen, { command, global });
      default:
        return await withServices(parts, screen, { command, global });
    }
  } catch (thrown) {
    return tell(screen, thrown);
  }
}

/** Rules are carried out as they are when nobody is there, also where somebody is. */
const isUnattended = ({ kind }: Command): boolean => kind === 'run' || kind === 'watch';

const withNobody = (io: Io): Io => ({ ...io, question: () => Promise.resolve(null) });

function tell(screen: Screen, thrown: unknown): ExitCode {
  if (thrown instanceof UsageError) {
    const topic = thrown.topic === null ? '' : ` ${thrown.topic}`;
    screen.problem(`${thrown.message}\n"ciis-connect${topic} --help" shows how it is used.`);
    return exitCodes.wrongUsage;
  }
  const failure = toFailure(thrown);
  screen.problem(plainFailure(failure));
  return failure.code === 'invalid-input' ? exitCodes.wrongUsage : exitCodeOfFailure(failure.code);
}

type ServiceCommand = Exclude<Command, { kind: 'help' | 'version' | 'practice' }>;

async function withServices(
  { io, version, startServices }: RunParts,
  screen: Screen,
  { command, global }: Omit<Parsed, 'command'> & { readonly command: ServiceCommand },
): Promise<ExitCode> {
  let offersPassword = true;
  const services = startServices(io, screen, global, {
    ...optionsOf(command),
    offersPassword: () => offersPassword,
    version,
  });
  const stopLog = global.verbose ? showSessionLog(services.sessionLog, screen) : () => undefined;
  try {
    await refuseBadSecretsFile(services.secrets, secretsFileOf(io, global), command);
    if (command.kind === 'check') {
      const withholdPassword = (): void => void (offersPassword = false);
      return await check(services, screen, io, command, { ...global, withholdPassword });
    }
    return await perform(io, screen, services, command, global);
  } finally {
    await services.close();
    stopLog();
  }
}

function optionsOf(command: ServiceCommand): Omit<ServiceOptions, 'offersPassword' | 'version'> {
  const upload = command.kind === 'upload' ? command : null;
  return {
    allowEmpty: upload?.allowEmpty ?? false,
    anyFile: upload?.anyFile ?? false,
    again: upload?.again ?? false,
    insist: upload?.insist ?? false,
    uploads: upload?.overrides ?? {},
    asksPasswordOnce: command.kind === 'send',
    messagesAtATime: command.kind === 'send' ? (command.atATime ?? undefined) : undefined,
  };
}

/** What is not in its usual place is named: the system calls with its own environment. */
function programOf(io: Io, global: GlobalOptions): ReturnType<typeof thisProgram> {
  const { folder, keychainService } = placeOf(io, global);
  const isUsual = keychainService === 'CIIS Connect';
  return thisProgram(process, io.environment, {
    dataFolder: isUsual ? null : folder,
    secretsFile: secretsFileOf(io, global),
  });
}

const inspectParts: InspectParts = { inspectFile, now: () => systemClock.now() };

const siteToInspectFor = ({ sites }: Services, { site }: InspectCommand): Site | null =>
  site === null ? null : findSite(sites, site, 'inspect');

async function perform(
  io: Io,
  screen: Screen,
  services: Services,
  command: Exclude<ServiceCommand, { kind: 'check' }>,
  global: GlobalOptions,
): Promise<ExitCode> {
  switch (command.kind) {
    case 'sites-list':
      return listSites(services, screen, command);
    case 'sites-add':
      return addSite(services, screen, command);
    case 'sites-remove':
      return removeSite(services, screen, command);
    case 'sites-forget-identity':
      return forgetIdentity(services, screen, command);
    case 'sites-import':
      return importSites(services, screen, io, command, global);
    case 'sites-export':
      return exportSites(services, screen, io, command);
    case 'password-set':
      return setPassword(services, screen, io, command, global);
    case 'inspect':
      return inspect(inspectParts, screen, io, command, siteToInspectFor(services, command));
    case 'history':
      return showHistory(services, screen, io, command, systemClock.now());
    case 'run':
      return runRules(services, screen, io, command, () => systemClock.now());
    case 'watch':
      return watchRules(services, screen, io, command, systemClock);
    case 'status':
      return showStatus(services, screen, command);
    case 'schedule-export':
      return exportSchedule(services.automation, screen, command, programOf(io, global));
    case 'send':
      return send(services, screen, io, command);
    case 'upload':
      return upload(services, screen, io, command);
  }
}
