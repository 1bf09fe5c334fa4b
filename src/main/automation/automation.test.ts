import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Failure } from '../../shared/domain/error.ts';
import { newRuleSettings, type RuleRun, type RuleSettings } from '../../shared/domain/rule.ts';
import { newSiteSettings } from '../../shared/domain/site.ts';
import { SiteStore } from '../sites/site-store.ts';
import type { Database } from '../storage/database.ts';
import { tempDatabase, tempFolder } from '../storage/testing/temp-database.ts';
import { FakeClock } from '../transfer/testing/fake-clock.ts';
import { Automation } from './automation.ts';
import type { FolderWatchParts } from './folder-watch.ts';
import { RuleLocks } from './rule-locks.ts';
import { nothingYet, RuleRuns } from './rule-runs.ts';
import { RuleStore } from './rule-store.ts';
import type { RuleRunResult } from './run-rule.ts';

/** A folder whose files are ready when the test says so. */
class ScriptedWatch {
  readonly parts: FolderWatchParts;
  files: string[] = [];
  readonly takenFiles = new Set<string>();
  state: 'new' | 'started' | 'stopped' = 'new';

  constructor(parts: FolderWatchParts) {
    this.parts = parts;
  }

  start(): void {
    this.state = 'started';
  }

  stop(): Promise<void> {
    this.state = 'stopped';
    return Promise.resolve();
  }

  look(): Promise<readonly string[]> {
    return Promise.resolve(this.files.filter((file) => !this.takenFiles.has(file)));
  }

  taken(paths: readonly string[]): void {
    for (const path of paths) this.takenFiles.add(path);
  }

  come(...files: string[]): void {
    this.files.push(...files);
    this.parts.onReady(this.files);
  }
}

interface World {
  readonly db: Database;
  readonly clock: FakeClock;
  readonly locks: string;
  readonly folder: string;
}

const world = (): World => ({
  ...{ db: tempDatabase(), clock: new FakeClock(), locks: tempFolder(), folder: tempFolder() },
});

type CarryOut = (files: readonly string[], signal: AbortSignal) => Promise<RuleRunResult>;

/** A process with the automation in it; several may share a world. */
function office({ db, clock, locks, folder }: World = world()) {
  let ids = 0;
  const newId = () => `id${++ids}`;
  const sites = new SiteStore(db, { newId });
  const siteId =
    sites.find('Clinic')?.id ??
    sites.create({ ...newSiteSettings('sftp'), label: 'Clinic', host: 'h', username: 'u' }).id;
  const watches: ScriptedWatch[] = [];
  const carried: { name: string; files: readonly string[] }[] = [];
  const ended: RuleRun[] = [];
  const carry: { out: CarryOut } = {
    out: (files) =>
      Promise.resolve({ ...nothingYet, sent: files.length, outcome: 'done', left: [] }),
  };
  const runs = new RuleRuns(db, clock);
  const automation = new Automation({
    store: new RuleStore(db, { newId }),
    runs,
    locks: new RuleLocks(locks),
    sites,
    clock,
    openWatch: (parts) => {
      const watch = new ScriptedWatch(parts);
      // One that is made for a single run finds what the last one would.
      watch.files = state.files;
      watches.push(watch);
      return watch;
    },
    carryOut: ({ name }, files, signal) => {
      carried.push({ name, files });
      return carry.out(files, signal);
    },
  });
  const state = { files: [] as string[] };
  automation.onRunEnded((_rule, run) => ended.push(run));
  onTestFinished(() => automation.shutDown());
  const settings = (change: Partial<RuleSettings> = {}): RuleSettings => ({
    ...newRuleSettings(),
    ...{ name: 'Watch', siteId, folder },
    ...change,
  });
  /** The last folder that was opened. */
  const watch = (): ScriptedWatch => {
    const last = watches.at(-1);
    if (last === undefined) throw new Error('no folder is watched');
    return last;
  };
  /** Lets time pass until it is so. */
  const until = (check: () => void, ms = 1000): Promise<void> =>
    vi.waitFor(
      () => {
        clock.pass(ms);
        check();
      },
      { interval: 2, timeout: 5000 },
    );
  return {
    automation,
    sites,
    siteId,
    watches,
    watch,
    carried,
    ended,
    carry,
    runs,
    settings,
    until,
    state,
  };
}

