import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { defaultOptions } from '../../shared/domain/site.ts';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { desk } from './testing/desk.ts';
import { door } from './testing/fake-server.ts';
import { retryDelays } from './retry.ts';

const id = 'site-1';
const one = { options: { ...defaultOptions('sftp'), filesAtATime: 1 } };
const two = { options: { ...defaultOptions('sftp'), filesAtATime: 2 } };
const patient = (site = one) => desk({ site, retryDelays });
type Desk = ReturnType<typeof desk>;

function localFiles(count: number): readonly string[] {
  const folder = tempFolder();
  return Array.from({ length: count }, (_none, number) => {
    const path = join(folder, `f${number}.hl7`);
    writeFileSync(path, `made up ${number}`);
    return path;
  });
}

const rows = ({ queue }: Desk) => queue.list().transfers;
const statuses = (d: Desk) => rows(d).map(({ status }) => status);
const first = (d: Desk) => rows(d)[0];
const until = (check: () => void) => vi.waitFor(check);
const loseAll = (d: Desk) => {
  d.server.onSend = (_path, connection) => {
    connection.lose();
    return Promise.resolve();
  };
};

test('a file whose link was lost waits, says why, and is sent after ten seconds', async () => {
  const d = patient();
  loseAll(d);
  await d.queue.upload(id, localFiles(1), null);
  await until(() => expect(first(d)).toMatchObject({ status: 'waiting', tries: 1 }));
  expect(first(d)).toMatchObject({
    failure: { code: 'link-lost' },
    retryAt: d.clock.now() + 10_000,
    serverMayHave: 'part',
  });
  expect(d.store.rows.get('t1')).toEqual(first(d));
  d.server.onSend = () => Promise.resolve();
  d.clock.pass(9999);
  expect(statuses(d)).toEqual(['waiting']);
  d.clock.pass(1);
  await until(() => expect(statuses(d)).toEqual(['verified']));
  expect(d.asked).toEqual([]);
});

test('after three tries it fails with the same reason, and a person begins anew', async () => {
  const d = patient();
  loseAll(d);
  const ids = await d.queue.upload(id, localFiles(1), null);
  for (const [index, delay] of retryDelays.entries()) {
    await until(() => expect(first(d)).toMatchObject({ status: 'waiting', tries: index + 1 }));
    d.clock.pass(delay);
  }
  await until(() => expect(statuses(d)).toEqual(['failed']));
  expect(first(d)?.failure?.code).toBe('link-lost');
  expect(d.server.begun).toHaveLength(4);
  d.queue.retry(ids);
  await until(() => expect(first(d)).toMatchObject({ status: 'waiting', tries: 1 }));
});

test('others go on while one counts down, and it goes before those behind it', async () => {
  const d = patient();
  let lost = false;
  d.server.onSend = (_path, connection) => {
    if (!lost) connection.lose();
    lost = true;
    return Promise.resolve();
  };
  const ids = await d.queue.upload(id, localFiles(3), '/home');
  await d.queue.settled(ids.slice(1));
  expect(statuses(d)).toEqual(['waiting', 'verified', 'verified']);
  d.clock.pass(10_000);
  await d.queue.settled(ids);
  expect(d.server.begun.map((path) => path.slice(-6, -4))).toEqual(['f0', 'f1', 'f2', 'f0']);
});

test('what a server has refused is not tried again', async () => {
  for (const code of ['remote-permission', 'remote-full', 'server-refused'] as const) {
    const d = patient();
    d.server.onSend = () => Promise.reject(new AppError(code, '550'));
    const [end] = await d.queue.settled(await d.queue.upload(id, localFiles(1), null));
    expect(end).toMatchObject({ status: 'failed', failure: { code }, tries: 0 });
  }
});

test('what may have arrived is not tried again', async () => {
  const d = patient();
  d.server.onReceived = (_path, connection) => {
    connection.lose();
    return new Promise(() => undefined);
  };
  const [end] = await d.queue.settled(await d.queue.upload(id, localFiles(1), null));
  expect(end).toMatchObject({ status: 'unknown', serverMayHave: 'all' });
});

test('a site that can not be connected to is tried once for all, three times more', async () => {
  const d = patient(two);
  d.server.refusal = new AppError('port-silent');
  const ids = await d.queue.upload(id, localFiles(50), null);
  for (const [index, delay] of retryDelays.entries()) {
    await until(() => expect(first(d)).toMatchObject({ status: 'waiting', tries: index + 1 }));
    expect(d.server.logins).toBe(index + 1);
    // Those that were not under way only wait, as they say.
    expect(rows(d)[49]).toMatchObject({ status: 'waiting', tries: 0, retryAt: null });
    d.clock.pass(delay);
  }
  const ends = await d.queue.settled(ids);
  expect(d.server.logins).toBe(4);
  expect(new Set(ends.map((end) => end.failure?.code))).toEqual(new Set(['port-silent']));
});

