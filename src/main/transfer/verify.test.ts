import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import type { ChecksumAlgorithm } from '../../shared/domain/transfer.ts';
import { oneFile } from './testing/one-file.ts';
import { testChecksums } from './testing/test-checksums.ts';

const path = '/home/batch.hl7';

/** A site that wants checksums, and a server that makes these. */
const checked = (algorithms: readonly ChecksumAlgorithm[], answers = true) =>
  oneFile({
    options: { verify: 'checksum' },
    set: (server) => (server.checksums = testChecksums(server, { algorithms, answers })),
  });

test.each([
  [['sha-512', 'sha-256', 'md5'], 'sha-256'],
  [['sha-512', 'sha-1'], 'sha-512'],
  [['sha-1', 'md5', 'crc-32'], 'sha-1'],
  [['md5'], 'md5'],
  [['crc-32'], 'crc-32'],
] as const)('of %j the server is asked for one, and the receipt says which', async (has, by) => {
  expect(await checked(has).send()).toMatchObject({ status: 'verified', verifiedBy: by });
});

test('another checksum is a failure that says both, and keeps the receipt', async () => {
  const file = checked(['md5']);
  file.server.checksums = {
    algorithms: ['md5'],
    ofParts: false,
    of: () => Promise.resolve('ab12'),
  };
  const ours = createHash('md5').update('0123456789').digest('hex');
  expect(await file.send()).toMatchObject({
    kind: 'fail',
    failure: {
      code: 'remote-checksum-differs',
      detail: `md5: sent ${ours}, the server has ab12`,
    },
    reply: `226 got ${path}`,
  });
});

test.each([
  ['that is not given', () => Promise.resolve(undefined)],
  ['that ends in an error', () => Promise.reject(new AppError('remote-busy', '450 in use'))],
  ['over which the link breaks', () => Promise.reject(new AppError('link-lost'))],
])('a checksum %s leaves what the size says', async (_what, of) => {
  const file = checked(['md5']);
  file.server.checksums = { algorithms: ['md5'], ofParts: false, of };
  expect(await file.send()).toMatchObject({ status: 'verified', verifiedBy: 'size' });
});

test('a server that makes none is asked for the size', async () => {
  const file = oneFile({ options: { verify: 'checksum' } });
  expect(await file.send()).toMatchObject({ status: 'verified', verifiedBy: 'size' });
});

test('of a file that was collected no checksum is asked for', async () => {
  const file = checked(['md5']);
  file.server.collects = true;
  file.server.checksums = {
    ...{ algorithms: ['md5'], ofParts: false },
    of: () => Promise.reject(new Error('asked')),
  };
  expect(await file.send()).toMatchObject({ status: 'accepted', verifiedBy: null });
  expect(file.notes).toEqual([]);
});

test('no checksum is asked for where the size is enough, and nothing where nothing is', async () => {
  for (const verify of ['size', 'none'] as const) {
    const file = oneFile({
      options: { verify },
      set: (server) =>
        (server.checksums = {
          ...{ algorithms: ['md5'], ofParts: false },
          of: () => Promise.reject(new Error('asked')),
        }),
    });
    const end = { status: verify === 'size' ? 'verified' : 'accepted', failure: null };
    expect(await file.send()).toMatchObject(end);
    expect(file.notes).toEqual([]);
  }
});

test('under a temporary name it is that file which is looked at', async () => {
  const file = oneFile({
    options: { verify: 'checksum', temporaryName: true },
    set: (server) => (server.checksums = testChecksums(server)),
  });
  expect(await file.send()).toMatchObject({ status: 'verified', verifiedBy: 'sha-256' });
  expect(Object.keys(file.there())).toEqual([path]);
});
