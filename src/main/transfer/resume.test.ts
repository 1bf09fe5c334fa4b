import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import type { PromptAnswer } from '../../shared/domain/prompt.ts';
import { testChecksums } from './testing/test-checksums.ts';
import { oneFile } from './testing/one-file.ts';

const path = '/home/batch.hl7';
const ours = '0123456789';
const sha256 = createHash('sha256').update(ours).digest('hex');

/** A file of ours that is to be gone on with, and what is at its name. */
const over = (there: string, more: Parameters<typeof oneFile>[0] = {}) => {
  const file = oneFile({
    site: { onExists: 'resume' },
    ...more,
    set: (server) => {
      server.resumes = true;
      more.set?.(server);
    },
  });
  file.server.files.set(path, Buffer.from(there));
  return file;
};

const answer = (choice: 'resume' | 'skip' | 'overwrite', forAll = false): PromptAnswer => ({
  kind: 'exists',
  choice,
  name: null,
  forAll,
});

test('the rest is sent behind a beginning that was read back, with the hash of the whole', async () => {
  const file = over('0123');
  expect(await file.send()).toMatchObject({ status: 'verified', sentBytes: 10, sha256 });
  expect(file.server.goneOn).toEqual([{ path, from: 4 }]);
  expect(file.there()).toEqual({ [path]: ours });
  expect(file.written).toEqual([expect.objectContaining({ remotePath: path }), 'last-piece']);
});

test('a checksum of the server is enough, and nothing is read back', async () => {
  for (const ofParts of [true, false]) {
    const file = over('0123', {
      set: (server) => (server.checksums = testChecksums(server, { ofParts })),
    });
    await file.connect();
    file.server.last.download.receive = () => {
      throw new Error('read back');
    };
    expect(await file.send()).toMatchObject({ status: 'verified', sentBytes: 10 });
    expect(file.server.goneOn).toHaveLength(1);
  }
});

test('a checksum that the server does not give in the end leaves reading back', async () => {
  const file = over('0123', {
    set: (server) => (server.checksums = testChecksums(server, { answers: false })),
  });
  await file.send();
  expect(file.server.goneOn).toEqual([{ path, from: 4 }]);
});

test('what is there whole is not sent again', async () => {
  const file = over(ours);
  expect(await file.send()).toMatchObject({
    status: 'verified',
    sentBytes: 10,
    sha256,
    verifiedBy: 'sha-256',
    reply: 'The server had it already, with the same content. Nothing was sent.',
  });
  expect(file.server.begun).toEqual([]);
});

test('what was there whole by its CRC is said to be known by that', async () => {
  const file = over(ours, {
    set: (server) => (server.checksums = testChecksums(server, { algorithms: ['crc-32'] })),
  });
  expect(await file.send()).toMatchObject({ status: 'verified', verifiedBy: 'crc-32' });
});

test.each(['01x', '0123456789!', 'abcdefghij'])(
  'what is no beginning of it (%s) stays as it is, and that is asked about',
  async (there) => {
    const file = over(there);
    expect(await file.send()).toMatchObject({ failure: { code: 'remote-beginning-differs' } });
    expect(file.asked).toMatchObject([{ kind: 'file-exists', beginning: 'other' }]);
    expect(file.there()).toEqual({ [path]: there });
    expect(file.server.begun).toEqual([]);
  },
);

test.each([
  ['grew', '01234'],
  ['became shorter', '012'],
])('what %s while it was read back is no beginning of it', async (_what, comes) => {
  const file = over('0123');
  await file.connect();
  // eslint-disable-next-line @typescript-eslint/require-await -- a generator as the driver's is
  file.server.last.download.receive = async function* () {
    yield Buffer.from(comes);
  };
  expect(await file.send()).toMatchObject({ failure: { code: 'remote-beginning-differs' } });
});

test('nobody can say that what differs is the same', async () => {
  const file = over('01x');
  file.state.answer = () => answer('resume');
  expect(await file.send()).toMatchObject({ failure: { code: 'remote-beginning-differs' } });
  expect(file.there()).toEqual({ [path]: '01x' });
});

