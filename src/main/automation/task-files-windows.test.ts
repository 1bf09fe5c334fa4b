import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { windowsTask, type Program } from './task-files.ts';
import { anySchedule, daily, every, refusal, scheduled, watch } from './testing/some-rules.ts';

const windows: Program = {
  command: String.raw`C:\Program Files\CIIS Connect\ciis-connect.exe`,
  args: ['--data-dir', String.raw`C:\Users\anna\CIIS data`],
  user: String.raw`CLINIC\anna`,
};

interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
  text: string;
}

/** Throws where it is not well-formed. */
function parsed(xml: string): Node {
  const root: Node = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const node: Node = { name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on('text', (text) => {
    const node = open.at(-1);
    if (node !== undefined) node.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return root.children[0] ?? root;
}

/** The texts at a path such as "Settings/Enabled". */
const textsAt = (node: Node, path: string): readonly string[] =>
  path
    .split('/')
    .reduce(
      (nodes: readonly Node[], name) =>
        nodes.flatMap(({ children }) => children.filter((child) => child.name === name)),
      [node],
    )
    .map(({ text }) => text);

/**
 * What may be in what, and in which order. Where the schema of Task Scheduler (MS-TSCH 2.5) has an xs:all it is
 * the order in which Windows exports.
 */
const order: Readonly<Record<string, readonly string[]>> = {
  Task: ['RegistrationInfo', 'Triggers', 'Principals', 'Settings', 'Actions'],
  RegistrationInfo: ['Description'],
  Triggers: ['BootTrigger', 'LogonTrigger', 'CalendarTrigger'],
  BootTrigger: ['Enabled'],
  LogonTrigger: ['Enabled', 'UserId'],
  // The base of all triggers (an xs:sequence), then what a calendar adds.
  CalendarTrigger: [
    ...['Enabled', 'StartBoundary', 'EndBoundary', 'Repetition', 'ExecutionTimeLimit'],
    ...['RandomDelay', 'ScheduleByDay', 'ScheduleByWeek'],
  ],
  Repetition: ['Interval', 'Duration', 'StopAtDurationEnd'],
  ScheduleByDay: ['DaysInterval'],
  ScheduleByWeek: ['WeeksInterval', 'DaysOfWeek'],
  DaysOfWeek: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  Principals: ['Principal'],
  Principal: ['UserId', 'LogonType', 'RunLevel'],
  Settings: [
    ...['MultipleInstancesPolicy', 'DisallowStartIfOnBatteries', 'StopIfGoingOnBatteries'],
    ...['AllowHardTerminate', 'StartWhenAvailable', 'RunOnlyIfNetworkAvailable', 'IdleSettings'],
    ...['AllowStartOnDemand', 'Enabled', 'Hidden', 'RunOnlyIfIdle', 'WakeToRun'],
    ...['ExecutionTimeLimit', 'Priority', 'RestartOnFailure'],
  ],
  RestartOnFailure: ['Interval', 'Count'],
  Actions: ['Exec'],
  Exec: ['Command', 'Arguments', 'WorkingDirectory'],
};

function expectOrder(node: Node): void {
  const allowed = order[node.name] ?? [];
  const places = node.children.map(({ name }) => allowed.indexOf(name));
  expect(places, node.name).not.toContain(-1);
  expect(places, node.name).toEqual([...new Set(places)].toSorted((one, other) => one - other));
  for (const child of node.children) expectOrder(child);
}

const anyRule = fc.oneof(
  fc.constant(watch),
  fc
    .tuple(anySchedule, fc.boolean(), fc.string({ unit: 'grapheme', minLength: 1 }))
    .filter(([, , name]) => newName(name))
    .map((parts) => scheduled(...parts)),
);
// eslint-disable-next-line no-control-regex -- as the schema of a rule refuses them
const newName = (name: string) => !/[\u0000-\u001f\u007f]/.test(name);

describe('a task for Windows', () => {
  it('says all in the order of the schema', () => {
    fc.assert(
      fc.property(anyRule, fc.constantFrom('CLINIC\\anna', null), (rule, user) => {
        const task = parsed(windowsTask(rule, { ...windows, user }));
        expect(task.name).toBe('Task');
        expect(task.attributes).toEqual({
          version: '1.2',
          xmlns: 'http://schemas.microsoft.com/windows/2004/02/mit/task',
        });
        expectOrder(task);
        // That the action's context is a principal is a key of the schema.
        const [principals] = task.children.filter(({ name }) => name === 'Principals');
        const [actions] = task.children.filter(({ name }) => name === 'Actions');
        expect(actions?.attributes['Context']).toBe(principals?.children[0]?.attributes['id']);
      }),
    );
  });

  it('runs the rule at its time, one at once, as the person who is signed in', () => {
    const task = parsed(windowsTask(scheduled(daily('17:30')), windows));
    const trigger = 'Triggers/CalendarTrigger';
    expect(textsAt(task, `${trigger}/StartBoundary`)).toEqual(['2026-01-01T17:30:00']);
    expect(textsAt(task, `${trigger}/ScheduleByDay/DaysInterval`)).toEqual(['1']);
    expect(textsAt(task, `${trigger}/Repetition`)).toEqual([]);
    expect(textsAt(task, 'Actions/Exec/Command')).toEqual([windows.command]);
    expect(textsAt(task, 'Actions/Exec/Arguments')).toEqual([
      String.raw`--data-dir "C:\Users\anna\CIIS data" run r-1`,
    ]);
    expect(textsAt(task, 'Principals/Principal/UserId')).toEqual([String.raw`CLINIC\anna`]);
    expect(textsAt(task, 'Principals/Principal/LogonType')).toEqual(['InteractiveToken']);
    expect(textsAt(task, 'Principals/Principal/RunLevel')).toEqual(['LeastPrivilege']);
    expect(textsAt(task, 'Settings/MultipleInstancesPolicy')).toEqual(['IgnoreNew']);
    expect(textsAt(task, 'Settings/ExecutionTimeLimit')).toEqual(['PT12H']);
    expect(textsAt(task, 'Settings/DisallowStartIfOnBatteries')).toEqual(['false']);
  });

  it.each([true, false])('does what was missed as the rule says: %s', (runMissed) => {
    const task = parsed(windowsTask(scheduled(daily('17:30'), runMissed), windows));
    expect(textsAt(task, 'Settings/StartWhenAvailable')).toEqual([String(runMissed)]);
  });

  it('knows weekdays', () => {
    const task = parsed(windowsTask(scheduled(daily('06:05', 'weekdays')), windows));
    const week = task.children[1]?.children[0]?.children.at(-1);
    expect(week?.name).toBe('ScheduleByWeek');
    expect(week?.children.at(-1)?.children.map(({ name }) => name)).toEqual(
      order['DaysOfWeek']?.slice(0, 5),
    );
  });

  it.each([
    [1, ['PT1M']],
    [90, ['PT90M']],
    [1439, ['PT1439M']],
    // An interval as long as its duration is refused: once a day says the same.
    [1440, []],
  ])('repeats every %i minutes from midnight on', (minutes, interval) => {
    const task = parsed(windowsTask(scheduled(every(minutes)), windows));
    const trigger = 'Triggers/CalendarTrigger';
    expect(textsAt(task, `${trigger}/StartBoundary`)).toEqual(['2026-01-01T00:00:00']);
    expect(textsAt(task, `${trigger}/Repetition/Interval`)).toEqual(interval);
    expect(textsAt(task, `${trigger}/Repetition/Duration`)).toEqual(interval.map(() => 'P1D'));
  });

  it('watches from the start of the computer or the sign-in on, without a limit of time', () => {
    const task = parsed(windowsTask(watch, windows));
    expect(textsAt(task, 'Triggers/BootTrigger/Enabled')).toEqual(['true']);
    expect(textsAt(task, 'Triggers/LogonTrigger/UserId')).toEqual([String.raw`CLINIC\anna`]);
    expect(textsAt(task, 'Actions/Exec/Arguments')).toEqual([
      String.raw`--data-dir "C:\Users\anna\CIIS data" watch`,
    ]);
    expect(textsAt(task, 'Settings/ExecutionTimeLimit')).toEqual(['PT0S']);
    expect(textsAt(task, 'Settings/StartWhenAvailable')).toEqual(['false']);
    expect(textsAt(task, 'Settings/RestartOnFailure/Count')).toEqual(['255']);
  });

  it('keeps names as they are, whatever is in them', () => {
    const name = `Impfstelle Köln & "Süd" <b>]]> 'ß' 100 % 💉`;
    const task = parsed(windowsTask(scheduled(every(60), true, name), windows));
    expect(textsAt(task, 'RegistrationInfo/Description')).toEqual([
      `CIIS Connect: sends files by the rule "${name}"`,
    ]);
  });

  it('says in which encoding it must be written, on lines of Windows', () => {
    const text = windowsTask(watch, windows);
    expect(text.startsWith('<?xml version="1.0" encoding="UTF-16"?>\r\n<Task ')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('gives each argument back to the program as it was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', ' ', '"', '\\', 'ü', '&') })),
        (args) => {
          const task = parsed(windowsTask(watch, { ...windows, args }));
          const [line = ''] = textsAt(task, 'Actions/Exec/Arguments');
          expect(takenApart(line)).toEqual([...args, 'watch']);
        },
      ),
    );
  });

  it.each([
    ['not-supported', 'C:\\%TEMP%\\x'],
    ['invalid-input', 'C:\\a\nb'],
    ['invalid-input', 'C:\\\ud800'],
    ['none', 'C:\\100 %'],
  ])('answers %s for a folder that it can or can not carry', (code, folder) => {
    expect(refusal(() => windowsTask(watch, { ...windows, args: [folder] }))).toBe(code);
  });
});

/** As CommandLineToArgvW does it: 2n backslashes and a quotation mark are n, and the mark opens or closes. */
function takenApart(line: string): readonly string[] {
  const args: string[] = [];
  let [word, isQuoted, hasWord] = ['', false, false];
  for (let index = 0; index < line.length; index++) {
    const slashes = /^\\*/.exec(line.slice(index))?.[0].length ?? 0;
    const character = line[index + slashes];
    if (character === '"') {
      word += '\\'.repeat(Math.floor(slashes / 2));
      if (slashes % 2 === 1) word += '"';
      else isQuoted = !isQuoted;
      hasWord = true;
      index += slashes;
    } else if (slashes > 0) {
      word += '\\'.repeat(slashes);
      hasWord = true;
      index += slashes - 1;
    } else if (character === ' ' && !isQuoted) {
      if (hasWord) args.push(word);
      [word, hasWord] = ['', false];
    } else {
      word += character ?? '';
      hasWord = true;
    }
  }
  return hasWord ? [...args, word] : args;
}
