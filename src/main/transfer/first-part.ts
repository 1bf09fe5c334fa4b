import { AppError } from '../../shared/domain/error.ts';
import type { ChecksumAlgorithm } from '../../shared/domain/transfer.ts';
import type { Connection } from '../transport/transport.ts';
import { chosenOf } from './checksum.ts';
import { linkIsGone } from './run.ts';
import type { Snapshot } from './snapshot.ts';

/** What a server has, compared with the file that is to be sent there. `unknown`: it can't be read back. */
export type FirstPart =
  | { readonly kind: 'same'; readonly by: ChecksumAlgorithm }
  | { readonly kind: 'other' }
  | { readonly kind: 'unknown' };

interface Comparison {
  readonly connection: Connection;
  readonly snapshot: Snapshot;
  readonly path: string;
  /** Bytes that the server has at `path`. */
  readonly size: number;
  /** Reading back more than this is not worth it: it is unknown then. */
  readonly mostReadBack: number;
  /** Awaited before bytes that were read back are taken. */
  readonly pass: (bytes: number) => Promise<void>;
}

/**
 * Whether all that the server has at a path is the beginning of the file (or the whole): by the server's own
 * checksum, else by reading it back. Rejects when the link is gone.
 */
export async function compareFirstPart(
  comparison: Comparison,
  signal: AbortSignal,
): Promise<FirstPart> {
  const { connection, snapshot, size, mostReadBack } = comparison;
  if (size > snapshot.size) return { kind: 'other' };
  try {
    const said = await byChecksum(comparison, signal);
    if (said !== undefined) return said;
    if (connection.download === undefined || size > mostReadBack) return { kind: 'unknown' };
    return await byReadingBack(comparison, connection.download, signal);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || isOurs(thrown) || linkIsGone(connection, signal, thrown))
      throw thrown;
    return { kind: 'unknown' };
  }
}

async function byChecksum(
  { connection, snapshot, path, size }: Comparison,
  signal: AbortSignal,
): Promise<FirstPart | undefined> {
  const checksums = connection.upload?.checksums;
  const by = checksums && chosenOf(checksums);
  if (checksums === undefined || by === undefined) return undefined;
  // What is there has just that many bytes, so that its whole is its first part too.
  const theirs = await checksums.of(path, by, checksums.ofParts ? size : null, signal);
  if (theirs === undefined) return undefined;
  const ours = await snapshot.checksumOf(size, by);
  return theirs === ours ? { kind: 'same', by } : { kind: 'other' };
}

/** A piece at a time, and no further than to the first difference. */
async function byReadingBack(
  { snapshot, path, size, pass }: Comparison,
  download: NonNullable<Connection['download']>,
  signal: AbortSignal,
): Promise<FirstPart> {
  let at = 0;
  for await (const theirs of download.receive(path, signal)) {
    // It grows: somebody else writes to it.
    if (at + theirs.length > size) return { kind: 'other' };
    await pass(theirs.length);
    const ours = await snapshot.read(at, theirs.length);
    if (!ours.equals(theirs)) return { kind: 'other' };
    at += theirs.length;
  }
  return at === size ? { kind: 'same', by: 'sha-256' } : { kind: 'other' };
}

const isOurs = ({ code }: AppError): boolean => code.startsWith('local-');
