import { Cron } from 'croner';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTime } from './next-time.ts';
import { crontabLine, systemdUnits, type Program } from './task-files.ts';
import { anySchedule, daily, every, refusal, scheduled, watch } from './testing/some-rules.ts';

const unix: Program = { command: '/usr/bin/ciis-connect', args: [], user: 'anna' };

describe('a line for cron', () => {
  it.each([
    ['30 17 * * * /usr/bin/ciis-connect run r-1', daily('17:30')],
    ['5 6 * * 1-5 /usr/bin/ciis-connect run r-1', daily('06:05', 'weekdays')],
    ['* * * * * /usr/bin/ciis-connect run r-1', every(1)],
    ['*/5 * * * * /usr/bin/ciis-connect run r-1', every(5)],
    ['0 * * * * /usr/bin/ciis-connect run r-1', every(60)],
    ['0 */5 * * * /usr/bin/ciis-connect run r-1', every(300)],
    ['0 0 * * * /usr/bin/ciis-connect run r-1', every(1440)],
  ])('%s', (line, schedule) => {
    expect(crontabLine(scheduled(schedule), unix)).toBe(line);
  });

  it('is more than one where one can not say it', () => {
    expect(crontabLine(scheduled(every(90)), unix).split('\n')).toEqual([
      '0 */3 * * * /usr/bin/ciis-connect run r-1',
      '30 1,4,7,10,13,16,19,22 * * * /usr/bin/ciis-connect run r-1',
    ]);
  });

  it('means the times of the rule, all of them and no other', () => {
    fc.assert(
      fc.property(anySchedule, (schedule) => {
        const lines = crontabLine(scheduled(schedule), unix).split('\n');
        const patterns = lines.map(
          (line) => new Cron(line.split(' ').slice(0, 5).join(' '), { timezone: 'UTC' }),
        );
        let cronAt = Date.UTC(2026, 4, 7, 21, 13);
        let ruleAt = cronAt;
        for (let times = 0; times < 30; times++) {
          cronAt = Math.min(
            ...patterns.map((each) => each.nextRun(new Date(cronAt))?.getTime() ?? Infinity),
          );
          ruleAt = nextTime(schedule, ruleAt, 'UTC');
          expect(cronAt).toBe(ruleAt);
        }
      }),
    );
  });

  it('watches from the start of the computer on', () => {
    expect(crontabLine(watch, unix)).toBe('@reboot /usr/bin/ciis-connect watch');
  });

  it('keeps words together, and "%" for itself', () => {
    const program = {
      command: '/opt/CIIS Connect/run',
      args: ['-d', "it's 5%", 'ü', ''],
      user: null,
    };
    expect(crontabLine(watch, program)).toBe(
      String.raw`@reboot '/opt/CIIS Connect/run' -d 'it'\''s 5\%' 'ü' '' watch`,
    );
  });

  it('is refused where a folder would begin another line', () => {
    const args = ['/data\n* * * * * rm'];
    expect(refusal(() => crontabLine(watch, { ...unix, args }))).toBe('invalid-input');
    expect(refusal(() => systemdUnits(watch, { ...unix, args }))).toBe('invalid-input');
    const named = scheduled(every(60), true, 'a\nExecStart=/bin/rm');
    expect(refusal(() => systemdUnits(named, unix))).toBe('invalid-input');
  });
});

describe('units for systemd', () => {
  it('are a service that runs once and its timer', () => {
    const { service, timer } = systemdUnits(scheduled(daily('17:30', 'weekdays')), unix);
    expect(service.split('\n')).toEqual([
      '[Unit]',
      'Description=CIIS Connect: sends files by the rule "Evening"',
      '',
      '[Service]',
      'Type=oneshot',
      'TimeoutStartSec=12h',
      'ExecStart=/usr/bin/ciis-connect run r-1',
      '',
    ]);
    expect(timer?.split('\n')).toEqual([
      '[Unit]',
      'Description=CIIS Connect: sends files by the rule "Evening"',
      '',
      '[Timer]',
      'OnCalendar=Mon..Fri *-*-* 17:30:00',
      'AccuracySec=1s',
      'Persistent=true',
      '',
      '[Install]',
      'WantedBy=timers.target',
      '',
    ]);
  });

  it.each([
    [1, ['*:*']],
    [15, ['*:0/15']],
    [60, ['*:0']],
    [120, ['0/2:0']],
    [720, ['0/12:0']],
    [1440, ['0:0']],
    [90, ['0/3:0', '1,4,7,10,13,16,19,22:30']],
  ])('say every %i minutes', (minutes, times) => {
    const { timer } = systemdUnits(scheduled(every(minutes), false), unix);
    const calendar = timer?.split('\n').filter((line) => line.startsWith('OnCalendar='));
    expect(calendar).toEqual(times.map((time) => `OnCalendar=*-*-* ${time}:00`));
    expect(timer).toContain('\nPersistent=false\n');
  });

  it('are a service alone for a watch, which is begun again when it fails', () => {
    const { service, timer } = systemdUnits(watch, unix);
    expect(timer).toBe(null);
    expect(service).toContain('\nType=simple\nRestart=on-failure\nRestartSec=60\n');
    expect(service).toContain('\nExecStart=/usr/bin/ciis-connect watch\n');
    expect(service).toContain('\n[Install]\nWantedBy=default.target\n');
  });

  it('keep names and words as they are', () => {
    const program = {
      command: '/opt/CIIS $1 Connect/run',
      args: ['50%', 'a "b" \\', '$HOME', ';', ''],
      user: null,
    };
    const { service } = systemdUnits(scheduled(every(60), true, 'Köln 100 % \\'), program);
    expect(service).toContain(
      '\nDescription=CIIS Connect: sends files by the rule "Köln 100 %% \\"\n',
    );
    expect(service).toContain(
      String.raw`ExecStart="/opt/CIIS $1 Connect/run" "50%%" "a \"b\" \\" "$$HOME" ";" "" run r-1`,
    );
  });
});
