import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { defaultOptions, type Site } from '../../shared/domain/site.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { desk } from './testing/desk.ts';

const id = 'site-1';

function localFile(name = 'batch.hl7', content = 'MSH|^~\\&|made up'): string {
  const path = join(tempFolder(), name);
  writeFileSync(path, content);
  return path;
}

type Desk = ReturnType<typeof desk>;

async function send({ queue }: Desk, path: string, to: string | null = null): Promise<Transfer> {
  const [end] = await queue.settled(await queue.upload(id, [path], to));
  if (end === undefined) throw new Error('nothing was sent');
  return end;
}

const withOptions = (change: Partial<Site['options']>) => ({
  site: { options: { ...defaultOptions('sftp'), ...change } },
});

test('a file arrives byte for byte, is checked, and its receipt says all of it', async () => {
  const d = desk();
  const end = await send(d, localFile('batch.hl7', 'abcdefghi'));
  expect(d.server.files.get('/home/batch.hl7')?.toString()).toBe('abcdefghi');
  expect(end).toMatchObject({
    status: 'verified',
    remotePath: '/home/batch.hl7',
    sentBytes: 9,
    sha256: createHash('sha256').update('abcdefghi').digest('hex'),
    reply: '226 got /home/batch.hl7',
    failure: null,
  });
  expect(d.log.lines().at(-1)?.text).toContain(end.sha256);
});

test('a file that is collected on arrival is accepted', async () => {
  const d = desk();
  d.server.collects = true;
  expect((await send(d, localFile())).status).toBe('accepted');
});

test('without verifying it is accepted, and nothing is looked at', async () => {
  const d = desk(withOptions({ verify: 'none' }));
  expect((await send(d, localFile())).status).toBe('accepted');
});

test('a size that differs is a failure that keeps the receipt', async () => {
  const d = desk();
  d.server.onSend = (_path, connection) => {
    connection.upload.size = () => Promise.resolve(3);
    return Promise.resolve();
  };
  expect(await send(d, localFile())).toMatchObject({
    status: 'failed',
    failure: { code: 'remote-size-differs' },
    reply: '226 got /home/batch.hl7',
  });
});

test('a link that breaks before the reply leaves it unknown, with the hash of what was sent', async () => {
  const d = desk();
  d.server.onReceived = (_path, connection) => {
    connection.lose();
    return new Promise(() => undefined);
  };
  const end = await send(d, localFile('batch.hl7', 'abc'));
  expect(end).toMatchObject({ status: 'unknown', failure: { code: 'reply-lost' } });
  expect(end.sha256).toBe(createHash('sha256').update('abc').digest('hex'));
});

test('a link that breaks after the reply takes nothing from it', async () => {
  const d = desk();
  d.server.onReceived = (_path, connection) => {
    connection.upload.size = () => {
      connection.lose();
      return Promise.reject(new AppError('link-lost'));
    };
    return Promise.resolve();
  };
  expect((await send(d, localFile())).status).toBe('accepted');
});

test('a file that changes under way fails and does not arrive', async () => {
  const d = desk();
  const path = localFile('batch.hl7', 'x'.repeat(50));
  d.server.onSend = () => {
    appendFileSync(path, 'more');
    return Promise.resolve();
  };
  expect(await send(d, path)).toMatchObject({ failure: { code: 'local-changed' } });
  expect(d.server.files.size).toBe(0);
});

test('what can be seen to fail here is not worth a sign-in', async () => {
  const d = desk();
  const gone = await send(d, join(tempFolder(), 'gone.hl7'));
  expect(gone).toMatchObject({ status: 'failed', failure: { code: 'local-not-found' } });
  expect(await send(d, localFile(), '/in/../x')).toMatchObject({
    failure: { code: 'remote-name-refused' },
  });
  expect(d.server.logins).toBe(0);
});

test('an empty file is sent only when the person says so', async () => {
  const d = desk();
  const path = localFile('empty.hl7', '');
  expect(await send(d, path)).toMatchObject({ failure: { code: 'local-empty' } });
  expect(d.asked).toEqual([{ kind: 'empty-files', siteId: id, names: ['empty.hl7'] }]);
  expect(d.server.logins).toBe(0);
  d.state.answer = () => Promise.resolve({ kind: 'yes' });
  expect(await send(d, path)).toMatchObject({ status: 'verified', allowEmpty: true });
});

test('a sent folder is made on the server once, also where its parent is there already', async () => {
  const d = desk();
  const root = join(tempFolder(), 'June');
  mkdirSync(join(root, 'week 1'), { recursive: true });
  for (const name of ['a.hl7', 'b.hl7', 'week 1/c.hl7']) writeFileSync(join(root, name), name);
  const ends = await d.queue.settled(await d.queue.upload(id, [root], '/home'));
  expect(ends.map((end) => [end.status, end.remotePath])).toEqual([
    ['verified', '/home/June/a.hl7'],
    ['verified', '/home/June/b.hl7'],
    ['verified', '/home/June/week 1/c.hl7'],
  ]);
  expect(d.server.madeFolders).toEqual(['/home/June', '/home/June/week 1']);
});

test('when a folder could not be made, that is what is told', async () => {
  const d = desk();
  const root = join(tempFolder(), 'June');
  mkdirSync(root);
  writeFileSync(join(root, 'a.hl7'), 'a');
  await d.sessions.connect(id, new AbortController().signal);
  d.server.last.browse.makeFolder = () =>
    Promise.reject(new AppError('remote-permission', 'no MKD here'));
  const [end] = await d.queue.settled(await d.queue.upload(id, [root], '/home'));
  expect(end?.failure).toEqual({ code: 'remote-permission', detail: 'no MKD here' });
});

