import { AppError } from '../../shared/domain/error.ts';
import type { VerifiedBy } from '../../shared/domain/transfer.ts';
import type { Upload } from '../transport/transport.ts';
import { chosenOf } from './checksum.ts';
import { unstoppable, type Leg } from './run.ts';
import type { Snapshot } from './snapshot.ts';

export type Verdict =
  | { readonly kind: 'verified'; readonly by: VerifiedBy }
  /** The server has said that it has the file; more can't be seen. */
  | { readonly kind: 'accepted' }
  | { readonly kind: 'damaged'; readonly error: AppError };

/**
 * What can be said of a file that the server has taken: read back equal it is verified; not to be seen any more
 * (EFT collects files at once) it is accepted. Only what was read back and differs is an error
 * (`remote-size-differs`, `remote-checksum-differs`): that it can't be looked at takes nothing from the server's word.
 */
export async function verify(
  leg: Leg,
  upload: Upload,
  path: string,
  snapshot: Pick<Snapshot, 'size' | 'checksum'>,
  how: 'size' | 'checksum',
): Promise<Verdict> {
  const { size } = snapshot;
  const there = await lookedBack(leg, 'size', upload.size(path, unstoppable));
  if (there === undefined) return { kind: 'accepted' };
  if (there !== size) {
    const detail = `sent ${size} bytes, the server has ${there}`;
    return { kind: 'damaged', error: new AppError('remote-size-differs', detail) };
  }
  const { checksums } = upload;
  const by = how === 'checksum' && checksums !== undefined ? chosenOf(checksums) : undefined;
  const ours = by === undefined ? null : snapshot.checksum(by);
  if (checksums === undefined || by === undefined || ours === null)
    return { kind: 'verified', by: 'size' };
  const theirs = await lookedBack(leg, by, checksums.of(path, by, null, unstoppable));
  if (theirs === undefined) return { kind: 'verified', by: 'size' };
  if (theirs === ours) return { kind: 'verified', by };
  const detail = `${by}: sent ${ours}, the server has ${theirs}`;
  return { kind: 'damaged', error: new AppError('remote-checksum-differs', detail) };
}

async function lookedBack<T>(
  leg: Leg,
  what: string,
  asking: Promise<T | undefined>,
): Promise<T | undefined> {
  try {
    return await asking;
  } catch (thrown) {
    leg.note('info', `The ${what} could not be read back: ${String(thrown)}`);
    return undefined;
  }
}
