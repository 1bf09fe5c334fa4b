import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { defaultOptions } from '../../shared/domain/site.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { tempDatabase, tempFolder } from '../storage/testing/temp-database.ts';
import { desk, MemoryStore } from './testing/desk.ts';
import { door } from './testing/fake-server.ts';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';
import { TransferStore } from './transfer-store.ts';

const id = 'site-1';
type Desk = ReturnType<typeof desk>;

function localFiles(count: number, content = 'MSH|^~\\&|made up'): readonly string[] {
  const folder = tempFolder();
  return Array.from({ length: count }, (_none, number) => {
    const path = join(folder, `f${number}.hl7`);
    writeFileSync(path, content);
    return path;
  });
}

const statuses = ({ queue }: Desk) => queue.list().transfers.map((each) => each.status);
const never = () => new Promise<void>(() => undefined);

test('what is shown was written first, start and end alike', async () => {
  const d = desk();
  let compared = 0;
  d.queue.onChanged(({ changed }) => {
    for (const transfer of changed) {
      expect(d.store.rows.get(transfer.id)).toEqual(transfer);
      compared += 1;
    }
  });
  await d.queue.settled(await d.queue.upload(id, localFiles(3), null));
  expect(compared).toBeGreaterThanOrEqual(9);
});

test('revisions rise by one, so that a change missed is noticed', async () => {
  const d = desk();
  const revisions: number[] = [];
  d.queue.onNews(({ revision }) => revisions.push(revision));
  await d.queue.settled(await d.queue.upload(id, localFiles(2), null));
  const { revision } = d.queue.list();
  expect(revisions.length).toBeGreaterThan(2);
  expect(revisions).toEqual(revisions.map((_each, index) => index + 1));
  expect(revision).toBe(revisions.length);
});

test('no more files go at a time than the site allows', async () => {
  const d = desk({ site: { options: { ...defaultOptions('sftp'), filesAtATime: 3 } } });
  await d.queue.settled(await d.queue.upload(id, localFiles(20), null));
  expect(d.server.mostSending).toBe(3);
  expect(d.server.files.size).toBe(20);
  expect(d.server.logins).toBe(1);
});

test('a refused sign-in is one attempt, and every waiting file says so', async () => {
  const d = desk();
  d.server.refusal = new AppError('login-refused', '530');
  const ends = await d.queue.settled(await d.queue.upload(id, localFiles(50), null));
  expect(d.server.logins).toBe(1);
  expect(new Set(ends.map((end) => end.failure?.code))).toEqual(new Set(['login-refused']));
});

test('a refused file does not hold up the others', async () => {
  const d = desk();
  d.server.onSend = (path) =>
    path.endsWith('f1.hl7') ? Promise.reject(new AppError('remote-permission')) : Promise.resolve();
  await d.queue.settled(await d.queue.upload(id, localFiles(6), null));
  expect(statuses(d).filter((status) => status === 'verified')).toHaveLength(5);
  expect(statuses(d).filter((status) => status === 'failed')).toHaveLength(1);
});

test('a file that waits already is not queued twice', async () => {
  const d = desk();
  d.queue.setPaused(true);
  const [path = ''] = localFiles(1);
  const first = await d.queue.upload(id, [path], null);
  expect(await d.queue.upload(id, [path, path], null)).toEqual(first);
  expect(d.queue.list().transfers).toHaveLength(1);
});

test('two files of one name keep both their records', async () => {
  const d = desk();
  const [one = ''] = localFiles(1, 'one');
  const [other = ''] = localFiles(1, 'other');
  await d.queue.settled(await d.queue.upload(id, [one, other], '/home'));
  expect([...d.server.files].map(([path, content]) => [path, content.toString()])).toEqual([
    ['/home/f0.hl7', 'one'],
    ['/home/f0 (2).hl7', 'other'],
  ]);
});

