import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { takeUploads } from './intake.ts';
import { desk, MemoryStore, testSite } from './testing/desk.ts';
import { Wishes } from './wishes.ts';

const site = 'site-1';
const never = new AbortController().signal;

function file(content: string): string {
  const path = join(mkdtempSync(join(tempFolder(), 'from-')), 'batch.hl7');
  writeFileSync(path, content);
  return path;
}

type Desk = ReturnType<typeof desk>;
const there = ({ server }: Desk) =>
  Object.fromEntries([...server.files].map(([path, content]) => [path, content.toString()]));
const places = (transfers: readonly Transfer[]) =>
  transfers.map(({ remotePath, status, failure }) => [remotePath, status, failure?.code ?? null]);

const [first, second] = ['/home/batch.hl7', '/home/batch (2).hl7'];
const both = { [first]: 'one', [second]: 'other' };

test.each([1, 4])('one queued before and one after connecting are two files (%i)', async (most) => {
  const { options } = testSite();
  const d = desk({ site: { options: { ...options, filesAtATime: most } } });
  d.queue.setPaused(true);
  const one = await d.queue.upload(site, [file('one')], null);
  await d.sessions.connect(site, never);
  const other = await d.queue.upload(site, [file('other')], null);
  d.queue.setPaused(false);
  const ends = await d.queue.settled([...one, ...other]);
  expect(places(ends)).toEqual([
    [first, 'verified', null],
    [second, 'verified', null],
  ]);
  expect(there(d)).toEqual(both);
});

test.each([1, 4])(
  'one queued while connected and one after that ended are two files (%i)',
  async (most) => {
    const { options } = testSite();
    const d = desk({ site: { options: { ...options, filesAtATime: most } } });
    d.queue.setPaused(true);
    await d.sessions.connect(site, never);
    const one = await d.queue.upload(site, [file('one')], null);
    await d.sessions.disconnect(site);
    const other = await d.queue.upload(site, [file('other')], null);
    d.queue.setPaused(false);
    await d.queue.settled([...one, ...other]);
    expect(there(d)).toEqual(both);
  },
);

test('the same file queued before and after connecting is sent once', async () => {
  const d = desk();
  const path = file('one');
  d.queue.setPaused(true);
  const one = await d.queue.upload(site, [path], null);
  await d.sessions.connect(site, never);
  expect(await d.queue.upload(site, [path], null)).toEqual(one);
  expect(await d.queue.upload(site, [path], '')).toEqual(one);
});

test('one that connecting finds under way keeps its place, and what waits for it goes elsewhere', async () => {
  const store = new MemoryStore();
  store.save([
    someTransfer({ id: 'a', position: 1, localPath: file('one'), remotePath: 'batch.hl7' }),
    someTransfer({ id: 'b', position: 2, localPath: file('other'), remotePath: first }),
  ]);
  const d = desk({ store });
  d.queue.setPaused(false);
  await d.queue.settled(['a', 'b']);
  expect(there(d)).toEqual(both);
});

test('one that was looked at while the site connected gets a number too', async () => {
  const d = desk();
  d.queue.setPaused(true);
  let go: () => void = () => undefined;
  const inspect = d.state.inspect;
  d.state.inspect = async (path, signal) => {
    await new Promise<void>((resolve) => (go = resolve));
    return inspect(path, signal);
  };
  const one = d.queue.upload(site, [file('other')], null);
  await vi.waitFor(() => expect(d.looked).toHaveLength(1));
  await d.sessions.connect(site, never);
  d.state.inspect = inspect;
  await d.queue.upload(site, [file('one')], null);
  go();
  await one;
  expect(places(d.queue.list().transfers)).toEqual([
    [first, 'waiting', null],
    [second, 'waiting', null],
  ]);
});

test('of two that begin at one place one is refused, in one turn or one after the other', async () => {
  const known = ['a', 'b', 'c'].map((id) =>
    someTransfer({ id, status: 'sending', startedAt: 1, remotePath: `${id}.hl7` }),
  );
  const underWay: Transfer[] = [];
  const wishes = new Wishes(
    { get: (id) => known.find((each) => each.id === id) },
    () => false,
    () => underWay,
  );
  const event = { kind: 'prepared', name: 'x', size: 1, localModifiedAt: 1 } as const;
  const ask = (id: string, remotePath: string) => wishes.add(id, { ...event, remotePath });
  const turn = () => {
    const taken = wishes.take();
    underWay.push(...taken.transfers(() => true));
    taken.tell(null);
  };
  const [a, b] = [ask('a', '/home/x.hl7'), ask('b', '/home/X.hl7')];
  turn();
  await a;
  await expect(b).rejects.toMatchObject({ code: 'already-queued' });
  const c = ask('c', '/home/x.HL7');
  turn();
  await expect(c).rejects.toMatchObject({ code: 'already-queued' });
  // Begun again at its own place it is in nobody's way.
  const again = ask('a', '/home/x.hl7');
  turn();
  await again;
});