const failedBy = (code: Failure['code'], files: readonly string[]): RuleRunResult => ({
  ...{ ...nothingYet, failed: files.length, outcome: 'failed' },
  ...{ failure: { code, detail: '' }, left: files },
});

const daily = {
  kind: 'schedule',
  schedule: { kind: 'every', minutes: 60 },
  runMissed: true,
} as const;

describe('a rule', () => {
  it('needs a site that takes files and a whole path', () => {
    const { automation, sites, settings } = office();
    const web = sites.create({
      ...newSiteSettings('web'),
      label: 'Page',
      host: 'w.example.org',
      url: 'https://w.example.org/',
    });
    expect(() => automation.save(null, settings({ siteId: 'none' }))).toThrow('Choose a site');
    expect(() => automation.save(null, settings({ siteId: web.id }))).toThrow('for the browser');
    expect(() => automation.save(null, settings({ folder: 'exports' }))).toThrow('whole path');
    expect(automation.list()).toEqual([]);
    expect(automation.save(null, settings())).toMatchObject({
      ...{ nextRunAt: null, lastRun: null, lastSuccessAt: null, trouble: null },
    });
  });

  it('does nothing by itself before it is started, and says when it would', async () => {
    const { automation, watches, carried, settings, until } = office();
    automation.save(null, settings({ name: 'Hourly', start: daily }));
    automation.save(null, settings());
    expect(automation.list().map(({ nextRunAt }) => nextRunAt !== null)).toEqual([true, false]);
    await until(() => undefined, 3 * 3_600_000);
    expect(watches).toEqual([]);
    expect(carried).toEqual([]);
  });

  it('says that its site is gone', () => {
    const { automation, sites, siteId, settings } = office();
    automation.save(null, settings());
    sites.remove(siteId);
    expect(automation.list()[0]?.trouble?.code).toBe('site-not-found');
  });
});