test('what is no beginning of it is replaced or left if the person says so', async () => {
  const replacing = over('01x');
  replacing.state.answer = () => answer('overwrite');
  expect(await replacing.send()).toMatchObject({ status: 'verified' });
  expect(replacing.there()).toEqual({ [path]: ours });
  const leaving = over('01x');
  leaving.state.answer = () => answer('skip');
  expect(await leaving.send()).toMatchObject({ status: 'skipped' });
});

/** Nothing can be read back from it. */
const closed = async (there: string, more?: Parameters<typeof oneFile>[0]) => {
  const file = over(there, more);
  await file.connect();
  // eslint-disable-next-line require-yield -- it refuses before anything comes
  file.server.last.download.receive = async function* () {
    await Promise.reject(new AppError('remote-permission'));
  };
  return file;
};

test('where it can not be read back only the person can say that it fits', async () => {
  const refused = await closed('0123');
  expect(await refused.send()).toMatchObject({
    failure: {
      code: 'remote-beginning-differs',
      detail: 'It has 4 bytes, which can not be read back.',
    },
  });
  expect(refused.asked).toMatchObject([{ beginning: 'unknown' }]);
  const agreed = await closed('0123');
  agreed.state.answer = () => answer('resume');
  expect(await agreed.send()).toMatchObject({
    ...{ status: 'accepted', verifiedBy: null, sha256: null, sentBytes: 10 },
  });
  expect(agreed.server.goneOn).toEqual([{ path, from: 4 }]);
});

test('a yes is about what was there when it was asked', async () => {
  const file = await closed('0123');
  file.state.answer = () => {
    if (file.asked.length > 1) return { kind: 'no' };
    file.server.files.set(path, Buffer.from('012345'));
    return answer('resume');
  };
  expect(await file.send()).toMatchObject({ failure: { code: 'remote-beginning-differs' } });
  expect(file.asked).toMatchObject([{ remoteSize: 4 }, { remoteSize: 6 }]);
});

test('what has its length but can not be read back is left as it is by "resume"', async () => {
  const file = await closed('abcdefghij');
  file.state.answer = () => answer('resume');
  expect(await file.send()).toMatchObject({ status: 'skipped' });
  expect(file.there()).toEqual({ [path]: 'abcdefghij' });
});

test('"for all" of what fits is no answer about what can not be read back', async () => {
  const file = over('0123', { site: { onExists: 'ask' } });
  file.state.answer = () => answer('resume', true);
  expect(await file.send()).toMatchObject({ status: 'verified' });
  expect(file.server.goneOn).toHaveLength(1);
  file.server.files.set(path, Buffer.from('0123'));
  // eslint-disable-next-line require-yield -- it refuses before anything comes
  file.server.last.download.receive = async function* () {
    await Promise.reject(new AppError('remote-permission'));
  };
  file.state.answer = () => ({ kind: 'no' });
  expect(await file.send()).toMatchObject({ failure: { code: 'remote-beginning-differs' } });
  expect(file.asked).toHaveLength(2);
});

test('a server that can not go on gets a file from the start if what it has is its beginning', async () => {
  const fits = over('0123', { set: (server) => (server.resumes = false) });
  expect(await fits.send()).toMatchObject({ status: 'verified', sentBytes: 10 });
  expect(fits.there()).toEqual({ [path]: ours });
  const other = over('x', { set: (server) => (server.resumes = false) });
  expect(await other.send()).toMatchObject({ failure: { code: 'remote-beginning-differs' } });
});

test('a refusal to go on leads to sending from the start', async () => {
  const file = over('0123');
  await file.connect();
  Object.assign(file.server.last.upload, {
    resume: () => Promise.reject(new AppError('remote-permission', '550 no APPE for you')),
  });
  expect(await file.send()).toMatchObject({ status: 'verified', sentBytes: 10 });
  expect(file.there()).toEqual({ [path]: ours });
});

