import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { someTransfer } from '../../shared/domain/testing/some-transfer.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { desk, MemoryStore } from './testing/desk.ts';

type Desk = ReturnType<typeof desk>;

/** A list as it was found, whose unknown ones are files that are there. */
function found(...rows: readonly Partial<Transfer>[]): Desk {
  const folder = tempFolder();
  const store = new MemoryStore();
  store.save(
    rows.map((row, index) => {
      const name = `f${index}.hl7`;
      writeFileSync(join(folder, name), `made up ${index}`);
      const place = { name, localPath: join(folder, name), remotePath: `/home/${name}` };
      return someTransfer({ id: `t${index}`, position: index, size: 9, ...place, ...row });
    }),
  );
  return desk({ store });
}

const unknown = { status: 'unknown', serverMayHave: 'all', endedAt: 5 } as const;
const statuses = ({ queue }: Desk) => queue.list().transfers.map(({ status }) => status);
const questions = ({ asked }: Desk) => asked.filter(({ kind }) => kind === 'send-again');
const turns = async () => {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

test('one that may have arrived is asked about, with what the server says now', async () => {
  const d = found(unknown, unknown);
  d.server.files.set('/home/f0.hl7', Buffer.from('made up'));
  d.queue.retry(['t0', 't1']);
  expect(statuses(d)).toEqual(['unknown', 'unknown']);
  await vi.waitFor(() => expect(questions(d)).toHaveLength(1));
  await turns();
  expect(statuses(d)).toEqual(['unknown', 'unknown']);
  expect(d.server.begun).toEqual([]);
  expect(questions(d)[0]).toEqual({
    kind: 'send-again',
    siteId: 'site-1',
    files: [
      {
        name: 'f0.hl7',
        remotePath: '/home/f0.hl7',
        size: 9,
        there: { kind: 'there', size: 7, modifiedAt: null },
      },
      { name: 'f1.hl7', remotePath: '/home/f1.hl7', size: 9, there: { kind: 'not-seen' } },
    ],
  });
});

test('after a yes they are sent', async () => {
  const d = found(unknown, unknown);
  d.state.answer = () => Promise.resolve({ kind: 'yes' });
  d.queue.retry(['t0', 't1']);
  await d.queue.settled(['t0', 't1']);
  await vi.waitFor(() => expect(statuses(d)).toEqual(['verified', 'verified']));
  expect(d.server.begun).toHaveLength(2);
});

test('the others go at once, also a failed one that the server can not have whole', async () => {
  const d = found(
    { status: 'interrupted', serverMayHave: 'part' },
    { status: 'failed', serverMayHave: 'part' },
    { status: 'failed', serverMayHave: 'all' },
    { status: 'cancelled' },
  );
  d.queue.retry(['t0', 't1', 't2', 't3']);
  await vi.waitFor(() =>
    expect(statuses(d)).toEqual(['verified', 'verified', 'failed', 'verified']),
  );
  await vi.waitFor(() => expect(questions(d)).toHaveLength(1));
});

test('asked twice, it is one question', async () => {
  const d = found(unknown);
  d.state.answer = () => new Promise(() => undefined);
  d.queue.retry(['t0']);
  d.queue.retry(['t0']);
  await vi.waitFor(() => expect(questions(d)).toHaveLength(1));
  await turns();
  expect(questions(d)).toHaveLength(1);
});

test('a site that can not be reached, or does not say, is no reason not to ask', async () => {
  const silent = found(unknown);
  silent.server.refusal = new AppError('port-silent');
  const closed = found(unknown);
  closed.server.mayList = false;
  for (const [d, code] of [
    [silent, 'port-silent'],
    [closed, 'remote-permission'],
  ] as const) {
    d.queue.retry(['t0']);
    await vi.waitFor(() => expect(questions(d)).toHaveLength(1));
    expect(questions(d)[0]).toMatchObject({
      files: [{ there: { kind: 'not-asked', failure: { code } } }],
    });
  }
});

test('of many only the first ones are looked at', async () => {
  const d = found(...Array<Partial<Transfer>>(250).fill(unknown));
  d.queue.retry(d.queue.list().transfers.map(({ id }) => id));
  await vi.waitFor(() => expect(questions(d)).toHaveLength(1));
  const [question] = questions(d);
  const kinds =
    question?.kind === 'send-again' ? question.files.map((each) => each.there.kind) : [];
  expect(kinds).toEqual([
    ...Array<string>(200).fill('not-seen'),
    ...Array<string>(50).fill('not-asked'),
  ]);
});

test('one that was taken off the list while it was asked about is not sent', async () => {
  const d = found(unknown);
  let answer: (kind: 'yes') => void = () => undefined;
  d.state.answer = () => new Promise((resolve) => (answer = (kind) => resolve({ kind })));
  d.queue.retry(['t0']);
  await vi.waitFor(() => expect(questions(d)).toHaveLength(1));
  d.queue.clear(['t0']);
  answer('yes');
  await turns();
  expect(d.server.begun).toEqual([]);
});

test('closing the program withdraws the question', async () => {
  const d = found(unknown);
  d.state.answer = (_question, signal) =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve({ kind: 'no' })));
  d.queue.retry(['t0']);
  await vi.waitFor(() => expect(questions(d)).toHaveLength(1));
  await d.queue.shutDown();
  await turns();
  expect(statuses(d)).toEqual(['unknown']);
});

