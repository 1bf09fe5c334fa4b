import { describe, expect, it } from 'vitest';
import type { Check, Sweep } from '../../shared/domain/check.ts';
import { AppError, type Failure } from '../../shared/domain/error.ts';
import type { MessageFile, MessageRow, SendRun } from '../../shared/domain/message-file.ts';
import { settingsSchema } from '../../shared/domain/settings.ts';
import { someRule } from '../../shared/domain/testing/some-rule.ts';
import type { SessionLogLine } from '../../shared/domain/session.ts';
import type { AppEvents, SitesSnapshot } from '../../shared/ipc/contract.ts';
import { begun } from '../checks/testing/walk.ts';
import { PromptDesk } from '../prompts/prompt-desk.ts';
import { publishChanges, type PublisherParts } from './publisher.ts';

/** A source of one kind of event, and whether anybody still listens to it. */
function source<Values extends unknown[]>() {
  const listeners = new Set<(...values: Values) => void>();
  return {
    on: (listener: (...values: Values) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell: (...values: Values) => listeners.forEach((listener) => listener(...values)),
    heard: () => listeners.size > 0,
  };
}

function handClock() {
  const timers = new Set<() => void>();
  return {
    now: () => 0,
    elapsed: () => 0,
    after(_ms: number, act: () => void) {
      timers.add(act);
      return () => void timers.delete(act);
    },
    pass() {
      const due = [...timers];
      timers.clear();
      due.forEach((act) => act());
    },
  };
}

const line = (id: number): SessionLogLine => ({ id, siteId: 's', at: 0, kind: 'info', text: 'x' });
const snapshot = (name: string): SitesSnapshot => ({
  sites: [],
  folders: [{ id: name, name, position: 0 }],
});

function start() {
  const sites = source();
  const settings = source();
  const sessions = source<[string, { readonly status: 'connecting' }]>();
  const log = source<[readonly SessionLogLine[]]>();
  const changes = source<[AppEvents['transfers.changed']]>();
  const progress = source<[AppEvents['transfers.progressed']['progress']]>();
  const problems = source<[Failure]>();
  const checks = source<[Check]>();
  const sweeps = source<[Sweep]>();
  const history = source();
  const messageFiles = source<[string, MessageFile | null]>();
  const automation = source();
  const listed = { failing: false };
  const runs = source<[SendRun, readonly MessageRow[]]>();
  const prompts = new PromptDesk(() => 'p1');
  const clock = handClock();
  const looks: { resolve: (snapshot: SitesSnapshot) => void; reject: (why: Error) => void }[] = [];
  const sent: [string, unknown][] = [];
  const parts: PublisherParts = {
    siteViews: {
      onChanged: sites.on,
      snapshot: () => new Promise((resolve, reject) => void looks.push({ resolve, reject })),
    },
    settings: { onChanged: settings.on, get: () => settingsSchema.parse({}) },
    sessions: { onChanged: sessions.on },
    log: { onAppended: log.on },
    queue: { onNews: changes.on, onProgressed: progress.on, onProblem: problems.on },
    history: { onChanged: history.on },
    checks: { onChanged: checks.on, onSwept: sweeps.on },
    messages: { onFileChanged: messageFiles.on, onRunChanged: runs.on },
    automation: {
      onChanged: automation.on,
      list: () => {
        if (listed.failing) throw new AppError('storage-failed');
        return [someRule()];
      },
    },
    prompts,
    clock,
  };
  const stop = publishChanges(parts, (name, payload) => void sent.push([name, payload]));
  const work = {
    changes,
    progress,
    problems,
    history,
    checks,
    sweeps,
    messageFiles,
    runs,
    automation,
  };
  const sources = { sites, settings, sessions, log, ...work };
  return { ...sources, sources, prompts, clock, looks, listed, sent, stop };
}

describe('publishChanges', () => {
  it('tells of many receipts together', () => {
    const { history, clock, sent } = start();
    history.tell();
    history.tell();
    expect(sent).toEqual([]);
    clock.pass();
    history.tell();
    clock.pass();
    clock.pass();
    expect(sent).toEqual([
      ['history.changed', { revision: 1 }],
      ['history.changed', { revision: 2 }],
    ]);
  });

  it('tells the rules as they are, once for many changes', () => {
    const { automation, listed, clock, sent } = start();
    automation.tell();
    automation.tell();
    expect(sent).toEqual([]);
    clock.pass();
    listed.failing = true;
    automation.tell();
    clock.pass();
    expect(sent).toEqual([
      ['rules.changed', { rules: [someRule()] }],
      ['app.notice', { failure: { code: 'storage-failed', detail: '' } }],
    ]);
  });

  it('sends what the services tell as events', () => {
    const { settings, sessions, changes, progress, problems, sent } = start();
    const change = { revision: 1, paused: false, changed: [], removed: ['t'] };
    settings.tell();
    sessions.tell('s', { status: 'connecting' });
    changes.tell(change);
    progress.tell([]);
    problems.tell({ code: 'storage-failed', detail: '' });
    expect(sent).toEqual([
      ['settings.changed', settingsSchema.parse({})],
      ['sessions.changed', { siteId: 's', state: { status: 'connecting' } }],
      ['transfers.changed', change],
      ['transfers.progressed', { progress: [] }],
      ['app.notice', { failure: { code: 'storage-failed', detail: '' } }],
    ]);
  });

  it('sends each step of a check and each port of a sweep', () => {
    const { checks, sweeps, sent } = start();
    const check = begun();
    const begin = { siteId: 's', settings: '', startedAt: 1, total: 2, ports: [] };
    const sweep: Sweep = { ...begin, done: false, failure: null };
    checks.tell(check);
    sweeps.tell(sweep);
    expect(sent).toEqual([
      ['checks.changed', { check }],
      ['checks.swept', { sweep }],
    ]);
  });

  it('sends a file of messages that is read or closed, and each step of a run', () => {
    const { messageFiles, runs, sent } = start();
    const run = { id: 'r', status: 'running' } as SendRun;
    messageFiles.tell('f', null);
    runs.tell(run, []);
    expect(sent).toEqual([
      ['messages.fileChanged', { fileId: 'f', file: null }],
      ['messages.runChanged', { run, rows: [] }],
    ]);
  });

  it('sends questions, and that they were withdrawn', () => {
    const { prompts, sent } = start();
    const controller = new AbortController();
    void prompts.ask({ kind: 'empty-files', siteId: 's', names: [] }, controller.signal);
    controller.abort();
    expect(sent).toEqual([
      ['prompts.asked', { id: 'p1', kind: 'empty-files', siteId: 's', names: [] }],
      ['prompts.withdrawn', { id: 'p1' }],
    ]);
  });

  it('sends the lines of the session log together, in their order, none twice', () => {
    const { log, clock, sent } = start();
    log.tell([line(1), line(2)]);
    log.tell([line(3)]);
    expect(sent).toEqual([]);
    clock.pass();
    log.tell([line(4)]);
    clock.pass();
    clock.pass();
    expect(sent).toEqual([
      ['sessions.logged', { lines: [line(1), line(2), line(3)] }],
      ['sessions.logged', { lines: [line(4)] }],
    ]);
  });

  it('looks at the sites once for many changes, and again for those that came meanwhile', async () => {
    const { sites, looks, sent } = start();
    sites.tell();
    sites.tell();
    sites.tell();
    expect(looks).toHaveLength(1);
    looks[0]?.resolve(snapshot('first'));
    await expect.poll(() => looks.length).toBe(2);
    looks[1]?.resolve(snapshot('second'));
    await expect.poll(() => sent.length).toBe(2);
    expect(sent).toEqual([
      ['sites.changed', snapshot('first')],
      ['sites.changed', snapshot('second')],
    ]);
    expect(looks).toHaveLength(2);
  });

  it('tells when the sites can not be read, and looks again at the next change', async () => {
    const { sites, looks, sent } = start();
    sites.tell();
    looks[0]?.reject(new AppError('storage-failed'));
    await expect
      .poll(() => sent)
      .toEqual([['app.notice', { failure: { code: 'storage-failed', detail: '' } }]]);
    sites.tell();
    expect(looks).toHaveLength(2);
  });

  it('listens to nothing and sends nothing once it was stopped', async () => {
    const { sources, sites, log, clock, looks, prompts, sent, stop } = start();
    sites.tell();
    log.tell([line(1)]);
    stop();
    looks[0]?.resolve(snapshot('late'));
    clock.pass();
    const answer = await prompts.ask(
      { kind: 'empty-files', siteId: 's', names: [] },
      new AbortController().signal,
    );
    expect(answer).toEqual({ kind: 'no' });
    expect(sent).toEqual([]);
    expect(Object.values(sources).some(({ heard }) => heard())).toBe(false);
  });
});
