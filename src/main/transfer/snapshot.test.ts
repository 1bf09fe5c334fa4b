import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  renameSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { Gate } from './gate.ts';
import { openSnapshot } from './snapshot.ts';
import type { SnapshotWatch } from './snapshot-reader.ts';

const watch: SnapshotWatch = {
  pass: () => Promise.resolve(),
  lastPiece: () => Promise.resolve(),
  checksums: [],
};

function fileOf(content: string | Buffer): string {
  const path = join(tempFolder(), 'batch.hl7');
  writeFileSync(path, content);
  return path;
}

async function readAll(
  path: string,
  pieceSize: number,
  between: (piece: number) => void = () => undefined,
) {
  const snapshot = await openSnapshot(path, watch);
  const pieces: Buffer[] = [];
  try {
    for await (const piece of snapshot.source.pieces(pieceSize)) {
      pieces.push(Buffer.from(piece));
      between(pieces.length);
    }
    return { pieces, sha256: snapshot.sha256(), size: snapshot.size };
  } finally {
    await snapshot.close();
  }
}

test.each([0, 1, 9, 10, 11, 100])('a file of %i bytes is read whole, with its hash', async (n) => {
  const content = randomBytes(n);
  const { pieces, sha256, size } = await readAll(fileOf(content), 10);
  expect(Buffer.concat(pieces).equals(content)).toBe(true);
  expect(pieces.slice(0, -1).every((piece) => piece.length === 10)).toBe(true);
  expect(size).toBe(n);
  expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
});

const changes: Readonly<Record<string, (path: string) => void>> = {
  grew: (path) => appendFileSync(path, 'x'),
  shrank: (path) => truncateSync(path, 12),
  'was written to, at the same size': (path) => {
    writeFileSync(path, 'y'.repeat(100));
    utimesSync(path, 1, 1);
  },
  'was replaced': (path) => {
    writeFileSync(`${path}.new`, 'z'.repeat(100));
    renameSync(path, `${path}.old`);
    renameSync(`${path}.new`, path);
  },
  'was moved away': (path) => renameSync(path, `${path}.old`),
};

test.each(Object.entries(changes))(
  'a file that %s under way never has its last piece handed out',
  async (_name, change) => {
    const path = fileOf('x'.repeat(100));
    let handedOut = 0;
    const reading = readAll(path, 10, (piece) => {
      handedOut = piece;
      if (piece === 1) change(path);
    });
    await expect(reading).rejects.toMatchObject({ code: 'local-changed' });
    expect(handedOut).toBeLessThan(10);
  },
);

test('a hash is not given before everything was read', async () => {
  const snapshot = await openSnapshot(fileOf('abcdef'), watch);
  await snapshot.source.pieces(2).next();
  expect(snapshot.sha256()).toBeNull();
  await snapshot.close();
});

test.each([0, 1, 10, 11, 25])(
  'of %i bytes the last piece is only given once that was written down',
  async (count) => {
    const happened: string[] = [];
    const snapshot = await openSnapshot(fileOf('x'.repeat(count)), {
      ...watch,
      lastPiece: async () => {
        await Promise.resolve();
        happened.push('written');
      },
    });
    for await (const piece of snapshot.source.pieces(10)) happened.push(String(piece.length));
    await snapshot.close();
    const pieces = { 0: [], 1: [1], 10: [10], 11: [10, 1], 25: [10, 10, 5] }[count] ?? [];
    expect(happened).toEqual([...pieces.slice(0, -1), 'written', ...pieces.slice(-1)].map(String));
  },
);

test('what can not be written down is not sent', async () => {
  const snapshot = await openSnapshot(fileOf('x'.repeat(15)), {
    ...watch,
    lastPiece: () => Promise.reject(new AppError('storage-failed')),
  });
  const pieces = snapshot.source.pieces(10);
  await pieces.next();
  await expect(pieces.next()).rejects.toMatchObject({ code: 'storage-failed' });
  expect(snapshot.sha256()).toBeNull();
  await snapshot.close();
});