describe('a folder that is watched', () => {
  it('is sent from as files come, each once, and the run is kept', async () => {
    const { automation, watch, carried, ended, settings } = office();
    const { id } = automation.save(null, settings());
    automation.start();
    watch().come('/f/a.hl7');
    await vi.waitFor(() => expect(ended).toHaveLength(1));
    expect(carried).toEqual([{ name: 'Watch', files: ['/f/a.hl7'] }]);
    watch().come('/f/b.hl7');
    await vi.waitFor(() => expect(ended).toHaveLength(2));
    expect(carried[1]?.files).toEqual(['/f/b.hl7']);
    expect(automation.runs(id).map(({ sent, outcome }) => [sent, outcome])).toEqual([
      [1, 'done'],
      [1, 'done'],
    ]);
    expect(automation.list()[0]).toMatchObject({ lastRun: { outcome: 'done' }, nextRunAt: null });
  });

  it('is not watched while the rule is paused, and anew when the rule is changed', async () => {
    const { automation, watches, watch, settings } = office();
    const { id } = automation.save(null, settings());
    automation.start();
    automation.setPaused(id, true);
    expect(watch().state).toBe('stopped');
    automation.setPaused(id, false);
    expect(watches.map(({ state }) => state)).toEqual(['stopped', 'started']);
    automation.save(id, settings({ pattern: '*.txt' }));
    expect(watches.map(({ state }) => state)).toEqual(['stopped', 'stopped', 'started']);
    automation.save(id, settings({ pattern: '*.txt', notify: 'all' }));
    expect(watches).toHaveLength(3);
    automation.remove(id);
    expect(watch().state).toBe('stopped');
    await automation.shutDown();
  });

  it('that is not there is told, until it is back', () => {
    const { automation, watch, settings } = office();
    automation.save(null, settings());
    automation.start();
    watch().parts.onTrouble({ code: 'local-not-found', detail: '' });
    expect(automation.list()[0]?.trouble?.code).toBe('local-not-found');
    watch().parts.onTrouble(null);
    expect(automation.list()[0]?.trouble).toBeNull();
  });

  it('what did not arrive is tried again after a minute, then later and later', async () => {
    const { automation, watch, carried, carry, ended, settings, until } = office();
    automation.save(null, settings());
    automation.start();
    carry.out = (files) => Promise.resolve(failedBy('port-silent', files));
    watch().come('/f/a.hl7');
    await vi.waitFor(() => expect(ended).toHaveLength(1));
    await until(() => undefined, 30_000);
    expect(carried).toHaveLength(1);
    await until(() => expect(carried).toHaveLength(2), 15_000);
    expect(carried[1]?.files).toEqual(['/f/a.hl7']);
    await vi.waitFor(() => expect(ended).toHaveLength(2));
    await until(() => undefined, 60_000);
    expect(carried).toHaveLength(2);
  });

  it('a sign-in that was refused is not repeated for new files, but after something was changed', async () => {
    const { automation, sites, siteId, watch, carried, carry, ended, settings, until } = office();
    automation.save(null, settings());
    automation.start();
    carry.out = (files) => Promise.resolve(failedBy('login-refused', files));
    watch().come('/f/a.hl7');
    await vi.waitFor(() => expect(ended).toHaveLength(1));
    expect(automation.list()[0]?.trouble?.code).toBe('login-refused');
    watch().come('/f/b.hl7');
    await until(() => undefined, 3_600_000);
    expect(carried).toHaveLength(1);
    sites.update(siteId, { ...sites.get(siteId), username: 'other' });
    await vi.waitFor(() => expect(carried).toHaveLength(2));
    expect([...(carried[1]?.files ?? [])].sort()).toEqual(['/f/a.hl7', '/f/b.hl7']);
  });

  it('nor where files came while it signed in', async () => {
    const { automation, watch, carried, carry, ended, settings, until } = office();
    automation.save(null, settings());
    automation.start();
    carry.out = (files) => {
      watch().come('/f/b.hl7');
      return Promise.resolve(failedBy('login-refused', files));
    };
    watch().come('/f/a.hl7');
    await vi.waitFor(() => expect(ended).toHaveLength(1));
    await until(() => undefined, 60_000);
    expect(carried).toHaveLength(1);
  });

  it('is one process at a time: the other says so, and takes over when it ends', async () => {
    const shared = world();
    const [one, other] = [office(shared), office(shared)];
    one.automation.save(null, one.settings());
    one.automation.start();
    other.automation.start();
    expect(other.automation.list()[0]?.trouble?.code).toBe('rule-running');
    expect(other.watches).toEqual([]);
    const { id } = one.automation.list()[0] ?? { id: '' };
    await expect(other.automation.run(id)).rejects.toThrow('rule-running');
    await one.automation.shutDown();
    await other.until(() => expect(other.watches).toHaveLength(1), 15_000);
    expect(other.automation.list()[0]?.trouble).toBeNull();
  });

  it('is watched when another process has made the rule', async () => {
    const shared = world();
    const [one, other] = [office(shared), office(shared)];
    one.automation.start();
    other.automation.save(null, other.settings());
    await one.until(() => expect(one.watches).toHaveLength(1), 15_000);
  });
});

