import { mkdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { byName, deskThatLooks, ends, files, send } from './testing/desk-that-looks.ts';
import { door } from './testing/fake-server.ts';

const id = 'site-1';

test('clean files go without a question, looked at once each', async () => {
  const d = deskThatLooks();
  const paths = files('a.hl7', 'b.hl7', 'c.hl7');
  expect(ends(await send(d, paths))).toEqual(['verified', 'verified', 'verified']);
  expect(d.asked).toEqual([]);
  expect([...d.looked].sort()).toEqual([...paths].sort());
});

test('unusual files of a drop are asked about once, and go after a yes', async () => {
  const d = deskThatLooks('yes');
  expect(ends(await send(d, files('odd1.hl7', 'a.hl7', 'odd2.hl7')))).toEqual([
    'verified',
    'verified',
    'verified',
  ]);
  expect(d.asked).toEqual([
    {
      kind: 'preflight',
      siteId: id,
      files: ['odd1.hl7', 'odd2.hl7'].map((name) => ({
        name,
        inspection: byName(name),
        sentBefore: null,
        copyOf: null,
      })),
    },
  ]);
  expect(d.looked).toHaveLength(3);
});

test('a no leaves them out, each as a row that says so', async () => {
  const d = deskThatLooks('no');
  expect(ends(await send(d, files('odd1.hl7', 'a.hl7', 'odd2.hl7')))).toEqual([
    'preflight-declined',
    'verified',
    'preflight-declined',
  ]);
  expect([...d.server.files.keys()]).toEqual(['/home/a.hl7']);
});

test('what has to be put right first is refused without a question, with words and lines', async () => {
  const d = deskThatLooks('yes');
  const [bad] = await send(d, files('bad.hl7', 'a.hl7'));
  expect(bad).toMatchObject({
    status: 'failed',
    startedAt: null,
    failure: {
      code: 'preflight-stopped',
      detail: 'Line 7 begins with no segment name: the line before it looks broken in two.',
    },
  });
  expect(d.asked).toEqual([]);
  expect([...d.server.files.keys()]).toEqual(['/home/a.hl7']);
});

test('what is clean is on its way while the question waits', async () => {
  const d = deskThatLooks();
  const { opened, open } = door();
  d.state.answer = () => opened.then(() => ({ kind: 'yes' }) as const);
  const uploading = d.queue.upload(id, files('odd.hl7', 'a.hl7'), null);
  await vi.waitFor(() => expect(d.server.files.has('/home/a.hl7')).toBe(true));
  expect(d.server.files.size).toBe(1);
  open();
  await d.queue.settled(await uploading);
  expect(d.server.files.size).toBe(2);
  expect(d.queue.list().transfers.map(({ name, position }) => [name, position])).toEqual([
    ['a.hl7', 1],
    ['odd.hl7', 2],
  ]);
});

test('many files appear in parts, in their order', async () => {
  const d = deskThatLooks();
  d.queue.setPaused(true);
  const shown: number[] = [];
  d.queue.onChanged(({ changed }) => shown.push(changed.length));
  const names = Array.from({ length: 120 }, (_none, number) => `f${number}.hl7`);
  await d.queue.upload(id, files(...names), null);
  expect(shown).toEqual([50, 50, 20]);
  expect(d.queue.list().transfers.map((each) => each.name)).toEqual(names);
});

test('two files of one name keep both their records, also when they come in different parts', async () => {
  const d = deskThatLooks('yes');
  const [one = '', other = ''] = [files('odd.hl7'), files('odd.hl7')].flat();
  const both = [d.queue.upload(id, [one], '/home'), d.queue.upload(id, [other], '/home')];
  await d.queue.settled((await Promise.all(both)).flat());
  expect([...d.server.files.keys()].sort()).toEqual(['/home/odd (2).hl7', '/home/odd.hl7']);
});

test('a file that is asked about is not queued twice', async () => {
  const d = deskThatLooks();
  const { opened, open } = door();
  d.state.answer = () => opened.then(() => ({ kind: 'yes' }) as const);
  const paths = files('odd.hl7');
  const first = d.queue.upload(id, paths, null);
  await vi.waitFor(() => expect(d.asked).toHaveLength(1));
  const second = await d.queue.upload(id, paths, null);
  open();
  expect(second).toEqual(await first);
});

test('a file that was sent is sent again, also while others of its drop are asked about', async () => {
  const d = deskThatLooks();
  const { opened, open } = door();
  d.state.answer = () => opened.then(() => ({ kind: 'no' }) as const);
  const [odd = '', a = ''] = files('odd.hl7', 'a.hl7');
  const first = d.queue.upload(id, [odd, a], null);
  await vi.waitFor(() => expect(d.server.files.has('/home/a.hl7')).toBe(true));
  await vi.waitFor(() => expect(d.queue.list().transfers[0]?.status).toBe('verified'));
  expect(ends(await send(d, [a]))).toEqual(['verified']);
  expect(d.server.begun).toHaveLength(2);
  open();
  await first;
});

test('a site that takes any file has none looked at', async () => {
  const d = deskThatLooks();
  d.state.site = { ...d.state.site, preflight: false };
  expect(ends(await send(d, files('bad.hl7', 'odd.hl7')))).toEqual(['verified', 'verified']);
  expect(d.looked).toEqual([]);
  expect(d.asked).toEqual([]);
});

test('downloads are not looked at', async () => {
  const d = deskThatLooks();
  d.server.files.set('/home/bad.hl7', Buffer.from('x'));
  const ids = await d.queue.download(id, '/home', ['bad.hl7'], tempFolder());
  expect(ends(await d.queue.settled(ids))).toEqual(['verified']);
  expect(d.looked).toEqual([]);
});

test('empty files have their own question and no other', async () => {
  const d = deskThatLooks('yes');
  const [path = ''] = files('odd.hl7');
  writeFileSync(path, '');
  expect(ends(await send(d, [path]))).toEqual(['verified']);
  expect(d.asked.map(({ kind }) => kind)).toEqual(['empty-files']);
  expect(d.looked).toEqual([]);
});

test('a file that can not be looked at fails as it would when it is sent', async () => {
  const d = deskThatLooks();
  d.state.inspect = () => Promise.reject(new AppError('local-locked', 'EBUSY'));
  const [gone = '', locked = ''] = files('gone.hl7', 'locked.hl7');
  unlinkSync(gone);
  expect(ends(await send(d, [gone, locked]))).toEqual(['local-not-found', 'local-locked']);
  expect(d.server.begun).toEqual([]);
});

test('the files of a folder that was sent are named in the question with their folder', async () => {
  const d = deskThatLooks('no');
  const folder = join(tempFolder(), 'June');
  mkdirSync(folder);
  writeFileSync(join(folder, 'odd.hl7'), 'x');
  await d.queue.upload(id, [folder], null);
  expect(d.asked).toMatchObject([{ files: [{ name: 'June/odd.hl7' }] }]);
});
