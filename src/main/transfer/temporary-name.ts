import { toFailure, type Failure } from '../../shared/domain/error.ts';
import type { Browse, Connection } from '../transport/transport.ts';
import { nameOf, numbered } from './remote-path.ts';
import { unstoppable } from './run.ts';

const ending = '.part';
/** The longest name that file systems take, in bytes. */
const longestName = 255;

/** The name under which a file is sent: its own, where it could never get that afterwards. */
export function temporaryPath({ browse }: Connection, path: string): string {
  const fits = Buffer.byteLength(nameOf(path)) + ending.length <= longestName;
  return browse?.rename !== undefined && fits ? path + ending : path;
}

/** How many temporary names are tried for a file. */
const mostNames = 99;

/** Its own one, and those for when that is somebody else's: "batch.hl7.part", "batch.hl7 (2).part" ... */
export function* temporaryPaths(path: string): Generator<string, void, undefined> {
  yield path + ending;
  for (let number = 2; number <= mostNames; number += 1) {
    const next = numbered(path + ending, number);
    if (Buffer.byteLength(nameOf(next)) <= longestName) yield next;
  }
}

type Moved =
  | { readonly kind: 'moved' }
  /** The link broke over it: the file has one of the two names. */
  | { readonly kind: 'unknown'; readonly failure: Failure }
  /** It has its temporary name still (`remote-name-kept`). */
  | { readonly kind: 'not-moved'; readonly failure: Failure };

interface Names {
  readonly path: string;
  readonly under: string;
  /** Whether what is at `path` may be replaced. */
  readonly over: 'anything' | 'nothing';
}

/** Gives a file that was sent whole `under` a name its own. */
export async function moveIntoPlace({ browse }: Connection, names: Names): Promise<Moved> {
  const [from, to] = [nameOf(names.under), nameOf(names.path)];
  try {
    await rename(browse, names);
    return { kind: 'moved' };
  } catch (thrown) {
    const { code, detail } = toFailure(thrown);
    if (['link-lost', 'link-stalled', 'reply-lost', 'cancelled'].includes(code)) {
      const where = `The whole file is there as ${to} or as ${from}. ${detail}`;
      return { kind: 'unknown', failure: { code: 'reply-lost', detail: where.trimEnd() } };
    }
    const where = `The whole file is on the server as ${from}, but could not be renamed to ${to}.`;
    const words = detail === '' ? code : detail;
    return {
      kind: 'not-moved',
      failure: { code: 'remote-name-kept', detail: `${where} ${words}` },
    };
  }
}

/** Most servers rename over nothing that is there; where it may be replaced the old file makes room. */
async function rename(browse: Browse | undefined, { path, under, over }: Names): Promise<void> {
  try {
    await browse?.rename?.(under, path, unstoppable);
  } catch (thrown) {
    if (over === 'nothing' || browse?.removeFile === undefined) throw thrown;
    const old = await browse.stat(path, unstoppable).catch(() => undefined);
    if (old?.kind !== 'file') throw thrown;
    await browse.removeFile(path, unstoppable);
    await browse.rename?.(under, path, unstoppable);
  }
}