async function failedBeside(
  serverMayHave: Transfer['serverMayHave'],
  status: 'failed' | 'unknown',
) {
  const store = new MemoryStore();
  const place = { remotePath: first, name: 'batch.hl7', position: 1 };
  const known = { status, serverMayHave, endedAt: 5, sha256: 'known' };
  store.save([someTransfer({ id: 'a', localPath: file('other'), ...place, ...known })]);
  const d = desk({ store });
  d.state.answer = () => Promise.resolve({ kind: 'yes' });
  d.queue.setPaused(true);
  await d.sessions.connect(site, never);
  const other = await d.queue.upload(site, [file('one')], null);
  d.queue.retry(['a']);
  return { d, other };
}

test('one that is retried gets a number where another file has its place by now', async () => {
  const { d, other } = await failedBeside('nothing', 'failed');
  d.queue.setPaused(false);
  const ends = await d.queue.settled(['a', ...other]);
  expect(places(ends)).toEqual([
    [second, 'verified', null],
    [first, 'verified', null],
  ]);
  expect(there(d)).toEqual(both);
});

test('one whose part may lie there fails, and may be retried when its place is free', async () => {
  const { d, other } = await failedBeside('part', 'failed');
  expect(places(await d.queue.settled(['a']))).toEqual([[first, 'failed', 'already-queued']]);
  d.queue.cancel(other);
  d.queue.setPaused(false);
  d.queue.retry(['a']);
  expect(places(await d.queue.settled(['a']))).toEqual([[first, 'verified', null]]);
});

test('one whose end is unknown stays so where its place is taken', async () => {
  const { d } = await failedBeside('all', 'unknown');
  const known = { status: 'unknown', serverMayHave: 'all', sha256: 'known', endedAt: 5 };
  await vi.waitFor(() =>
    expect(d.queue.list().transfers.find(({ id }) => id === 'a')).toMatchObject({
      ...known,
      failure: { code: 'already-queued' },
    }),
  );
});

test('what a killed process leaves gets a number where its place is taken', async () => {
  const d = desk();
  d.queue.setPaused(true);
  await d.sessions.connect(site, never);
  await d.queue.upload(site, [file('one')], null);
  d.store.save([
    someTransfer({ id: 'x', owner: 'dead', localPath: file('other'), remotePath: first }),
    someTransfer({ id: 'y', owner: 'dead', remotePath: first, serverMayHave: 'part', tries: 1 }),
  ]);
  d.queue.takeOver('dead');
  expect(places(d.queue.list().transfers)).toEqual([
    [first, 'waiting', null],
    [second, 'paused', null],
    [first, 'failed', 'already-queued'],
  ]);
});

test('a place that another process knows by its path from the start folder is taken', async () => {
  const d = desk();
  d.state.isElsewhere = ({ remotePath }) => remotePath === 'batch.hl7';
  await d.sessions.connect(site, never);
  const ids = await d.queue.upload(site, [file('one')], null);
  expect(places(await d.queue.settled(ids))).toEqual([[first, 'failed', 'already-queued']]);
});

test('ten thousand files of one name cost no more than as many steps', () => {
  let looked = 0;
  let ids = 0;
  const pending = () => void (looked += 1);
  const parts = { newId: () => `n${(ids += 1)}`, now: 1, owner: 'app', position: 1, pending };
  const found = Array.from({ length: 10_000 }, (_none, index) => ({
    localPath: `/d/${index}/batch.hl7`,
    name: 'batch.hl7',
    size: 1,
    modifiedAt: 1,
  }));
  const taken = takeUploads(parts, testSite(), '/in', [...found, ...found], false);
  expect(new Set(taken.added.map(({ remotePath }) => remotePath)).size).toBe(10_000);
  expect(taken.ids.slice(10_000)).toEqual(taken.ids.slice(0, 10_000));
  expect(taken.added.at(-1)?.remotePath).toBe('/in/batch (10000).hl7');
  expect(looked).toBeLessThan(20_001);
});
