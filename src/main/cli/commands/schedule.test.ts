import { expect, it } from 'vitest';
import { Screen } from '../screen.ts';
import { MemoryRules, someRule } from '../testing/memory-rules.ts';
import { recordedIo } from '../testing/recorded-io.ts';
import { exportSchedule, thisProgram } from './schedule.ts';

const start = {
  kind: 'schedule',
  schedule: { kind: 'daily', at: '17:30', days: 'weekdays' },
  runMissed: true,
} as const;
const program = { command: '/usr/bin/ciis', args: ['--data-dir', '/data'], user: null };

function print(form: 'windows' | 'cron' | 'systemd', change = {}) {
  const io = recordedIo();
  const automation = new MemoryRules([someRule({ start, ...change })]);
  const command = { kind: 'schedule-export', rule: 'Nightly', form } as const;
  exportSchedule(automation, new Screen(io, false), command, program);
  return { out: io.stdout(), err: io.stderr() };
}

it('prints a task for each system, and what is to be known about it beside it', () => {
  expect(print('windows').out).toMatch(/^<\?xml version="1\.0" encoding="UTF-16"\?>/);
  expect(print('windows').err).toContain('UTF-16');
  expect(print('cron').out).toBe('30 17 * * 1-5 /usr/bin/ciis --data-dir /data run r1\n');
  expect(print('systemd').out).toMatch(/^# ciis-connect\.service\n[^]*# ciis-connect\.timer\n/);
  expect(print('systemd', { start: { kind: 'watch' } }).out).not.toContain('.timer');
  expect(print('cron', { paused: true }).err).toContain('paused');
});

it('calls this very program, with the places that are not the usual ones', () => {
  const windows = {
    execPath: 'C:\\node.exe',
    argv: ['node', 'C:\\cli.js'],
    platform: 'win32',
  } as const;
  const environment = { USERDOMAIN: 'CLINIC', USERNAME: 'anna', USER: 'x' };
  const argv = [...windows.argv];
  const places = { dataFolder: 'D:\\data', secretsFile: 'D:\\secrets.json' };
  expect(thisProgram({ ...windows, argv }, environment, places)).toEqual({
    command: 'C:\\node.exe',
    args: ['C:\\cli.js', '--data-dir', 'D:\\data', '--secrets-file', 'D:\\secrets.json'],
    user: 'CLINIC\\anna',
  });
  const linux = { execPath: '/node', argv: ['node', '/cli.js'], platform: 'linux' } as const;
  const usual = { dataFolder: null, secretsFile: null };
  expect(thisProgram({ ...linux, argv: [...linux.argv] }, { USER: 'anna' }, usual)).toEqual({
    ...{ command: '/node', args: ['/cli.js'], user: 'anna' },
  });
});