describe('a rule with a schedule', () => {
  it('sends what is there at its time, and only notes a look without files', async () => {
    const shared = world();
    const { automation, carried, ended, settings, until, state } = office(shared);
    const { id } = automation.save(null, settings({ name: 'Hourly', start: daily }));
    automation.start();
    const due = automation.list()[0]?.nextRunAt ?? 0;
    shared.clock.pass(due - shared.clock.now());
    await vi.waitFor(() => expect(automation.list()[0]?.lastSuccessAt).toBeGreaterThanOrEqual(due));
    expect(automation.runs(id)).toEqual([]);
    expect(automation.list()[0]).toMatchObject({ lastRun: null, nextRunAt: due + 3_600_000 });
    writeFileSync(join(shared.folder, 'a.hl7'), 'made up');
    state.files = ['/f/a.hl7'];
    await until(() => expect(ended).toHaveLength(1), 30_000);
    expect(carried).toEqual([{ name: 'Hourly', files: ['/f/a.hl7'] }]);
  });

  it('is done by one process only', async () => {
    const shared = world();
    const [one, other] = [office(shared), office(shared)];
    writeFileSync(join(shared.folder, 'a.hl7'), 'made up');
    for (const each of [one, other]) each.state.files = ['/f/a.hl7'];
    one.automation.save(null, one.settings({ name: 'Hourly', start: daily }));
    one.automation.start();
    other.automation.start();
    const due = one.automation.list()[0]?.nextRunAt ?? 0;
    shared.clock.pass(due - shared.clock.now());
    await one.until(() => expect(one.ended.length + other.ended.length).toBe(1), 1000);
    await one.until(() => undefined, 60_000);
    expect(one.carried.length + other.carried.length).toBe(1);
  });

  it('says why where its folder is not there', async () => {
    const { automation, settings } = office();
    const { id } = automation.save(
      null,
      settings({ name: 'Hourly', start: daily, folder: join(tempFolder(), 'gone') }),
    );
    const run = await automation.runToEnd(id, new AbortController().signal);
    expect(run).toMatchObject({ outcome: 'failed', failure: { code: 'local-not-found' } });
    expect(automation.runs(id)).toHaveLength(1);
  });

  it('keeps no run that only found what stays there after it was sent', async () => {
    const shared = world();
    const { automation, carry, carried, settings, until, state } = office(shared);
    const { id } = automation.save(null, settings({ start: daily, afterwards: 'leave' }));
    writeFileSync(join(shared.folder, 'a.hl7'), 'made up');
    state.files = ['/f/a.hl7'];
    carry.out = () => Promise.resolve({ ...nothingYet, known: 1, outcome: 'done', left: [] });
    let run: RuleRun | undefined;
    void automation.runToEnd(id, new AbortController().signal).then((end) => (run = end));
    await until(() => expect(run).toBeDefined());
    expect(run).toMatchObject({ known: 1, outcome: 'done', id: 0 });
    expect(carried).toHaveLength(1);
    expect(automation.runs(id)).toEqual([]);
  });
});

describe('a run that a person asks for', () => {
  it('also runs a paused rule, and is refused while it runs', async () => {
    const { automation, carry, ended, watch, settings } = office();
    const { id } = automation.save(null, settings());
    automation.start();
    let end = (): void => undefined;
    carry.out = (files) =>
      new Promise((resolve) => {
        end = () => resolve({ ...nothingYet, sent: files.length, outcome: 'done', left: [] });
      });
    watch().files.push('/f/a.hl7');
    await automation.run(id);
    await expect(automation.run(id)).rejects.toThrow('rule-running');
    await vi.waitFor(() => expect(automation.list()[0]?.lastRun).toMatchObject({ endedAt: null }));
    automation.setPaused(id, true);
    end();
    await vi.waitFor(() => expect(ended).toHaveLength(1));
    await automation.run(id);
    await expect(automation.run('none')).rejects.toThrow('rule-not-found');
  });

  it('is stopped when the program ends, and says so', async () => {
    const { automation, carry, carried, watch, settings } = office();
    const { id } = automation.save(null, settings());
    automation.start();
    carry.out = (files, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () =>
          resolve({ ...nothingYet, failed: 1, outcome: 'interrupted', left: files }),
        );
      });
    watch().come('/f/a.hl7');
    await vi.waitFor(() => expect(carried).toHaveLength(1));
    await automation.shutDown();
    expect(automation.runs(id)[0]).toMatchObject({ outcome: 'interrupted', failed: 1 });
    await expect(automation.run(id)).rejects.toThrow('cancelled');
  });
});

it('a run whose program was killed is interrupted, and not while it still runs elsewhere', async () => {
  const shared = world();
  const [one, other] = [office(shared), office(shared)];
  const { id } = one.automation.save(null, one.settings());
  one.runs.begin(id);
  const lock = new RuleLocks(shared.locks);
  lock.take(id);
  expect(other.automation.runs(id)[0]?.outcome).toBeNull();
  lock.release(id);
  expect(other.automation.runs(id)[0]?.outcome).toBe('interrupted');
  await one.automation.shutDown();
});
