import { expect, test } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import type { PromptAnswer } from '../../shared/domain/prompt.ts';
import type { OnExists } from '../../shared/domain/site.ts';
import { oneFile } from './testing/one-file.ts';

const path = '/home/batch.hl7';
const ours = '0123456789';

/** A file of ours, a rule, and what is at its name. */
const over = (onExists: OnExists, there: string, more: Parameters<typeof oneFile>[0] = {}) => {
  const file = oneFile({ site: { onExists }, ...more });
  file.server.files.set(path, Buffer.from(there));
  return file;
};

const choose = (
  choice: Exclude<OnExists, 'ask'>,
  { name = null, forAll = false }: { name?: string | null; forAll?: boolean } = {},
): PromptAnswer => ({ kind: 'exists', choice, name, forAll });

const rules = ['ask', 'skip', 'rename', 'numerate', 'resume', 'overwrite'] as const;

test.each(rules)('with "%s" a name that is free is used, without a question', async (onExists) => {
  const file = oneFile({ site: { onExists } });
  expect(await file.send()).toMatchObject({ status: 'verified', verifiedBy: 'size' });
  expect(file.there()).toEqual({ [path]: ours });
  expect(file.asked).toEqual([]);
});

test('renamed, it has the time of sending in its name, and a number where that is taken too', async () => {
  const file = over('rename', 'old');
  const time = new Date(file.clock.now());
  const two = (number: number) => String(number).padStart(2, '0');
  const stamp = `${time.getFullYear()}0601-${two(time.getHours())}${two(time.getMinutes())}00`;
  await file.send();
  await file.send();
  expect(file.there()).toEqual({
    [path]: 'old',
    [`/home/batch_${stamp}.hl7`]: ours,
    [`/home/batch_${stamp} (2).hl7`]: ours,
  });
});

test('numerated, it gets the next free number, which is written down before it is sent', async () => {
  const file = over('numerate', 'old');
  file.server.files.set('/home/batch (2).hl7', Buffer.from('old'));
  await file.send();
  expect(file.there()['/home/batch (3).hl7']).toBe(ours);
  expect(file.written).toEqual([
    expect.objectContaining({ name: 'batch (3).hl7', remotePath: '/home/batch (3).hl7' }),
    'last-piece',
  ]);
});

test('two files on their way at once never get the same new name', async () => {
  const file = over('numerate', 'old');
  const ends = await Promise.all(['a', 'b', 'c'].map((id) => file.send({ id })));
  expect(ends.map((end) => end.kind)).toEqual(['finish', 'finish', 'finish']);
  expect(Object.keys(file.there()).sort()).toEqual([
    '/home/batch (2).hl7',
    '/home/batch (3).hl7',
    '/home/batch (4).hl7',
    path,
  ]);
});

test.each(['ask', 'skip', 'rename', 'numerate', 'overwrite', 'resume'] as const)(
  'with "%s" a piece that we left is written over without a question',
  async (onExists) => {
    for (const left of ['', '01', ours]) {
      const file = over(onExists, left, { transfer: { serverMayHave: 'part' } });
      expect(await file.send()).toMatchObject({ status: 'verified', sentBytes: 10 });
      expect(file.there()).toEqual({ [path]: ours });
      expect(file.asked).toEqual([]);
    }
  },
);

test('what is longer than the file is no piece of it', async () => {
  const skipped = over('skip', `${ours}!`, { transfer: { serverMayHave: 'part' } });
  expect(await skipped.send()).toMatchObject({ status: 'skipped' });
  const asking = over('ask', `${ours}!`, { transfer: { serverMayHave: 'part' } });
  await asking.send();
  expect(asking.asked).toHaveLength(1);
});

test('the question says how the two files compare and which names are free', async () => {
  const file = over('ask', '0123');
  file.server.files.set('/home/batch (2).hl7', Buffer.from('old'));
  expect(await file.send()).toMatchObject({ status: 'skipped', sentBytes: 0 });
  expect(file.asked).toMatchObject([
    {
      kind: 'file-exists',
      remotePath: path,
      remoteSize: 4,
      localSize: 10,
      beginning: 'same',
      names: {
        renamed: expect.stringMatching(/^batch_20260601-\d{6}\.hl7$/) as string,
        numbered: 'batch (3).hl7',
      },
    },
  ]);
  expect(file.there()[path]).toBe('0123');
});

