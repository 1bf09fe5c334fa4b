import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import type { Inspection } from '../../shared/domain/inspection.ts';
import { newRuleSettings, type Rule } from '../../shared/domain/rule.ts';
import type { SentBefore } from '../../shared/domain/receipt.ts';
import type { Site } from '../../shared/domain/site.ts';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { desk } from '../transfer/testing/desk.ts';
import { someInspection } from '../transfer/testing/some-inspection.ts';
import { fileAway } from './file-away.ts';
import { runRule, type RunRuleParts } from './run-rule.ts';

const notHere = (): never => {
  throw new Error('no messages in this test');
};

/** A folder with these files, a rule for it, and a real queue over a server in memory. */
function office(names: readonly string[], change: Partial<Rule> = {}, site: Partial<Site> = {}) {
  const folder = tempFolder();
  const paths = names.map((name) => join(folder, name));
  for (const path of paths) writeFileSync(path, `made up ${basename(path)}`);
  const { queue, server, state, clock } = desk({ site });
  const looks = new Map<string, { inspection?: Inspection; sentBefore?: SentBefore }>();
  const stopping = new AbortController();
  const rule: Rule = {
    ...newRuleSettings(),
    ...{ id: 'r1', position: 0, name: 'Nightly', siteId: 'site-1', folder },
    ...change,
  };
  const parts: RunRuleParts = {
    queue,
    clock,
    site: (id) => {
      if (id !== state.site.id) throw new AppError('site-not-found', id);
      return state.site;
    },
    uploadInspections: {
      inspect: (_siteId, asked) =>
        Promise.resolve(
          asked.map((path) => ({
            ...{ path, inspection: someInspection(), sentBefore: null, failure: null },
            ...looks.get(basename(path)),
          })),
        ),
    },
    messages: {
      ...{ list: notHere, open: notHere, close: notHere, inspect: notHere, send: notHere },
      ...{ stop: notHere, rows: notHere, onRunChanged: notHere },
    },
    files: { outcome: notHere, note: notHere },
    hashFile: notHere,
    isWhole: () => Promise.resolve('whole'),
    fileAway,
    signal: stopping.signal,
  };
  const run = (more: Partial<RunRuleParts> = {}) => runRule(rule, paths, { ...parts, ...more });
  const month = new Date(clock.now()).toLocaleDateString('sv').slice(0, 7);
  return {
    folder,
    paths,
    queue,
    server,
    state,
    looks,
    rule,
    run,
    stop: () => stopping.abort(),
    month,
  };
}

const nothing = { sent: 0, known: 0, refused: 0, failed: 0, unknown: 0 };

describe('the files of a rule', () => {
  it('are sent in the order of their names, filed away, and leave the list', async () => {
    const { folder, queue, server, run, month } = office(['b.hl7', 'a.hl7']);
    expect(await run()).toEqual({
      ...{ ...nothing, sent: 2, outcome: 'done', failure: null, notes: [], left: [] },
    });
    expect(server.begun.map((path) => basename(path))).toEqual(['a.hl7', 'b.hl7']);
    expect(readdirSync(join(folder, 'Sent', month)).sort()).toEqual(['a.hl7', 'b.hl7']);
    expect(existsSync(join(folder, 'a.hl7'))).toBe(false);
    expect(queue.list().transfers).toEqual([]);
  });

  it('go to the folder that the rule names, and stay where it says so', async () => {
    const { paths, server, run } = office(['a.hl7'], { to: '/in', afterwards: 'leave' });
    server.folders.add('/in');
    expect((await run()).sent).toBe(1);
    expect([...server.files.keys()]).toEqual(['/in/a.hl7']);
    expect(paths.every((path) => existsSync(path))).toBe(true);
  });

  it('are not sent again when the site has them, or may have them', async () => {
    const { folder, looks, server, run, month } = office(['a.hl7', 'b.hl7']);
    looks.set('a.hl7', { sentBefore: { at: 1, outcome: 'verified', name: 'a.hl7' } });
    looks.set('b.hl7', { sentBefore: { at: 1, outcome: 'unknown', name: 'b.hl7' } });
    const run1 = await run();
    expect(run1).toMatchObject({ ...nothing, known: 1, unknown: 1, outcome: 'some-not', left: [] });
    expect(run1.notes).toEqual([
      expect.stringMatching(/^b\.hl7: Sent on .* may have arrived\. Look/),
    ]);
    expect(server.begun).toEqual([]);
    expect(readdirSync(join(folder, 'Sent', month))).toEqual(['a.hl7']);
    expect(existsSync(join(folder, 'b.hl7'))).toBe(true);
  });

  it('are refused where a person would have to be asked, with a note beside them', async () => {
    const { folder, looks, server, run } = office(['a.hl7', 'b.hl7', 'c.hl7']);
    looks.set('a.hl7', { inspection: someInspection('batch-cut-off', 'contents') });
    looks.set('b.hl7', { inspection: { ...someInspection('file-empty'), kind: 'empty' } });
    const { notes, ...end } = await run();
    expect(end).toMatchObject({ ...nothing, sent: 1, refused: 2, outcome: 'some-not' });
    expect(notes).toEqual([
      'a.hl7: A batch has a header (BHS) and no trailer (BTS): it may be cut off. (line 7)',
      'b.hl7: This file is empty: it holds no HL7 messages.',
    ]);
    expect(server.begun.map((path) => basename(path))).toEqual(['c.hl7']);
    const refused = readdirSync(join(folder, 'Refused')).sort();
    expect(refused).toHaveLength(4);
    const why = refused.find((name) => name.startsWith('a.hl7') && name.endsWith('.txt')) ?? '';
    expect(readFileSync(join(folder, 'Refused', why), 'utf8')).toContain('it may be cut off');
  });

  it('are sent whatever is in them where the site is not to look, but for empty ones', async () => {
    const { looks, run } = office(['a.hl7', 'b.hl7'], {}, { preflight: false });
    looks.set('a.hl7', { inspection: someInspection('not-hl7') });
    looks.set('b.hl7', { inspection: { ...someInspection('file-empty'), kind: 'empty' } });
    expect(await run()).toMatchObject({ ...nothing, sent: 1, refused: 1 });
  });

  it('wait while they are not whole, and those that are gone count for nothing', async () => {
    const { folder, paths, run } = office(['a.hl7', 'b.hl7', 'c.hl7']);
    const end = await run({
      isWhole: (path) =>
        Promise.resolve(path === paths[0] ? 'locked' : path === paths[1] ? 'unfinished' : 'gone'),
    });
    expect(end).toMatchObject({ ...nothing, failed: 2, outcome: 'some-not', failure: null });
    expect(end.left).toEqual([join(folder, 'a.hl7'), join(folder, 'b.hl7')]);
    expect(end.notes).toHaveLength(2);
  });
});

