import { createHash } from 'node:crypto';
import { access, link, open, rename, rm, unlink, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../shared/domain/error.ts';
import { localError } from '../local/local-errors.ts';
import type { Connection } from '../transport/transport.ts';
import { checkLocalName } from './local-name.ts';
import { passFor } from './pass.ts';
import { fromHome } from './remote-path.ts';
import { linkIsGone, type Ended, type Leg } from './run.ts';

/**
 * Receives one file: into a file beside its place, which gets its name when it is whole and on disk.
 * Nothing that is there is overwritten (`local-exists`); what was received in part is removed.
 */
export async function receiveFile(leg: Leg): Promise<Ended> {
  const { localPath } = leg.transfer;
  checkLocalName(localPath, process.platform);
  await refuseTaken(localPath);
  return leg.use(async (connection, signal) => {
    const path = fromHome(connection.home, leg.transfer.remotePath);
    const size = await sizeThere(connection, path, signal);
    await leg.prepared({
      name: leg.transfer.name,
      remotePath: path,
      size: size ?? 0,
      localModifiedAt: null,
    });
    const part = `${localPath}.ciis-part`;
    const handle = await openPart(part);
    try {
      const got = await receive(leg, connection, path, handle, signal).finally(() =>
        handle.close(),
      );
      if (size !== undefined && got.bytes !== size)
        throw new AppError('link-lost', `received ${got.bytes} of ${size} bytes`);
      await moveIntoPlace(part, localPath);
      return {
        kind: 'finish',
        status: size === undefined ? 'accepted' : 'verified',
        sentBytes: got.bytes,
        sha256: got.sha256,
        reply: null,
        failure: null,
        verifiedBy: size === undefined ? null : 'size',
      };
    } catch (thrown) {
      await rm(part, { force: true });
      throw thrown instanceof AppError ? thrown : localError(thrown);
    }
  });
}

async function receive(
  leg: Leg,
  connection: Connection,
  path: string,
  handle: FileHandle,
  signal: AbortSignal,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  if (connection.download === undefined) throw new AppError('not-supported');
  const hash = createHash('sha256');
  let bytes = 0;
  const { pass, end } = passFor(leg, connection, signal);
  try {
    for await (const piece of connection.download.receive(path, signal)) {
      await pass(piece.length);
      await handle.writeFile(piece);
      hash.update(piece);
      bytes += piece.length;
      leg.progress(bytes);
    }
  } finally {
    end();
  }
  await handle.sync();
  return { bytes, sha256: hash.digest('hex') };
}

async function sizeThere(
  connection: Connection,
  path: string,
  signal: AbortSignal,
): Promise<number | undefined> {
  try {
    const entry = await connection.browse?.stat(path, signal);
    if (entry?.kind === 'folder') throw new AppError('not-supported', 'It is a folder.');
    return entry?.kind === 'file' ? entry.size : undefined;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    if (thrown.code === 'not-supported' || linkIsGone(connection, signal, thrown)) throw thrown;
    return undefined;
  }
}

async function openPart(part: string): Promise<FileHandle> {
  try {
    // What a broken-off download left, or a link that somebody put there: never written through.
    await rm(part, { force: true });
    return await open(part, 'wx');
  } catch (thrown) {
    throw localError(thrown);
  }
}

async function refuseTaken(path: string): Promise<void> {
  const taken = await access(path).then(
    () => true,
    () => false,
  );
  if (taken) throw new AppError('local-exists');
}

/** A link refuses a name that was taken meanwhile, which a rename would overwrite; some drives have no links. */
async function moveIntoPlace(part: string, path: string): Promise<void> {
  try {
    await link(part, path);
  } catch (thrown) {
    const error = localError(thrown);
    if (error.code === 'local-exists') throw error;
    await refuseTaken(path);
    await rename(part, path);
    return;
  }
  await unlink(part);
}