test('a paused file stops between two pieces and goes on from there', async () => {
  const d = desk();
  const { opened, open } = door();
  d.server.onSend = () => opened;
  const ids = await d.queue.upload(id, localFiles(1), null);
  await vi.waitFor(() => expect(d.server.begun).toHaveLength(1));
  d.queue.pause(ids);
  open();
  await vi.waitFor(() => expect(statuses(d)).toEqual(['paused']));
  expect(d.server.files.size).toBe(0);
  d.queue.resume(ids);
  const [end] = await d.queue.settled(ids);
  expect(end?.status).toBe('verified');
  expect(d.server.begun).toHaveLength(1);
});

test('with the queue, what is being sent is paused too, and its bytes stop', async () => {
  const d = desk();
  const { opened, open } = door();
  d.server.onSend = () => opened;
  const ids = await d.queue.upload(id, localFiles(1), null);
  await vi.waitFor(() => expect(d.server.begun).toHaveLength(1));
  d.queue.setPaused(true);
  open();
  await vi.waitFor(() => expect(statuses(d)).toEqual(['paused']));
  expect(d.server.files.size).toBe(0);
  d.queue.setPaused(false);
  d.queue.resume(ids);
  const [end] = await d.queue.settled(ids);
  expect(end?.status).toBe('verified');
});

test('a paused file can be stopped, and fails with its link', async () => {
  for (const finish of ['cancel', 'lose'] as const) {
    const d = desk();
    const { opened, open } = door();
    d.server.onSend = () => opened;
    const ids = await d.queue.upload(id, localFiles(1), null);
    await vi.waitFor(() => expect(d.server.begun).toHaveLength(1));
    d.queue.pause(ids);
    open();
    if (finish === 'cancel') d.queue.cancel(ids);
    else d.server.last.lose();
    const [end] = await d.queue.settled(ids);
    expect(end?.status).toBe(finish === 'cancel' ? 'cancelled' : 'failed');
  }
});

test('one that is paused before it began lets the others pass', async () => {
  const d = desk();
  d.queue.setPaused(true);
  const ids = await d.queue.upload(id, localFiles(3), null);
  d.queue.pause(ids.slice(0, 1));
  d.queue.setPaused(false);
  await d.queue.settled(ids.slice(1));
  expect(statuses(d)).toEqual(['paused', 'verified', 'verified']);
  d.queue.resume(ids);
  await d.queue.settled(ids);
  expect(statuses(d)).toEqual(['verified', 'verified', 'verified']);
});

test('stopping ends those under way and those that wait', async () => {
  const d = desk();
  d.server.onSend = never;
  const ids = await d.queue.upload(id, localFiles(10), null);
  await vi.waitFor(() => expect(d.server.begun).toHaveLength(4));
  d.queue.cancel(ids);
  const ends = await d.queue.settled(ids);
  expect(new Set(ends.map((end) => end.status))).toEqual(new Set(['cancelled']));
  expect(d.server.begun).toHaveLength(4);
});

test('a stop that comes after the last byte is "unknown", because the server may have it', async () => {
  const d = desk();
  d.server.onReceived = never;
  const ids = await d.queue.upload(id, localFiles(1), null);
  await vi.waitFor(() => expect(d.queue.list().progress[0]?.sentBytes).toBeGreaterThan(0));
  await new Promise((resolve) => setImmediate(resolve));
  d.queue.cancel(ids);
  const [end] = await d.queue.settled(ids);
  expect(end?.status).toBe('unknown');
});

test('disconnecting stops what is under way and holds what waits', async () => {
  const d = desk();
  d.server.onSend = never;
  const ids = await d.queue.upload(id, localFiles(6), null);
  await vi.waitFor(() => expect(d.server.begun).toHaveLength(4));
  await d.sessions.disconnect(id);
  await d.queue.settled(ids.slice(0, 4));
  expect(statuses(d)).toEqual([...Array<string>(4).fill('cancelled'), 'paused', 'paused']);
  expect(d.server.logins).toBe(1);
});

test('a failed file is sent again from the start, an accepted one never', async () => {
  const d = desk();
  d.server.refusal = new AppError('port-silent');
  const ids = await d.queue.upload(id, localFiles(2), null);
  await d.queue.settled(ids);
  d.server.refusal = null;
  d.queue.retry(ids);
  await d.queue.settled(ids);
  expect(statuses(d)).toEqual(['verified', 'verified']);
  d.queue.retry(ids);
  expect(statuses(d)).toEqual(['verified', 'verified']);
  expect(d.server.begun).toHaveLength(2);
});