test.each([
  ['01234', 'same'],
  ['01x', 'other'],
  [`${ours}!`, 'other'],
])('of %j the question says that it is %s', async (there, beginning) => {
  const file = over('ask', there);
  await file.send();
  expect(file.asked).toMatchObject([{ beginning }]);
});

test('a typed name is used if it is free, and asked about if it is not', async () => {
  const file = over('ask', 'old');
  file.server.files.set('/home/taken.hl7', Buffer.from('theirs'));
  const names = ['taken.hl7', 'mine.hl7'];
  file.state.answer = () => choose('rename', { name: names.shift() ?? '' });
  expect(await file.send()).toMatchObject({ status: 'verified' });
  expect(file.asked).toMatchObject([{ remotePath: path }, { remotePath: '/home/taken.hl7' }]);
  expect(file.there()).toEqual({
    [path]: 'old',
    '/home/taken.hl7': 'theirs',
    '/home/mine.hl7': ours,
  });
});

test('no lane is held while a person thinks', async () => {
  const file = over('ask', 'old');
  const held: number[] = [];
  file.state.answer = () => {
    held.push(file.state.busy);
    return choose('overwrite');
  };
  expect(await file.send()).toMatchObject({ status: 'verified' });
  expect(held).toEqual([0]);
});

test('"for all" spares the next files of the site the question, until its queue has run dry', async () => {
  const file = over('ask', 'old');
  file.state.answer = () => choose('numerate', { forAll: true });
  await Promise.all([file.send({ id: 'a' }), file.send({ id: 'b' })]);
  await file.send({ id: 'c' });
  expect(file.asked).toHaveLength(1);
  expect(Object.keys(file.there())).toHaveLength(4);
});

test.each([
  ['rename', /_2026/],
  ['numerate', /\(2\)/],
] as const)(
  'where nobody may look, a refusal that says that the name is taken leads to the next one: %s',
  async (onExists, name) => {
    const set = (server: ReturnType<typeof oneFile>['server']) => {
      server.mayList = false;
      server.overwrites = false;
    };
    const file = over(onExists, 'old', { set });
    expect(await file.send()).toMatchObject({ kind: 'finish' });
    expect(file.server.begun).toHaveLength(2);
    expect(file.server.begun[1]).toMatch(name);
    expect(file.there()[path]).toBe('old');
  },
);

test('where nobody may look, the numbers that are taken are passed over', async () => {
  const file = over('numerate', 'old', { set: (server) => (server.overwrites = false) });
  file.server.mayList = false;
  for (const number of [2, 3, 4])
    file.server.files.set(`/home/batch (${number}).hl7`, Buffer.from('old'));
  await file.send();
  expect(file.there()['/home/batch (5).hl7']).toBe(ours);
});

test('where nobody may look, "skip" believes the refusal, and "ask" asks', async () => {
  const set = (server: ReturnType<typeof oneFile>['server']) => {
    server.mayList = false;
    server.overwrites = false;
  };
  expect(await over('skip', 'old', { set }).send()).toMatchObject({ status: 'skipped' });
  const asking = over('ask', 'old', { set });
  asking.state.answer = () => choose('numerate');
  expect(await asking.send()).toMatchObject({ kind: 'finish' });
  expect(asking.asked).toMatchObject([{ remoteSize: null, beginning: 'unknown' }]);
  expect(asking.server.begun).toEqual([path, '/home/batch (2).hl7']);
  const insisting = over('ask', 'old', { set });
  insisting.state.answer = () => choose('overwrite');
  expect(await insisting.send()).toMatchObject({ failure: { code: 'remote-exists' } });
  expect(insisting.asked).toHaveLength(1);
});

test('a refusal that may mean something else is believed after two more names', async () => {
  const file = oneFile({ site: { onExists: 'numerate' } });
  file.server.onSend = () => Promise.reject(new AppError('remote-permission', '550 no'));
  expect(await file.send()).toMatchObject({ failure: { code: 'remote-permission' } });
  expect(file.server.begun).toEqual([path, '/home/batch (2).hl7', '/home/batch (3).hl7']);
});

test('a refusal when bytes had gone is not about the name', async () => {
  const file = oneFile({ site: { onExists: 'numerate' } });
  await file.connect();
  let tries = 0;
  file.server.last.upload.send = (_path, _source, watch) => {
    tries += 1;
    watch.progress(4);
    return Promise.reject(new AppError('remote-permission', '550 no more'));
  };
  expect(await file.send()).toMatchObject({ failure: { detail: '550 no more' } });
  expect(tries).toBe(1);
});

