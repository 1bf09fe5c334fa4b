import { expect, test } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { temporaryPath } from './temporary-name.ts';
import { oneFile } from './testing/one-file.ts';

const path = '/home/batch.hl7';
const named = (more: Parameters<typeof oneFile>[0] = {}) =>
  oneFile({ ...more, options: { temporaryName: true } });

test('a server that can not rename gets the file under its own name, and the log says so', async () => {
  const file = named();
  const connection = await file.connect();
  Object.assign(connection.browse ?? {}, { rename: undefined });
  expect(await file.send()).toMatchObject({ status: 'verified', failure: null });
  expect(file.server.begun).toEqual([path]);
  expect(file.notes).toEqual(['Sent under its own name: it could not be renamed afterwards.']);
});

test('a name that would become too long stays as it is', async () => {
  const { browse } = await oneFile().connect();
  const connection = { browse } as Parameters<typeof temporaryPath>[0];
  const longest = `/in/${'a'.repeat(250)}`;
  expect(temporaryPath(connection, longest)).toBe(`${longest}.part`);
  expect(temporaryPath(connection, `${longest}b`)).toBe(`${longest}b`);
  // Names are counted in bytes.
  expect(temporaryPath(connection, `/in/${'é'.repeat(126)}`)).not.toMatch(/part$/);
});

test('what came to the name meanwhile is not replaced where the person did not want that', async () => {
  const file = named({ site: { onExists: 'skip' } });
  file.server.onReceived = () =>
    Promise.resolve(void file.server.files.set(path, Buffer.from('theirs')));
  expect(await file.send()).toMatchObject({
    status: 'accepted',
    verifiedBy: null,
    failure: { code: 'remote-name-kept' },
  });
  expect(file.there()).toEqual({ [path]: 'theirs', [`${path}.part`]: '0123456789' });
});

test('an older file makes room where it may be replaced', async () => {
  for (const onExists of ['overwrite', 'ask'] as const) {
    const file = named({ site: { onExists } });
    file.server.files.set(path, Buffer.from('an older one'));
    file.state.answer = () => ({ kind: 'exists', choice: 'overwrite', name: null, forAll: false });
    expect(await file.send()).toMatchObject({ status: 'verified' });
    expect(file.there()).toEqual({ [path]: '0123456789' });
  }
});

test('a damaged file never gets its own name', async () => {
  const file = named();
  await file.connect();
  file.server.last.upload.size = () => Promise.resolve(3);
  expect(await file.send()).toMatchObject({ failure: { code: 'remote-size-differs' } });
  expect(Object.keys(file.there())).toEqual([`${path}.part`]);
});

test('a link that breaks over the renaming leaves the end unknown', async () => {
  const file = named();
  await file.connect();
  file.server.last.browse.rename = () => Promise.reject(new AppError('link-lost', 'cut'));
  expect(await file.send()).toMatchObject({
    status: 'unknown',
    failure: {
      code: 'reply-lost',
      detail: 'The whole file is there as batch.hl7 or as batch.hl7.part. cut',
    },
  });
});

const part = `${path}.part`;
const left = { transfer: { serverMayHave: 'part' } } as const;

test.each(['overwrite', 'ask', 'skip', 'numerate', 'resume'] as const)(
  'with "%s" a temporary name that is taken is left alone, and another one is used',
  async (onExists) => {
    const file = named({ site: { onExists }, set: (server) => (server.resumes = true) });
    file.server.files.set(part, Buffer.from('somebody else sends this'));
    expect(await file.send()).toMatchObject({ status: 'verified' });
    expect(file.server.begun).toEqual(['/home/batch.hl7 (2).part']);
    expect(file.there()).toEqual({ [path]: '0123456789', [part]: 'somebody else sends this' });
  },
);

test('what we left under the temporary name is written over, if it is the beginning of the file', async () => {
  for (const onExists of ['overwrite', 'skip', 'resume'] as const) {
    const ours = named({ site: { onExists }, ...left });
    ours.server.files.set(part, Buffer.from('0123'));
    expect(await ours.send()).toMatchObject({ status: 'verified' });
    expect(ours.there()).toEqual({ [path]: '0123456789' });
    const theirs = named({ site: { onExists }, ...left });
    theirs.server.files.set(part, Buffer.from('xx'));
    await theirs.send();
    expect(theirs.there()).toEqual({ [path]: '0123456789', [part]: 'xx' });
  }
});

test.each(['ask', 'skip', 'rename', 'numerate', 'resume'] as const)(
  'with "%s" what is at the own name is never ours where a temporary one is used',
  async (onExists) => {
    const file = named({ site: { onExists }, ...left });
    file.server.files.set(part, Buffer.from('0123'));
    file.server.files.set(path, Buffer.from('0'));
    Object.assign(await file.connect(), { download: undefined });
    await file.send();
    expect(file.there()[path]).toBe('0');
  },
);
