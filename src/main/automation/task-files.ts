import { AppError } from '../../shared/domain/error.ts';
import type { Rule, Schedule } from '../../shared/domain/rule.ts';

/** How this program is called. */
export interface Program {
  /** Absolute. */
  readonly command: string;
  /** Before its verb. */
  readonly args: readonly string[];
  /** On Windows: such as CLINIC\anna. Null: whoever registers the task. */
  readonly user: string | null;
}

export interface SystemdUnits {
  readonly service: string;
  /** Null: the service runs all the time. */
  readonly timer: string | null;
}

/** A watch is all of the program's rules, in one process. */
const callOf = ({ id, start }: Rule, { args }: Program): readonly string[] =>
  start.kind === 'watch' ? [...args, 'watch'] : [...args, 'run', id];

/** What hangs must end before the next evening. */
const hoursOfRun = 12;

/**
 * A task for Task Scheduler, schema 1.2. The file must be UTF-16, little endian, with a byte order mark:
 * `Buffer.from('\ufeff' + text, 'utf16le')`. It runs while its person is signed in (InteractiveToken), the only
 * way that needs no password here: with S4U there is no network drive and no Credential Manager. Whoever wants
 * it without a sign-in ticks that in Task Scheduler, which asks for the password itself. Throws AppError
 * `not-supported` and `invalid-input` for text that it can't carry.
 */
export function windowsTask(rule: Rule, program: Program): string {
  const { start } = rule;
  const args = callOf(rule, program).map(windowsArgument).join(' ');
  const user = program.user === null ? [] : [element('UserId', program.user)];
  const text = [
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    ...within('RegistrationInfo', [element('Description', descriptionOf(rule))]),
    ...within('Triggers', start.kind === 'watch' ? onStart(user) : onCalendar(start.schedule)),
    '<Principals>',
    '<Principal id="Person">',
    ...user,
    element('LogonType', 'InteractiveToken'),
    element('RunLevel', 'LeastPrivilege'),
    '</Principal>',
    '</Principals>',
    ...within('Settings', settingsOf(rule)),
    '<Actions Context="Person">',
    ...within('Exec', [
      element('Command', withoutVariables(program.command)),
      element('Arguments', withoutVariables(args)),
    ]),
    '</Actions>',
    '</Task>',
  ];
  return `${text.join('\r\n')}\r\n`;
}

/** The first one serves where the person has ticked that no sign-in is needed. */
const onStart = (user: readonly string[]): readonly string[] => [
  ...within('BootTrigger', [element('Enabled', 'true')]),
  ...within('LogonTrigger', [element('Enabled', 'true'), ...user]),
];

function onCalendar(schedule: Schedule): readonly string[] {
  const begin = schedule.kind === 'daily' ? schedule.at : '00:00';
  // Local time: no zone is named. The day only has to be past.
  const base = [element('Enabled', 'true'), element('StartBoundary', `2026-01-01T${begin}:00`)];
  return within('CalendarTrigger', [...base, ...repetition(schedule), ...daysOf(schedule)]);
}

function daysOf(schedule: Schedule): readonly string[] {
  if (schedule.kind === 'every' || schedule.days === 'every-day')
    return within('ScheduleByDay', [element('DaysInterval', '1')]);
  const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];
  return within('ScheduleByWeek', [
    element('WeeksInterval', '1'),
    ...within(
      'DaysOfWeek',
      names.map((name) => `<${name} />`),
    ),
  ]);
}

/** An interval must be shorter than its duration. */
const repetition = (schedule: Schedule): readonly string[] =>
  schedule.kind === 'daily' || schedule.minutes >= 1440
    ? []
    : within('Repetition', [
        element('Interval', `PT${schedule.minutes}M`),
        element('Duration', 'P1D'),
        element('StopAtDurationEnd', 'false'),
      ]);

function settingsOf({ start }: Rule): readonly string[] {
  const isWatch = start.kind === 'watch';
  return [
    element('MultipleInstancesPolicy', 'IgnoreNew'),
    element('DisallowStartIfOnBatteries', 'false'),
    element('StopIfGoingOnBatteries', 'false'),
    element('AllowHardTerminate', 'true'),
    element('StartWhenAvailable', String(!isWatch && start.runMissed)),
    element('AllowStartOnDemand', 'true'),
    element('Enabled', 'true'),
    element('WakeToRun', 'false'),
    // PT0S: none.
    element('ExecutionTimeLimit', isWatch ? 'PT0S' : `PT${hoursOfRun}H`),
    ...(isWatch
      ? within('RestartOnFailure', [element('Interval', 'PT1M'), element('Count', '255')])
      : []),
  ];
}