test('by default nothing is looked at before sending', async () => {
  const d = desk();
  await d.sessions.connect(id, new AbortController().signal);
  d.server.last.browse.stat = () => Promise.reject(new Error('looked'));
  d.server.files.set('/home/batch.hl7', Buffer.from('old'));
  expect((await send(d, localFile())).status).toBe('verified');
});

const there = (onExists: Site['onExists']): Desk => {
  const d = desk({ site: { onExists } });
  d.server.files.set('/home/batch.hl7', Buffer.from('old'));
  return d;
};

test('a name that is taken is skipped, or numbered, as the site is set', async () => {
  const skipping = there('skip');
  expect((await send(skipping, localFile())).status).toBe('skipped');
  expect(skipping.server.files.get('/home/batch.hl7')?.toString()).toBe('old');

  const numerating = there('numerate');
  numerating.server.files.set('/home/batch (2).hl7', Buffer.from('old'));
  expect(await send(numerating, localFile())).toMatchObject({
    status: 'verified',
    remotePath: '/home/batch (3).hl7',
    name: 'batch (3).hl7',
  });
});

test('the person is asked once when they say "for all"', async () => {
  const d = there('ask');
  d.server.files.set('/home/other.hl7', Buffer.from('old'));
  d.state.answer = () =>
    Promise.resolve({ kind: 'exists', choice: 'overwrite', name: null, forAll: true });
  const paths = [localFile(), localFile('other.hl7')];
  const ends = await d.queue.settled(await d.queue.upload(id, paths, null));
  expect(ends.map((end) => end.status)).toEqual(['verified', 'verified']);
  expect(d.asked).toHaveLength(1);
  expect(d.asked[0]).toMatchObject({ kind: 'file-exists', remoteSize: 3 });
});

test('no answer leaves the file on the server as it is', async () => {
  expect((await send(there('ask'), localFile())).status).toBe('skipped');
});

test('a question is withdrawn when its file is stopped', async () => {
  const d = there('ask');
  let withdrawn = false;
  d.state.answer = (_question, signal) =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        withdrawn = true;
        resolve({ kind: 'no' });
      });
      d.queue.cancel(d.queue.list().transfers.map((transfer) => transfer.id));
    });
  expect((await send(d, localFile())).status).toBe('cancelled');
  expect(withdrawn).toBe(true);
});

test('an account that may not look just sends, and nothing is replaced that way', async () => {
  const free = desk({ site: { onExists: 'skip' } });
  free.server.mayList = false;
  expect((await send(free, localFile())).status).toBe('verified');
  const taken = there('skip');
  taken.server.mayList = false;
  expect((await send(taken, localFile())).status).toBe('skipped');
  expect(taken.server.files.get('/home/batch.hl7')?.toString()).toBe('old');
});

test('a local file that can not be closed takes nothing from a file that arrived', async () => {
  const path = localFile();
  const handle = await open(path);
  const kind = Object.getPrototypeOf(handle) as typeof handle;
  await handle.close();
  const look = vi.spyOn(kind, 'stat');
  const d = desk();
  d.server.onReceived = () => {
    for (const each of look.mock.contexts as (typeof handle)[]) {
      const close = each.close.bind(each);
      each.close = () => close().then(() => Promise.reject(new Error('EIO: i/o error, close')));
    }
    return Promise.resolve();
  };
  const end = await send(d, path);
  look.mockRestore();
  expect(end).toMatchObject({ status: 'verified', failure: null });
  expect(d.log.lines().some((line) => line.text.includes('could not be closed'))).toBe(true);
});

test('under a temporary name the file gets its own only when it is whole', async () => {
  const d = desk(withOptions({ temporaryName: true }));
  d.server.files.set('/home/batch.hl7', Buffer.from('old'));
  expect((await send(d, localFile('batch.hl7', 'new'))).status).toBe('verified');
  expect(d.server.begun).toEqual(['/home/batch.hl7.part']);
  expect([...d.server.files].map(([path, content]) => [path, content.toString()])).toEqual([
    ['/home/batch.hl7', 'new'],
  ]);
});

test('a name that can not be given takes nothing from a file that arrived', async () => {
  const d = desk(withOptions({ temporaryName: true }));
  d.server.onReceived = (_path, connection) => {
    connection.browse.rename = () => Promise.reject(new AppError('remote-permission', '550 no'));
    return Promise.resolve();
  };
  const end = await send(d, localFile());
  expect(end).toMatchObject({ status: 'accepted', failure: { code: 'remote-name-kept' } });
  expect(end.failure?.detail).toBe(
    'The whole file is on the server as batch.hl7.part, but could not be renamed to batch.hl7. 550 no',
  );
});

test('a link that breaks over the renaming leaves it unknown', async () => {
  const d = desk(withOptions({ temporaryName: true }));
  d.server.onReceived = (_path, connection) => {
    connection.browse.rename = () => Promise.reject(new AppError('link-lost'));
    return Promise.resolve();
  };
  expect((await send(d, localFile())).status).toBe('unknown');
});

test('a time that can not be kept does not fail the file', async () => {
  const d = desk(withOptions({ keepTimes: true }));
  d.server.onSend = (_path, connection) => {
    Object.assign(connection.upload, {
      setTimes: () => Promise.reject(new AppError('remote-permission')),
    });
    return Promise.resolve();
  };
  expect((await send(d, localFile())).status).toBe('verified');
  expect(d.log.lines().some((line) => line.text.includes('time was not kept'))).toBe(true);
});