test('ten thousand files that wait for one site are not written for each try', async () => {
  const d = desk({ retryDelays });
  const [localPath = ''] = localFiles(1);
  d.store.save(
    Array.from({ length: 10_000 }, (_none, number) =>
      someTransfer({
        id: `n${number}`,
        position: number,
        remotePath: `/home/f${number}`,
        localPath,
      }),
    ),
  );
  d.server.refusal = new AppError('no-network');
  const queue = d.open();
  let changed = 0;
  queue.onChanged((change) => (changed += change.changed.length));
  queue.setPaused(false);
  await until(() => expect(queue.list().transfers[0]?.tries).toBe(1));
  expect(changed).toBeLessThan(20);
});

test('when the site is there again all of them go', async () => {
  const d = patient(two);
  d.server.refusal = new AppError('port-silent');
  const ids = await d.queue.upload(id, localFiles(5), null);
  await until(() => expect(first(d)?.tries).toBe(1));
  d.server.refusal = null;
  d.clock.pass(10_000);
  const ends = await d.queue.settled(ids);
  expect(new Set(ends.map((end) => end.status))).toEqual(new Set(['verified']));
  expect(d.server.logins).toBe(2);
});

test('a person who connects, or wants one sent now, waits no longer', async () => {
  for (const act of ['connect', 'retry'] as const) {
    const d = patient(two);
    d.server.refusal = new AppError('port-silent');
    const ids = await d.queue.upload(id, localFiles(4), null);
    await until(() => expect(first(d)?.tries).toBe(1));
    d.server.refusal = null;
    if (act === 'retry') d.queue.retry(ids.slice(0, 1));
    else await d.sessions.connect(id, new AbortController().signal);
    const ends = await d.queue.settled(ids);
    expect(new Set(ends.map((end) => end.status))).toEqual(new Set(['verified']));
  }
});

test('a password that was refused, or is not there, fails all at once', async () => {
  for (const code of ['login-refused', 'password-missing', 'identity-changed'] as const) {
    const d = patient(two);
    d.server.refusal = new AppError(code);
    const ends = await d.queue.settled(await d.queue.upload(id, localFiles(9), null));
    expect(new Set(ends.map((end) => end.failure?.code))).toEqual(new Set([code]));
    expect(d.server.logins).toBe(1);
  }
});

test('one that counts down can be stopped, and held', async () => {
  const d = patient();
  loseAll(d);
  const ids = await d.queue.upload(id, localFiles(1), null);
  await until(() => expect(first(d)?.tries).toBe(1));
  d.queue.pause(ids);
  expect(first(d)).toMatchObject({ status: 'paused', retryAt: null });
  d.clock.pass(60_000);
  expect(d.server.begun).toHaveLength(1);
  d.queue.resume(ids);
  await until(() => expect(d.server.begun).toHaveLength(2));
  await until(() => expect(first(d)?.tries).toBe(1));
  d.queue.cancel(ids);
  d.clock.pass(60_000);
  expect(statuses(d)).toEqual(['cancelled']);
});

test('one that was paused under way stays paused when its link is lost', async () => {
  const d = patient();
  const { opened, open } = door();
  d.server.onSend = () => opened;
  const ids = await d.queue.upload(id, localFiles(1), null);
  await until(() => expect(d.server.begun).toHaveLength(1));
  d.queue.pause(ids);
  d.server.last.lose();
  await until(() => expect(first(d)).toMatchObject({ status: 'paused', startedAt: null }));
  d.clock.pass(100_000);
  expect(statuses(d)).toEqual(['paused']);
  open();
  d.queue.resume(ids);
  await until(() => expect(statuses(d)).toEqual(['verified']));
});

test('disconnecting holds also those that count down', async () => {
  const d = patient(two);
  let lost = false;
  d.server.onSend = (_path, connection) => {
    if (lost) return new Promise(() => undefined);
    lost = true;
    connection.lose();
    return Promise.resolve();
  };
  await d.queue.upload(id, localFiles(4), null);
  await until(() => expect(d.server.begun.length).toBeGreaterThan(2));
  await d.sessions.disconnect(id);
  await until(() => expect(statuses(d)).not.toContain('sending'));
  expect(new Set(statuses(d))).toEqual(new Set(['cancelled', 'paused']));
});

test('a clock that was set back makes nobody wait for hours', async () => {
  const d = patient();
  loseAll(d);
  await d.queue.upload(id, localFiles(1), null);
  await until(() => expect(first(d)?.tries).toBe(1));
  d.clock.set(-5 * 3_600_000);
  d.server.onSend = () => Promise.resolve();
  await d.queue.shutDown();
  const again = d.open();
  again.setPaused(false);
  d.clock.pass(72_000);
  await until(() => expect(again.list().transfers[0]?.status).toBe('verified'));
});

test('what counts down is on disk: after a restart it is held, with why', async () => {
  const d = patient();
  loseAll(d);
  await d.queue.upload(id, localFiles(1), null);
  await until(() => expect(first(d)?.tries).toBe(1));
  const again = d.open();
  expect(again.list()).toMatchObject({
    paused: true,
    transfers: [{ tries: 1, status: 'waiting' }],
  });
});
