import { AppError, toFailure, type Failure } from '../../shared/domain/error.ts';
import type { Browse, Connection } from '../transport/transport.ts';
import { unstoppable, type Leg } from './run.ts';

/** The name under which a file is sent. Rejects `not-supported` before anything is sent where it could never get its own. */
export function temporaryPath(connection: Connection, path: string): string {
  if (connection.browse?.rename === undefined)
    throw new AppError(
      'not-supported',
      'The server can not rename, so "temporary name" must be off.',
    );
  return `${path}.part`;
}

export type Moved =
  | { readonly kind: 'moved' }
  /** The link broke over it: the file has one of the two names. */
  | { readonly kind: 'unknown'; readonly failure: Failure }
  | { readonly kind: 'not-moved'; readonly failure: Failure };

/** Gives a file that was sent whole its own name. */
export async function moveIntoPlace(
  leg: Leg,
  { browse }: Connection,
  from: string,
  to: string,
): Promise<Moved> {
  const name = (path: string) => path.slice(path.lastIndexOf('/') + 1);
  try {
    await rename(leg, browse, from, to);
    return { kind: 'moved' };
  } catch (thrown) {
    const { code, detail } = toFailure(thrown);
    if (['link-lost', 'link-stalled', 'reply-lost', 'cancelled'].includes(code)) {
      const where = `The whole file is there as ${name(to)} or as ${name(from)}. ${detail}`;
      return { kind: 'unknown', failure: { code: 'reply-lost', detail: where.trimEnd() } };
    }
    const where = `The whole file is on the server as ${name(from)}, but could not be renamed to ${name(to)}.`;
    return { kind: 'not-moved', failure: { code, detail: `${where} ${detail}`.trimEnd() } };
  }
}

/** Most servers rename over nothing that is there; where overwriting is wanted the old file makes room. */
async function rename(
  leg: Leg,
  browse: Browse | undefined,
  from: string,
  to: string,
): Promise<void> {
  try {
    await browse?.rename?.(from, to, unstoppable);
  } catch (thrown) {
    if (leg.site.onExists !== 'overwrite' || browse?.removeFile === undefined) throw thrown;
    const old = await browse.stat(to, unstoppable).catch(() => undefined);
    if (old?.kind !== 'file') throw thrown;
    await browse.removeFile(to, unstoppable);
    await browse.rename?.(from, to, unstoppable);
  }
}
