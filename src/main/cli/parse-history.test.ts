import { describe, expect, it } from 'vitest';
import { UsageError } from './command.ts';
import { parse } from './parse.ts';

const command = (...args: string[]) => parse(['history', ...args]).command;

describe('the arguments of the history', () => {
  it('are none, or what to show and how', () => {
    const all = { site: null, since: null, until: null, outcomes: null, search: '', limit: null };
    expect(command()).toEqual({ kind: 'history', form: 'table', ...all });
    expect(
      command(
        ...['--site', 'CIIS SFTP', '--since', '30d', '--until', '2026-11-24', '--csv'],
        ...['--status', 'failed,unknown', '--search', 'batch', '--limit', '5'],
      ),
    ).toEqual({
      ...{ kind: 'history', form: 'csv', site: 'CIIS SFTP', search: 'batch', limit: 5 },
      ...{ since: { daysAgo: 30 }, until: { date: '2026-11-24' }, outcomes: ['failed', 'unknown'] },
    });
    expect(command('--json')).toMatchObject({ form: 'json' });
  });

  it.each([
    [['batch'], '"batch" was not understood'],
    [['--json', '--csv'], 'exclude each other'],
    [['--since', '2026-02-30'], '--since is a day'],
    [['--until', 'yesterday'], '--until is a day'],
    [['--since', '-3d'], '--since'],
    [['--status', 'lost'], '"lost" is no way to end'],
    [['--limit', '0'], '--limit is how many'],
    [['--limit', '1k'], '--limit is how many'],
    [['--search', 'x'.repeat(201)], '200 characters'],
    [['--site', ''], 'no site'],
    [['--to', '/in'], 'does not take --to'],
  ])('%j are refused', (args, why) => {
    expect(() => command(...args)).toThrow(UsageError);
    expect(() => command(...args)).toThrow(why);
  });
});
