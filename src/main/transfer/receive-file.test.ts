import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { desk } from './testing/desk.ts';

async function receive(d: ReturnType<typeof desk>, name: string, to: string) {
  const [end] = await d.queue.settled(await d.queue.download('site-1', '/home', [name], to));
  return end;
}

test('a file is received whole under its name', async () => {
  const d = desk();
  d.server.files.set('/home/answer.txt', Buffer.from('0123456789'));
  const folder = tempFolder();
  expect(await receive(d, 'answer.txt', folder)).toMatchObject({
    status: 'verified',
    sentBytes: 10,
    size: 10,
  });
  expect(readFileSync(join(folder, 'answer.txt'), 'utf8')).toBe('0123456789');
  expect(readdirSync(folder)).toEqual(['answer.txt']);
});

test('a file that is there is never overwritten', async () => {
  const d = desk();
  d.server.files.set('/home/answer.txt', Buffer.from('new'));
  const folder = tempFolder();
  writeFileSync(join(folder, 'answer.txt'), 'mine');
  expect(await receive(d, 'answer.txt', folder)).toMatchObject({
    failure: { code: 'local-exists' },
  });
  expect(readFileSync(join(folder, 'answer.txt'), 'utf8')).toBe('mine');
});

test('also not one that came while it was received', async () => {
  const d = desk();
  const folder = tempFolder();
  d.server.files.set('/home/answer.txt', Buffer.from('new'));
  await d.sessions.connect('site-1', new AbortController().signal);
  const { receive: original } = d.server.last.download;
  d.server.last.download.receive = async function* (path, signal) {
    yield* original(path, signal);
    writeFileSync(join(folder, 'answer.txt'), 'mine');
  };
  expect(await receive(d, 'answer.txt', folder)).toMatchObject({
    failure: { code: 'local-exists' },
  });
  expect(readFileSync(join(folder, 'answer.txt'), 'utf8')).toBe('mine');
  expect(readdirSync(folder)).toEqual(['answer.txt']);
});

test('what was received in part is removed', async () => {
  const d = desk();
  d.server.files.set('/home/answer.txt', Buffer.from('0123456789'));
  await d.sessions.connect('site-1', new AbortController().signal);
  d.server.last.download.receive = async function* () {
    yield Buffer.from('0123');
    await Promise.reject(new AppError('link-lost'));
  };
  const folder = tempFolder();
  expect(await receive(d, 'answer.txt', folder)).toMatchObject({ failure: { code: 'link-lost' } });
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder that is not there says so', async () => {
  const d = desk();
  d.server.files.set('/home/answer.txt', Buffer.from('x'));
  const gone = join(tempFolder(), 'gone');
  expect(await receive(d, 'answer.txt', gone)).toMatchObject({
    failure: { code: 'local-not-found' },
  });
  expect(existsSync(gone)).toBe(false);
});
