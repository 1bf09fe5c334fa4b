import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { tempFolder } from '../../storage/testing/temp-database.ts';
import { FakeClock } from '../../transfer/testing/fake-clock.ts';
import { Screen } from '../screen.ts';
import { MemoryRules, sitesOfRules, someRule, someRun } from '../testing/memory-rules.ts';
import { recordedIo } from '../testing/recorded-io.ts';
import { watchRules } from './watch.ts';

function watch(health: string | null, json = true) {
  const automation = new MemoryRules([someRule()]);
  const clock = new FakeClock();
  const io = recordedIo();
  const services = { automation, sites: sitesOfRules };
  const command = { kind: 'watch', json, health } as const;
  const ended = watchRules(services, new Screen(io, false), io, command, clock);
  const events = () =>
    io
      .stdout()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { automation, clock, io, ended, events };
}

const trouble = { code: 'local-not-found', detail: '' } as const;

it('tells each thing once, and ends when it is asked to', async () => {
  const { automation, io, ended, events } = watch(null);
  expect(automation.started).toBe(true);
  const running = someRun({ endedAt: null, outcome: null });
  automation.change([someRule({ lastRun: running })]);
  automation.change([someRule({ lastRun: running })]);
  automation.end(someRule(), someRun({ sent: 2 }));
  automation.change([someRule({ trouble })]);
  automation.change([someRule({ trouble })]);
  automation.change([someRule()]);
  io.stop();
  expect(await ended).toBe(0);
  expect(automation.over).toBe(true);
  expect(events().map(({ event }) => event)).toEqual([
    ...['started', 'run-began', 'run', 'trouble', 'trouble', 'stopped'],
  ]);
  expect(events()[2]).toMatchObject({ rule: 'Nightly', ruleId: 'r1', sent: 2, outcome: 'done' });
  expect(events()[3]).toMatchObject({ error: { code: 'local-not-found' } });
  expect(events()[4]).toMatchObject({ error: null });
});

it('says it in words for a person', async () => {
  const { automation, io, ended } = watch(null, false);
  automation.end(someRule(), someRun({ outcome: 'some-not', failed: 1, notes: ['a.hl7: No.'] }));
  io.stop();
  await ended;
  expect(io.stdout()).toContain('Nightly  Some files did not arrive: 1 failed.\n    a.hl7: No.\n');
});

it('keeps a health file: at each event, every minute, and a last time', async () => {
  const folder = tempFolder();
  const path = join(folder, 'health.json');
  const { automation, clock, io, ended } = watch(path);
  const health = () => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  await vi.waitFor(() => expect(health()).toMatchObject({ status: 'running', time: clock.now() }));
  automation.change([someRule({ trouble, lastSuccessAt: 7 })]);
  await vi.waitFor(() =>
    expect(health()).toMatchObject({
      rules: [{ rule: 'Nightly', lastSuccessAt: 7, trouble: { code: 'local-not-found' } }],
    }),
  );
  clock.pass(60_000);
  await vi.waitFor(() => expect(health()['time']).toBe(clock.now()));
  io.stop();
  await ended;
  expect(health()).toMatchObject({ status: 'stopped' });
  expect(readdirSync(folder)).toEqual(['health.json']);
});

it('goes on where the health file can not be written, and says so once', async () => {
  const path = join(tempFolder(), 'gone', 'health.json');
  const { automation, clock, io, ended } = watch(path);
  await vi.waitFor(() => expect(io.stderr()).toContain('local-not-found'));
  const said = io.stderr();
  automation.change([someRule({ trouble })]);
  clock.pass(60_000);
  io.stop();
  expect(await ended).toBe(0);
  expect(io.stderr().replace(/^Ending.*\n/m, '')).toBe(said);
  expect(existsSync(path)).toBe(false);
});