test('only what is over can be taken off the list', async () => {
  const d = desk();
  d.queue.setPaused(true);
  const ids = await d.queue.upload(id, localFiles(2), null);
  d.queue.cancel(ids.slice(0, 1));
  d.queue.clear(ids);
  expect(d.queue.list().transfers.map((each) => each.id)).toEqual(ids.slice(1));
  expect([...d.store.unlisted]).toEqual(ids.slice(0, 1));
});

test('after a crash nothing is sent by itself', async () => {
  const store = new MemoryStore();
  store.save([
    someTransfer({ id: 'a', status: 'sending', startedAt: 1, position: 1 }),
    someTransfer({ id: 'b', status: 'paused', startedAt: 1, position: 2, remotePath: '/b' }),
    someTransfer({ id: 'c', status: 'paused', position: 3, remotePath: '/c' }),
    someTransfer({ id: 'd', status: 'waiting', position: 4, remotePath: '/d' }),
    someTransfer({ id: 'e', status: 'verified', position: 5, remotePath: '/e' }),
    someTransfer({ id: 'z', status: 'sending', startedAt: 1, owner: 'cli-1' }),
  ]);
  const d = desk({ store });
  expect(statuses(d)).toEqual(['interrupted', 'interrupted', 'paused', 'waiting', 'verified']);
  expect(store.rows.get('a')).toMatchObject({ failure: { code: 'interrupted' } });
  expect(store.rows.get('z')?.status).toBe('sending');
  expect(d.queue.list().paused).toBe(true);
  d.queue.setPaused(false);
  const [end] = await d.queue.settled(['d']);
  expect(end?.failure?.code).toBe('local-not-found');
  expect(statuses(d).slice(0, 3)).toEqual(['interrupted', 'interrupted', 'paused']);
});

test('when the queue can not be written nothing starts, nothing is lost, and it is told once', async () => {
  const d = desk();
  const problems: string[] = [];
  d.queue.onProblem(({ code }) => problems.push(code));
  const { opened, open } = door();
  d.server.onReceived = () => opened;
  const ids = await d.queue.upload(id, localFiles(6), null);
  await vi.waitFor(() => expect(d.server.sending).toBe(4));
  d.store.broken = true;
  open();
  await d.queue.settled(ids.slice(0, 4));
  expect(statuses(d).slice(0, 4)).toEqual(Array(4).fill('verified'));
  expect(statuses(d).slice(4)).toEqual(['waiting', 'waiting']);
  expect(problems).toEqual(['storage-failed']);
  expect(d.queue.list().paused).toBe(true);
  await expect(d.queue.upload(id, localFiles(1), '/x')).rejects.toThrow('storage-failed');
  expect(() => d.queue.setPaused(false)).toThrow('storage-failed');

  d.store.broken = false;
  d.queue.setPaused(false);
  const ends = await d.queue.settled(ids);
  expect(ends.map((end) => end.status)).toEqual(Array(6).fill('verified'));
  expect([...d.store.rows.values()]).toEqual(d.queue.list().transfers);
});

test('a file is not sent when it can not be written down that it is', async () => {
  const d = desk();
  const { opened, open } = door();
  d.server.onLogin = () => opened;
  const ids = await d.queue.upload(id, localFiles(1), 'in');
  await vi.waitFor(() => expect(d.server.logins).toBe(1));
  d.store.broken = true;
  open();
  const [end] = await d.queue.settled(ids);
  expect(end?.failure?.code).toBe('storage-failed');
  expect(d.server.begun).toEqual([]);
});

test('a site that is gone fails its files', async () => {
  const d = desk();
  d.queue.setPaused(true);
  const ids = await d.queue.upload(id, localFiles(3), null);
  d.state.site = { ...d.state.site, id: 'another' };
  d.queue.setPaused(false);
  const ends = await d.queue.settled(ids);
  expect(ends.map((end) => end.failure?.code)).toEqual(Array(3).fill('site-not-found'));
  await expect(d.queue.upload(id, [], null)).rejects.toThrow('site-not-found');
});