test('the rest of a file is given alone, and the checksums are those of the whole', async () => {
  const content = randomBytes(200_000);
  const passed: number[] = [];
  const snapshot = await openSnapshot(fileOf(content), {
    ...watch,
    pass: (bytes) => Promise.resolve(void passed.push(bytes)),
    checksums: ['md5', 'crc-32'],
  });
  const rest = snapshot.rest(150_000);
  expect(rest).toMatchObject({ size: 200_000, from: 150_000 });
  const pieces: Buffer[] = [];
  for await (const piece of rest.pieces(40_000)) pieces.push(piece);
  expect(Buffer.concat(pieces).equals(content.subarray(150_000))).toBe(true);
  expect(passed).toEqual([0, 0, 0, 40_000, 10_000]);
  expect(snapshot.sha256()).toBe(createHash('sha256').update(content).digest('hex'));
  expect(snapshot.checksum('md5')).toBe(createHash('md5').update(content).digest('hex'));
  expect(snapshot.checksum('crc-32')).toMatch(/^[0-9a-f]{8}$/);
  expect(snapshot.checksum('sha-1')).toBeNull();
  await snapshot.close();
});

test('a checksum of the first part can be had before anything is sent', async () => {
  const content = randomBytes(100_000);
  const snapshot = await openSnapshot(fileOf(content), watch);
  const expected = createHash('sha1').update(content.subarray(0, 70_000)).digest('hex');
  expect(await snapshot.checksumOf(70_000, 'sha-1')).toBe(expected);
  expect(snapshot.checksum('sha-1')).toBeNull();
  await snapshot.close();
});

test('nothing is handed out while the gate is closed', async () => {
  const gate = new Gate();
  gate.close();
  const stop = new AbortController();
  const never = new Promise<undefined>(() => undefined);
  const snapshot = await openSnapshot(fileOf('abcdef'), {
    ...watch,
    pass: () => gate.passed(stop.signal, never),
  });
  const pieces = snapshot.source.pieces(3);
  let got = '';
  const reading = pieces.next().then((piece) => (got = String(piece.value)));
  await new Promise((resolve) => setImmediate(resolve));
  expect(got).toBe('');
  gate.reopen();
  expect(await reading).toBe('abc');
  gate.close();
  const last = pieces.next();
  stop.abort();
  await expect(last).rejects.toMatchObject({ code: 'cancelled' });
  await snapshot.close();
});

test('what waits at a closed gate hears that the link is gone', async () => {
  const gate = new Gate();
  gate.close();
  const passing = gate.passed(new AbortController().signal, Promise.resolve(undefined));
  await expect(passing).rejects.toMatchObject({ code: 'link-lost' });
});

test('a file that is not there, a folder and a pipe each say what they are', async () => {
  const folder = tempFolder();
  const gone = join(folder, 'gone.hl7');
  await expect(openSnapshot(gone, watch)).rejects.toMatchObject({ code: 'local-not-found' });
  mkdirSync(join(folder, 'sub'));
  const sub = openSnapshot(join(folder, 'sub'), watch);
  await expect(sub).rejects.toMatchObject({ code: 'local-not-a-file' });
  if (process.platform === 'win32') return;
  const makePipe = 'mkfifo';
  execFileSync(makePipe, [join(folder, 'pipe')]);
  const pipe = openSnapshot(join(folder, 'pipe'), watch);
  await expect(pipe).rejects.toMatchObject({ code: 'local-not-a-file' });
});

// Windows has no such modes.
test.skipIf(process.platform === 'win32')('a file that may not be read says so', async () => {
  const path = fileOf('secret');
  chmodSync(path, 0);
  await asOrdinaryUser(async () => {
    await expect(openSnapshot(path, watch)).rejects.toMatchObject({ code: 'local-permission' });
  });
});

/** Root may read everything, so it is nobody for a while. */
async function asOrdinaryUser(act: () => Promise<void>): Promise<void> {
  if (process.getuid?.() !== 0) return act();
  process.seteuid?.('nobody');
  try {
    await act();
  } finally {
    process.seteuid?.(0);
  }
}