test('at the start a site that goes on by itself does, and never with the unknown', async () => {
  const store = new MemoryStore();
  const [waits = someTransfer(), ...rest] = found(
    {},
    { status: 'interrupted', serverMayHave: 'part' },
    unknown,
    { status: 'sending', startedAt: 5, serverMayHave: 'all' },
  ).queue.list().transfers;
  store.save([waits, ...rest]);
  const d = desk({ store, site: { goOnAtStart: true } });
  await vi.waitFor(() =>
    expect(statuses(d)).toEqual(['verified', 'verified', 'unknown', 'unknown']),
  );
  expect(d.queue.list().paused).toBe(false);
  expect(questions(d)).toEqual([]);
});

test('a queue that the person has paused stays paused over a restart, also where the site goes on by itself', async () => {
  const store = new MemoryStore();
  store.save([someTransfer({ id: 't0', siteId: 's1', remotePath: '/home/t0' })]);
  const d = desk({ store, site: { goOnAtStart: true, id: 's1' } });
  d.queue.setPaused(true);
  const again = d.open();
  await turns();
  expect(again.list()).toMatchObject({ paused: true, transfers: [{ status: 'waiting' }] });
  again.setPaused(false);
  expect(d.state.pauseWanted).toBe(false);
});

test('rows that wait are moved, and stay so', () => {
  const d = found({}, {}, {});
  d.queue.move(['t2'], 't0');
  const order = (queue: Desk['queue']) => queue.list().transfers.map(({ id }) => id);
  expect(order(d.queue)).toEqual(['t2', 't0', 't1']);
  expect(order(d.open())).toEqual(['t2', 't0', 't1']);
});

test('what a killed run has left behind is held here', () => {
  const d = found(
    {},
    { owner: 'cli-1', position: 1 },
    { owner: 'cli-1', position: 2, status: 'sending', startedAt: 5, serverMayHave: 'part' },
    { owner: 'cli-1', position: 3, status: 'sending', startedAt: 5, serverMayHave: 'all' },
    { owner: 'cli-1', position: 4, status: 'verified' },
  );
  d.queue.takeOver('cli-1');
  expect(d.queue.list().transfers.map(({ id, status, owner }) => [id, status, owner])).toEqual([
    ['t0', 'waiting', 'app'],
    ['t1', 'paused', 'app'],
    ['t2', 'interrupted', 'app'],
    ['t3', 'unknown', 'app'],
  ]);
  expect(d.open().list().transfers).toEqual(d.queue.list().transfers);
});

test('what another process has for the same place is refused, file by file', async () => {
  const d = desk();
  const folder = tempFolder();
  const paths = ['a.hl7', 'b.hl7'].map((name) => join(folder, name));
  for (const path of paths) writeFileSync(path, path);
  d.state.isElsewhere = ({ remotePath }, how) =>
    how === 'queued' && remotePath.toLowerCase() === '/home/a.hl7';
  const ends = await d.queue.settled(await d.queue.upload('site-1', paths, '/home'));
  expect(ends.map(({ status, failure }) => failure?.code ?? status)).toEqual([
    'already-queued',
    'verified',
  ]);
  // Its place was not known when it was queued.
  d.state.isElsewhere = (_upload, how) => how === 'begun';
  const [late] = await d.queue.settled(await d.queue.upload('site-1', paths.slice(0, 1), ''));
  expect(late?.failure?.code).toBe('already-queued');
  expect(d.server.begun).toEqual(['/home/b.hl7']);
});