test('shutting down interrupts what is under way and starts nothing more', async () => {
  const d = desk();
  d.server.onSend = never;
  await d.queue.upload(id, localFiles(6), null);
  await vi.waitFor(() => expect(d.server.begun).toHaveLength(4));
  await d.queue.shutDown();
  expect(statuses(d)).toEqual([...Array<string>(4).fill('interrupted'), 'waiting', 'waiting']);
  const again = d.open();
  expect(again.list().paused).toBe(true);
  expect(again.list().transfers).toEqual(d.queue.list().transfers);
});

test('progress is told while a file is under way', async () => {
  const d = desk();
  const heard: number[] = [];
  d.queue.onProgressed((progress) => heard.push(...progress.map((each) => each.sentBytes)));
  d.server.onReceived = () => {
    d.clock.pass(200);
    return Promise.resolve();
  };
  await d.queue.settled(await d.queue.upload(id, localFiles(1, '0123456789'), null));
  expect(heard).toEqual([10]);
});

test('a listener that stops a file as it starts has stopped it', async () => {
  const d = desk();
  d.queue.onChanged(({ changed }) => {
    const started = changed.filter((each) => each.status === 'sending');
    if (started.length > 0) d.queue.cancel(started.map((each) => each.id));
  });
  const ids = await d.queue.upload(id, localFiles(3), null);
  const ends = await d.queue.settled(ids);
  expect(ends.map((end) => end.status)).toEqual(Array(3).fill('cancelled'));
  expect(d.server.begun).toEqual([]);
});

test('the queue of a real database is there after a restart', async () => {
  const store = new TransferStore(tempDatabase(), { add: () => undefined });
  const d = desk({ store });
  const ids = await d.queue.upload(id, localFiles(3), null);
  await d.queue.settled(ids);
  d.queue.clear(ids.slice(0, 1));
  expect(d.open().list().transfers).toEqual(d.queue.list().transfers);
  expect(d.queue.list().transfers).toHaveLength(2);
});

const longQueue = (count: number, localPath: string): readonly Transfer[] =>
  Array.from({ length: count }, (_none, number) =>
    someTransfer({
      id: `n${number}`,
      position: number,
      remotePath: `/home/f${number}.hl7`,
      localPath,
    }),
  );

test('a long queue is told and written in proportion to its length', async () => {
  const d = desk({ site: { options: { ...defaultOptions('sftp'), filesAtATime: 64 } } });
  d.server.lanes = 64;
  let contents = 0;
  d.state.sha256 = () => String((contents += 1)).padStart(64, '0');
  const rows = longQueue(1000, localFiles(1)[0] ?? '');
  d.store.save(rows);
  const queue = d.open();
  let published = 0;
  let news = 0;
  queue.onChanged(({ changed }) => (published += changed.length));
  queue.onNews(() => (news += 1));
  d.store.saves = 0;
  queue.setPaused(false);
  const ends = await queue.settled(rows.map((row) => row.id));
  expect(ends.every((end) => end.status === 'verified')).toBe(true);
  // Start, what was looked at, what was found on opening, the last piece, end.
  expect(published).toBeLessThanOrEqual(5 * rows.length);
  // What happens to many in one turn is one write, and one event.
  expect(d.store.saves).toBeLessThan(rows.length);
  expect(news).toBeLessThan(rows.length);
  expect(d.server.files.size).toBe(rows.length);
});

test('ten thousand waiting files fail with their site, or are stopped, at once', async () => {
  const d = desk();
  d.server.refusal = new AppError('port-silent');
  const rows = longQueue(10_000, localFiles(1)[0] ?? '');
  d.store.save(rows);
  const ids = rows.map((row) => row.id);
  const queue = d.open();
  d.store.saves = 0;
  queue.setPaused(false);
  await queue.settled(ids);
  queue.setPaused(true);
  queue.retry(ids);
  queue.cancel(ids);
  expect(new Set(queue.list().transfers.map((each) => each.status))).toEqual(
    new Set(['cancelled']),
  );
  expect(d.store.saves).toBeLessThan(20);
  expect(d.server.logins).toBe(1);
});