test('what came to the name while the person thought is theirs', async () => {
  const file = over('ask', `${ours}!`, { transfer: { serverMayHave: 'part' } });
  file.state.answer = () => {
    file.server.files.set(path, Buffer.from('new'));
    return choose('numerate');
  };
  expect(await file.send()).toMatchObject({ status: 'verified' });
  expect(file.there()).toEqual({ [path]: 'new', '/home/batch (2).hl7': ours });
});

test('a name that the server refused as taken was not written to: the next try asks again', async () => {
  const file = over('overwrite', 'old', { set: (server) => (server.overwrites = false) });
  expect(await file.send()).toMatchObject({
    failure: { code: 'remote-exists' },
    serverMayHave: 'nothing',
  });
});

test('a piece that we left where nothing may be overwritten is removed, if its content shows that it is one', async () => {
  const set = (server: ReturnType<typeof oneFile>['server']) => (server.overwrites = false);
  const file = over('overwrite', '0123', { set, transfer: { serverMayHave: 'part' } });
  expect(await file.send()).toMatchObject({ status: 'verified' });
  expect(file.there()).toEqual({ [path]: ours });
  const other = over('overwrite', 'old', { set, transfer: { serverMayHave: 'part' } });
  const refused = await other.send();
  expect(refused).toMatchObject({ failure: { code: 'remote-exists' } });
  expect(refused).not.toHaveProperty('serverMayHave');
  expect(other.there()).toEqual({ [path]: 'old' });
  const notOurs = over('overwrite', '0123', { set });
  expect(await notOurs.send()).toMatchObject({ failure: { code: 'remote-exists' } });
  expect(notOurs.there()).toEqual({ [path]: '0123' });
});

test('a folder of that name is in the way of every rule that looks', async () => {
  for (const onExists of ['ask', 'skip', 'rename', 'numerate', 'resume'] as const) {
    const file = oneFile({ site: { onExists } });
    file.server.folders.add(path);
    expect(await file.send()).toMatchObject({ failure: { code: 'remote-exists' } });
  }
});

const left = { transfer: { serverMayHave: 'part' } } as const;

test.each([
  ['ask', { status: 'skipped' }],
  ['skip', { status: 'skipped' }],
  ['numerate', { status: 'verified' }],
  ['resume', { failure: { code: 'remote-beginning-differs' } }],
] as const)(
  'with "%s" what is no beginning of the file is not taken for ours',
  async (rule, end) => {
    const file = over(rule, 'theirs', left);
    expect(await file.send()).toMatchObject(end);
    expect(file.there()[path]).toBe('theirs');
    expect(file.asked).toHaveLength(rule === 'ask' || rule === 'resume' ? 1 : 0);
  },
);

test('a piece that can not be read back is taken for ours if it is no longer than the file', async () => {
  const file = over('skip', 'old', left);
  Object.assign(await file.connect(), { download: undefined });
  expect(await file.send()).toMatchObject({ status: 'verified' });
  expect(file.there()).toEqual({ [path]: ours });
});

test('where nobody may look, a piece that we left is written over all the same', async () => {
  const file = over('skip', '0123', { ...left, set: (server) => (server.mayList = false) });
  expect(await file.send()).toMatchObject({ status: 'verified' });
});

test.each([
  ['numerate', ['/home/batch (2).hl7', path]],
  ['rename', [expect.stringMatching(/_2026/), path]],
  ['skip', [path]],
  ['ask', [path]],
  ['resume', [path]],
] as const)(
  'two files on their way to one free name: "%s" takes it for taken',
  async (rule, names) => {
    const file = oneFile({ site: { onExists: rule } });
    await Promise.all([file.send({ id: 'a' }), file.send({ id: 'b' })]);
    expect(Object.keys(file.there()).sort()).toEqual([...names].sort());
    expect(file.server.begun).toHaveLength(names.length);
    expect(file.asked).toHaveLength(rule === 'ask' || rule === 'resume' ? 1 : 0);
  },
);

test('a new name is none that another file is to get as its own', async () => {
  const file = over('numerate', 'old');
  const other = { id: 'b', remotePath: '/home/batch (2).hl7' };
  await Promise.all([file.send(other), file.send({ id: 'a' })]);
  expect(Object.keys(file.there()).sort()).toEqual([
    '/home/batch (2).hl7',
    '/home/batch (3).hl7',
    path,
  ]);
});