test('a piece that we left is gone on with if it fits, and else asked about', async () => {
  const fits = over('0123', { transfer: { serverMayHave: 'part' } });
  await fits.send();
  expect(fits.server.goneOn).toHaveLength(1);
  const changed = over('xx', { transfer: { serverMayHave: 'part' } });
  expect(await changed.send()).toMatchObject({ failure: { code: 'remote-beginning-differs' } });
  expect(changed.asked).toHaveLength(1);
  expect(changed.there()).toEqual({ [path]: 'xx' });
});

test('under a temporary name that file is gone on with', async () => {
  const file = oneFile({
    site: { onExists: 'resume' },
    options: { temporaryName: true },
    set: (server) => (server.resumes = true),
  });
  file.server.files.set(`${path}.part`, Buffer.from('012'));
  expect(await file.send()).toMatchObject({ status: 'verified' });
  expect(file.server.goneOn).toEqual([{ path: `${path}.part`, from: 3 }]);
  expect(file.there()).toEqual({ [path]: ours });
});

test('what was put behind a beginning is looked at, also where nothing else is verified', async () => {
  const file = over('0123', { options: { verify: 'none' } });
  await file.connect();
  file.server.last.upload.size = () => Promise.resolve(14);
  expect(await file.send()).toMatchObject({ failure: { code: 'remote-size-differs' } });
});

test('a file that changed since its piece was left is sent anew if the person says so', async () => {
  const file = over('0123', { transfer: { serverMayHave: 'part' } });
  writeFileSync(file.localPath, 'abcdef');
  file.state.answer = () => answer('overwrite');
  expect(await file.send()).toMatchObject({ status: 'verified', sentBytes: 6 });
  expect(file.there()).toEqual({ [path]: 'abcdef' });
});

test('a link that breaks while the beginning is read back is the end of the try', async () => {
  const file = over('0123');
  await file.connect();
  file.server.last.download.receive = async function* () {
    yield Buffer.from('01');
    file.server.last.lose();
    await Promise.reject(new AppError('link-lost'));
  };
  expect(await file.send()).toMatchObject({ failure: { code: 'link-lost' } });
  expect(file.asked).toEqual([]);
});

test('what a person alone agreed to is verified only if a checksum of the whole agrees', async () => {
  const telling = async (theirs: string) => {
    const file = await closed('0123', {
      options: { verify: 'none' },
      set: (server) =>
        (server.checksums = {
          ...{ algorithms: ['sha-256'], ofParts: false },
          // It tells nothing until the file is whole.
          of: (name) => Promise.resolve(server.files.get(name)?.length === 10 ? theirs : undefined),
        }),
    });
    file.state.answer = () => answer('resume');
    return file.send();
  };
  expect(await telling(sha256)).toMatchObject({
    status: 'verified',
    verifiedBy: 'sha-256',
    sha256,
  });
  expect(await telling('ab12')).toMatchObject({
    kind: 'fail',
    failure: { code: 'remote-checksum-differs' },
    sha256: null,
  });
});

test('what was gone on with is compared by a checksum, whatever the site wants', async () => {
  for (const verify of ['size', 'none'] as const) {
    const file = over('0123', {
      options: { verify },
      set: (server) => (server.checksums = testChecksums(server, { algorithms: ['md5'] })),
    });
    expect(await file.send()).toMatchObject({ status: 'verified', verifiedBy: 'md5' });
    file.server.files.set(path, Buffer.from('0123'));
    await file.connect();
    const { resume } = file.server.last.upload as {
      resume?: (...all: never[]) => Promise<unknown>;
    };
    Object.assign(file.server.last.upload, {
      resume: async (...all: never[]) => {
        const receipt = await resume?.(...all);
        file.server.files.set(path, Buffer.from('\0\0\0\x00456789'));
        return receipt;
      },
    });
    expect(await file.send()).toMatchObject({ failure: { code: 'remote-checksum-differs' } });
  }
});