/** As Microsoft's C runtime takes a command line apart: backslashes count only before a quotation mark. */
function windowsArgument(text: string): string {
  if (/^[^\s"]+$/.test(text)) return text;
  let quoted = '';
  let slashes = 0;
  for (const character of text) {
    if (character === '"') quoted += '\\'.repeat(slashes + 1);
    slashes = character === '\\' ? slashes + 1 : 0;
    quoted += character;
  }
  return `"${quoted}${'\\'.repeat(slashes)}"`;
}

function withoutVariables(text: string): string {
  const isVariable = text.split('%').length > 2;
  if (!isVariable) return text;
  const sentence = 'Task Scheduler reads what is between two "%" as a variable.';
  throw new AppError('not-supported', `${sentence} Choose a folder without "%".`);
}

const within = (name: string, lines: readonly string[]): readonly string[] => [
  `<${name}>`,
  ...lines,
  `</${name}>`,
];

const element = (name: string, text: string): string => `<${name}>${xmlText(text)}</${name}>`;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function xmlText(text: string): string {
  if (/[\ufffe\uffff\p{Surrogate}]/u.test(text))
    throw new AppError('invalid-input', 'A name has a character that Task Scheduler cannot read.');
  return oneLine(text).replace(/[&<>]/g, (character) => escapes[character] ?? character);
}

/**
 * For the person's own crontab (`crontab -e`): one line, more where one can't say it. Cron does nothing late: what
 * was missed stays so until the next time. Throws AppError `invalid-input`.
 */
export function crontabLine(rule: Rule, program: Program): string {
  const call = [program.command, ...callOf(rule, program)].map(shellWord).join(' ');
  // Cron takes a bare "%" for a line end.
  const command = call.replaceAll('%', '\\%');
  const { start } = rule;
  if (start.kind === 'watch') return `@reboot ${command}`;
  const days = isWeekdays(start.schedule) ? '1-5' : '*';
  return timesOf(start.schedule)
    .map(({ hours, minutes }) => {
      const [minute, hour] = [field(minutes, 60, '*/'), field(hours, 24, '*/')];
      return `${minute} ${hour} * * ${days} ${command}`;
    })
    .join('\n');
}

const shellWord = (text: string): string =>
  /^[\w./:=@,+-]+$/.test(text) ? text : `'${oneLine(text).replaceAll("'", String.raw`'\''`)}'`;

/**
 * Units of the person (`systemctl --user`), for only there is their keyring. That they run before the person
 * signs in takes `loginctl enable-linger`. Timer and service must have the same name. Throws AppError
 * `invalid-input`.
 */
export function systemdUnits(rule: Rule, program: Program): SystemdUnits {
  const { start } = rule;
  const isWatch = start.kind === 'watch';
  const description = `Description=${oneLine(descriptionOf(rule)).replaceAll('%', '%%')}`;
  const call = [
    systemdWord(program.command),
    // Of the command itself no variables are filled in.
    ...callOf(rule, program).map((arg) => systemdWord(arg).replaceAll('$', '$$$$')),
  ].join(' ');
  const service = [
    ...['[Unit]', description, '', '[Service]'],
    ...(isWatch
      ? ['Type=simple', 'Restart=on-failure', 'RestartSec=60']
      : ['Type=oneshot', `TimeoutStartSec=${hoursOfRun}h`]),
    `ExecStart=${call}`,
    ...(isWatch ? ['', '[Install]', 'WantedBy=default.target'] : []),
  ];
  if (isWatch) return { service: lines(service), timer: null };
  const timer = [
    ...['[Unit]', description, '', '[Timer]'],
    ...calendarLines(start.schedule),
    'AccuracySec=1s',
    `Persistent=${start.runMissed}`,
    ...['', '[Install]', 'WantedBy=timers.target'],
  ];
  return { service: lines(service), timer: lines(timer) };
}

function calendarLines(schedule: Schedule): readonly string[] {
  const days = isWeekdays(schedule) ? 'Mon..Fri ' : '';
  return timesOf(schedule).map(({ hours, minutes }) => {
    const [hour, minute] = [field(hours, 24, '0/'), field(minutes, 60, '0/')];
    return `OnCalendar=${days}*-*-* ${hour}:${minute}:00`;
  });
}

function systemdWord(text: string): string {
  if (/^[\w./:=@,+-]+$/.test(text)) return text;
  const inside = oneLine(text)
    .replace(/[\\"]/g, String.raw`\$&`)
    .replaceAll('%', '%%');
  return `"${inside}"`;
}

const lines = (all: readonly string[]): string => `${all.join('\n')}\n`;

/** Its end is no backslash, which would join it to the next line of a unit. */
const descriptionOf = ({ name, start }: Rule): string =>
  start.kind === 'watch'
    ? 'CIIS Connect: sends files as they come, by all of its rules'
    : `CIIS Connect: sends files by the rule "${name}"`;

interface Times {
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
}

/** Each of them is all of its minutes in all of its hours. */
function timesOf(schedule: Schedule): readonly Times[] {
  if (schedule.kind === 'daily') {
    const [hour = 0, minute = 0] = schedule.at.split(':').map(Number);
    return [{ hours: [hour], minutes: [minute] }];
  }
  const byHour = Array.from({ length: 24 }, (): number[] => []);
  for (let at = 0; at < 1440; at += schedule.minutes) byHour[Math.floor(at / 60)]?.push(at % 60);
  const alike = new Map<string, { hours: number[]; minutes: readonly number[] }>();
  for (const [hour, minutes] of byHour.entries()) {
    if (minutes.length === 0) continue;
    const key = minutes.join();
    const times = alike.get(key) ?? { hours: [], minutes };
    times.hours.push(hour);
    alike.set(key, times);
  }
  return [...alike.values()];
}

/** `stepped`: how "from 0 on, each" begins. */
function field(values: readonly number[], size: number, stepped: string): string {
  const [, second] = values;
  if (second === undefined) return values.join();
  const isStepped =
    values.every((value, index) => value === index * second) &&
    values.length === Math.ceil(size / second);
  if (!isStepped) return values.join();
  return second === 1 ? '*' : `${stepped}${second}`;
}

const isWeekdays = (schedule: Schedule): boolean =>
  schedule.kind === 'daily' && schedule.days === 'weekdays';

function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- those are what would end a line, or a text
  if (/[\u0000-\u001f\u007f]/.test(text))
    throw new AppError(
      'invalid-input',
      'A name or folder has a line break or a control character.',
    );
  return text;
}