describe('a file that does not arrive', () => {
  it('stays and is tried again, and the others are sent', async () => {
    const { folder, server, run } = office(['a.hl7', 'b.hl7']);
    server.onSend = (path) =>
      path.includes('a.hl7')
        ? Promise.reject(new AppError('remote-permission', '550 no'))
        : Promise.resolve();
    const end = await run();
    expect(end).toMatchObject({
      ...nothing,
      sent: 1,
      failed: 1,
      outcome: 'some-not',
      failure: null,
    });
    expect(end.left).toEqual([join(folder, 'a.hl7')]);
    expect(end.notes[0]).toMatch(/^a\.hl7: /);
    expect(existsSync(join(folder, 'a.hl7'))).toBe(true);
  });

  it('because it can not even be queued keeps no other from being sent', async () => {
    const { paths, queue, run } = office(['a.hl7', 'b.hl7']);
    const upload = queue.upload.bind(queue);
    queue.upload = (siteId, chosen, to, options) =>
      chosen[0] === paths[0]
        ? Promise.reject(new AppError('invalid-input', 'a name'))
        : upload(siteId, chosen, to, options);
    expect(await run()).toMatchObject({ ...nothing, sent: 1, failed: 1, outcome: 'some-not' });
  });

  it('for a reason that all of them would meet ends the run: one sign-in', async () => {
    const { paths, server, run } = office(['a.hl7', 'b.hl7', 'c.hl7']);
    server.refusal = new AppError('login-refused', '530');
    const end = await run();
    expect(end).toMatchObject({ ...nothing, failed: 3, outcome: 'failed' });
    expect(end.failure).toEqual({ code: 'login-refused', detail: '530' });
    expect(end.left).toEqual([...paths]);
    expect(server.logins).toBe(1);
  });

  it('because its end is unknown stays, and is not one to try again', async () => {
    const { folder, server, run } = office(['a.hl7']);
    server.onReceived = () => Promise.reject(new AppError('reply-lost'));
    expect(await run()).toMatchObject({ ...nothing, unknown: 1, outcome: 'some-not', left: [] });
    expect(existsSync(join(folder, 'a.hl7'))).toBe(true);
  });
});

it('one that can not be moved has arrived all the same, and that is said', async () => {
  const { run } = office(['a.hl7']);
  const end = await run({ fileAway: () => Promise.reject(new AppError('local-permission')) });
  expect(end).toMatchObject({ ...nothing, sent: 1, outcome: 'done', left: [] });
  expect(end.notes).toEqual([
    expect.stringMatching(/^a\.hl7: It arrived, but could not be moved\. ./),
  ]);
});

it('a run that is stopped sends no more, and says so', async () => {
  const { server, run, stop, queue } = office(['a.hl7', 'b.hl7']);
  server.onSend = (_path, connection) => {
    stop();
    return connection.closed.then(() => undefined);
  };
  const end = run();
  await vi.waitFor(() => expect(server.begun).toHaveLength(1));
  expect(await end).toMatchObject({ outcome: 'interrupted', failure: null, sent: 0 });
  expect(server.begun).toHaveLength(1);
  expect(queue.list().transfers).toEqual([]);
});

it('without its site nothing is done', async () => {
  const lost = office(['a.hl7'], { siteId: 'gone' });
  expect(await lost.run()).toMatchObject({
    ...{ ...nothing, failed: 1, outcome: 'failed' },
    failure: { code: 'site-not-found', detail: 'gone' },
  });
});
