import { utimesSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { byName, deskThatLooks, ends, files, send } from './testing/desk-that-looks.ts';
import { door } from './testing/fake-server.ts';

const id = 'site-1';

test('a file that changed since it was looked at is looked at again before any of it is sent', async () => {
  for (const [now, end] of [
    ['bad', 'preflight-stopped'],
    ['odd', 'preflight-declined'],
    ['fine', 'verified'],
  ] as const) {
    const d = deskThatLooks('no');
    d.queue.setPaused(true);
    const paths = files('a.hl7');
    const ids = await d.queue.upload(id, paths, null);
    utimesSync(paths[0] ?? '', 1_000_000, 1_000_000);
    d.state.inspect = () => Promise.resolve(byName(now));
    d.queue.setPaused(false);
    expect(ends(await d.queue.settled(ids))).toEqual([end]);
    expect(d.looked).toHaveLength(2);
    expect(d.server.begun).toHaveLength(end === 'verified' ? 1 : 0);
  }
});

test('a file that changes while the site is connected to is looked at again', async () => {
  const d = deskThatLooks();
  const [path = ''] = files('a.hl7');
  d.server.onLogin = () => {
    writeFileSync(path, 'more than was there');
    d.state.inspect = () => Promise.resolve(byName('bad'));
    return Promise.resolve();
  };
  expect(ends(await send(d, [path]))).toEqual(['preflight-stopped']);
  expect(d.server.begun).toEqual([]);
});

test('a file that never stops changing is not sent', async () => {
  const d = deskThatLooks();
  const [path = ''] = files('a.hl7');
  let length = 10;
  d.state.inspect = () => {
    writeFileSync(path, 'x'.repeat((length += 1)));
    return Promise.resolve(byName('fine'));
  };
  expect(ends(await send(d, [path]))).toEqual(['local-changed']);
  expect(d.server.begun).toEqual([]);
});

test('what is sent again is looked at again, with one question for all', async () => {
  const d = deskThatLooks('no');
  const paths = files('odd1.hl7', 'odd2.hl7', 'bad.hl7');
  const ids = await d.queue.upload(id, paths, null);
  expect(d.asked).toHaveLength(1);
  d.state.answer = () => Promise.resolve({ kind: 'yes' });
  d.queue.retry(ids);
  expect(ends(await d.queue.settled(ids))).toEqual(['verified', 'verified', 'preflight-stopped']);
  expect(d.asked).toHaveLength(2);
  expect(d.looked).toHaveLength(6);
});

test('a file that is stopped while it is asked about again stays stopped', async () => {
  const d = deskThatLooks('no');
  const ids = await d.queue.upload(id, files('odd.hl7'), null);
  const { opened, open } = door();
  d.state.answer = () => opened.then(() => ({ kind: 'yes' }) as const);
  d.queue.retry(ids);
  await vi.waitFor(() => expect(d.asked).toHaveLength(2));
  d.queue.cancel(ids);
  open();
  expect(ends(await d.queue.settled(ids))).toEqual(['cancelled']);
  await new Promise((resolve) => setImmediate(resolve));
  expect(d.server.begun).toEqual([]);
});

test('after a restart each waiting file is looked at again', async () => {
  const d = deskThatLooks('yes');
  d.queue.setPaused(true);
  const ids = await d.queue.upload(id, files('odd.hl7', 'a.hl7'), null);
  await d.queue.shutDown();
  const again = d.open();
  again.setPaused(false);
  expect(ends(await again.settled(ids))).toEqual(['verified', 'verified']);
  expect(d.asked).toHaveLength(2);
  expect(d.looked).toHaveLength(4);
});

test('stopping a file ends the look at it', async () => {
  const d = deskThatLooks();
  d.queue.setPaused(true);
  const paths = files('a.hl7');
  const ids = await d.queue.upload(id, paths, null);
  utimesSync(paths[0] ?? '', 1_000_000, 1_000_000);
  d.state.inspect = (_path, signal) =>
    new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(new AppError('cancelled'))),
    );
  d.queue.setPaused(false);
  await vi.waitFor(() => expect(d.looked).toHaveLength(2));
  d.queue.cancel(ids);
  expect(ends(await d.queue.settled(ids))).toEqual(['cancelled']);
});

test('shutting down ends the looks and the question, and nothing of it is listed', async () => {
  const d = deskThatLooks();
  d.state.answer = (_question, signal) =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve({ kind: 'no' })));
  const uploading = d.queue.upload(id, files('odd.hl7'), null);
  await vi.waitFor(() => expect(d.asked).toHaveLength(1));
  const ended = expect(uploading).rejects.toThrow('cancelled');
  await d.queue.shutDown();
  await ended;
  expect(d.queue.list().transfers).toEqual([]);
});

/** Answers when the question is withdrawn. */
const untilWithdrawn = (_question: unknown, signal: AbortSignal) =>
  new Promise<{ readonly kind: 'no' }>((resolve) =>
    signal.addEventListener('abort', () => resolve({ kind: 'no' })),
  );

test('files that are asked about, or looked at, are counted until they are on the list', async () => {
  const d = deskThatLooks();
  const { opened, open } = door();
  d.state.answer = () => opened.then(() => ({ kind: 'yes' }) as const);
  expect(d.queue.arriving()).toBe(0);
  const uploading = d.queue.upload(id, files('odd1.hl7', 'a.hl7', 'odd2.hl7'), null);
  expect(d.queue.arriving()).toBe(3);
  await vi.waitFor(() => expect(d.asked).toHaveLength(1));
  expect(d.queue.arriving()).toBe(2);
  open();
  await d.queue.settled(await uploading);
  expect(d.queue.arriving()).toBe(0);
});

test('an empty file that is asked about is counted', async () => {
  const d = deskThatLooks();
  const { opened, open } = door();
  d.state.answer = () => opened.then(() => ({ kind: 'no' }) as const);
  const [path = ''] = files('a.hl7');
  writeFileSync(path, '');
  const uploading = d.queue.upload(id, [path], null);
  await vi.waitFor(() => expect(d.asked).toHaveLength(1));
  expect(d.queue.arriving()).toBe(1);
  open();
  await uploading;
  expect(d.queue.arriving()).toBe(0);
});

test('a person who stops an upload at its question gets each file as cancelled, also of the clean ones none is lost', async () => {
  const d = deskThatLooks();
  d.state.answer = untilWithdrawn;
  const stop = new AbortController();
  const paths = files('odd.hl7', 'a.hl7', 'bad.hl7');
  const uploading = d.queue.upload(id, paths, null, { signal: stop.signal });
  await vi.waitFor(() => expect(d.asked).toHaveLength(1));
  stop.abort();
  expect(ends(await d.queue.settled(await uploading))).toEqual([
    'cancelled',
    'verified',
    'preflight-stopped',
  ]);
  expect([...d.server.files.keys()]).toEqual(['/home/a.hl7']);
  expect(d.queue.arriving()).toBe(0);
});

test('an upload that is stopped while its files are looked at sends none of them', async () => {
  const d = deskThatLooks();
  d.state.inspect = (_path, signal) =>
    new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(new AppError('cancelled'))),
    );
  const stop = new AbortController();
  const uploading = d.queue.upload(id, files('a.hl7', 'b.hl7'), null, { signal: stop.signal });
  await vi.waitFor(() => expect(d.looked).toHaveLength(2));
  stop.abort();
  expect(ends(await d.queue.settled(await uploading))).toEqual(['cancelled', 'cancelled']);
  expect(d.server.begun).toEqual([]);
});
