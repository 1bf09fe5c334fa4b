import { describe, expect, it } from 'vitest';
import { UsageError } from './command.ts';
import { parse } from './parse.ts';

const commandOf = (...args: string[]) => parse(args).command;

describe('the commands of rules', () => {
  it('run names rules, or all of them', () => {
    expect(commandOf('run', 'Nightly', 'r2', '--json')).toEqual({
      ...{ kind: 'run', rules: ['Nightly', 'r2'], json: true },
    });
    expect(commandOf('run', '--all')).toEqual({ kind: 'run', rules: [], json: false });
  });

  it('watch and status take nothing but options', () => {
    expect(commandOf('watch', '--health', 'h.json')).toEqual({
      ...{ kind: 'watch', json: false, health: 'h.json' },
    });
    expect(commandOf('status', '--json')).toEqual({ kind: 'status', json: true });
  });

  it('schedule exports one rule in one form', () => {
    expect(commandOf('schedule', 'export', 'Nightly', '--cron')).toEqual({
      ...{ kind: 'schedule-export', rule: 'Nightly', form: 'cron' },
    });
  });

  it.each([
    [['run'], 'Say which rule'],
    [['run', ''], 'Say which rule'],
    [['run', 'a', '--all'], 'name none beside it'],
    [['watch', 'a'], 'was not understood'],
    [['watch', '--health', ''], 'needs a file'],
    [['status', 'a'], 'was not understood'],
    [['status', '--health', 'h'], 'does not take --health'],
    [['schedule', 'Nightly', '--cron'], 'knows export'],
    [['schedule', 'export', '--cron'], 'Say which rule'],
    [['schedule', 'export', 'a', 'b', '--cron'], 'One rule at a time'],
    [['schedule', 'export', 'a'], '--windows, --cron or --systemd'],
    [['schedule', 'export', 'a', '--cron', '--systemd'], '--windows, --cron or --systemd'],
  ])('%j is refused', (args, words) => {
    expect(() => parse(args)).toThrow(UsageError);
    expect(() => parse(args)).toThrow(words);
  });
});
