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
import { tempFolder } from '../storage/testing/temp-database.ts';
import { Gate } from './gate.ts';
import { openSnapshot } from './snapshot.ts';

const pass = () => Promise.resolve();

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
  const snapshot = await openSnapshot(path, pass);
  const pieces: Buffer[] = [];
  try {
    for await (const piece of snapshot.source.pieces(pieceSize)) {
      pieces.push(piece);
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
  const snapshot = await openSnapshot(fileOf('abcdef'), pass);
  await snapshot.source.pieces(2).next();
  expect(snapshot.sha256()).toBeNull();
  await snapshot.close();
});

test('nothing is handed out while the gate is closed', async () => {
  const gate = new Gate();
  gate.close();
  const stop = new AbortController();
  const never = new Promise<undefined>(() => undefined);
  const snapshot = await openSnapshot(fileOf('abcdef'), () => gate.passed(stop.signal, never));
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
  await expect(openSnapshot(gone, pass)).rejects.toMatchObject({ code: 'local-not-found' });
  mkdirSync(join(folder, 'sub'));
  const sub = openSnapshot(join(folder, 'sub'), pass);
  await expect(sub).rejects.toMatchObject({ code: 'local-not-a-file' });
  if (process.platform === 'win32') return;
  const makePipe = 'mkfifo';
  execFileSync(makePipe, [join(folder, 'pipe')]);
  const pipe = openSnapshot(join(folder, 'pipe'), pass);
  await expect(pipe).rejects.toMatchObject({ code: 'local-not-a-file' });
});

// Windows has no such modes.
test.skipIf(process.platform === 'win32')('a file that may not be read says so', async () => {
  const path = fileOf('secret');
  chmodSync(path, 0);
  await asOrdinaryUser(async () => {
    await expect(openSnapshot(path, pass)).rejects.toMatchObject({ code: 'local-permission' });
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
