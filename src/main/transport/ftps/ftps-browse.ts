import { AppError } from '../../../shared/domain/error.ts';
import type { RemoteEntry } from '../../../shared/domain/remote-entry.ts';
import type { Browse } from '../transport.ts';
import { errorFromReply } from './ftps-errors.ts';
import { pathArgument, type FtpsLink } from './ftps-link.ts';
import { parseListing, parseMlsd } from './listing.ts';
import { parseMlsx } from './mlsx.ts';
import { canMlsx, readListing } from './read-listing.ts';
import { isDone, sizeFromReply } from './reply.ts';
import { orCancelled } from './wait.ts';

export function ftpsBrowse(link: FtpsLink): Browse {
  const { control, lane, options } = link;
  const run = <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
    orCancelled(lane.run(signal, work), signal);
  const tell = (verb: string, path: string, signal: AbortSignal): Promise<void> =>
    run(signal, async () => {
      await control.tell(`${verb} ${pathArgument(path)}`, options.idleTimeout);
    });

  return {
    list: (path, signal) => run(signal, () => list(link, pathArgument(path), signal)),
    stat: (path, signal) => run(signal, () => stat(link, pathArgument(path))),
    hasFolder: (path, signal) => run(signal, () => hasFolder(link, pathArgument(path))),
    makeFolder: (path, signal) => run(signal, () => makeFolder(link, pathArgument(path))),
    rename: (from, to, signal) =>
      run(signal, () => rename(link, pathArgument(from), pathArgument(to))),
    removeFile: (path, signal) => tell('DELE', path, signal),
    removeFolder: (path, signal) => tell('RMD', path, signal),
  };
}

/** Size now; undefined when the server does not show it. */
export async function remoteSize(link: FtpsLink, path: string): Promise<number | undefined> {
  const { control, features, options } = link;
  if (features.has('SIZE'))
    return sizeFromReply(await control.ask(`SIZE ${path}`, options.idleTimeout));
  return features.has('MLST') ? (await factsOf(link, path))?.size : undefined;
}

async function list(
  link: FtpsLink,
  path: string,
  signal: AbortSignal,
): Promise<readonly RemoteEntry[]> {
  try {
    if (canMlsx(link)) return parseMlsd(await readListing(link, 'MLSD', path, signal));
    // LIST takes patterns and options, and some servers show nothing for a folder that is not there.
    await link.control.tell(`CWD ${path}`, link.options.idleTimeout);
    return parseListing(await readListing(link, 'LIST', '', signal), Date.now());
  } catch (error) {
    if (!(error instanceof AppError) || !refusals.has(error.code)) throw error;
    // Pure-FTPd says the same of a folder that is not there.
    if (canMlsx(link)) await hasFolder(link, path);
    throw new AppError('remote-listing-refused', error.detail, { cause: error });
  }
}

const refusals: ReadonlySet<string> = new Set([
  'remote-permission',
  'not-supported',
  'server-refused',
]);

async function stat(link: FtpsLink, path: string): Promise<RemoteEntry | undefined> {
  if (canMlsx(link)) return await factsOf(link, path);
  const name = lastPart(path);
  const size = await remoteSize(link, path);
  if (size !== undefined) return { name, kind: 'file', size, modifiedAt: null };
  const folder = await link.control.ask(`CWD ${path}`, link.options.idleTimeout);
  return isDone(folder) ? { name, kind: 'folder', size: 0, modifiedAt: null } : undefined;
}

async function factsOf(link: FtpsLink, path: string): Promise<RemoteEntry | undefined> {
  const reply = await link.control.ask(`MLST ${path}`, link.options.idleTimeout);
  if (!isDone(reply)) return undefined;
  const line = reply.text
    .split('\n')
    .slice(1, -1)
    .find((text) => text.includes(';'));
  const entry = line === undefined ? undefined : parseMlsx(line.trimStart());
  return entry && { ...entry, name: lastPart(path) };
}

/** An account may upload into a folder that it may neither enter nor look at. */
async function hasFolder(link: FtpsLink, path: string): Promise<boolean> {
  const { control, features, options } = link;
  const entered = await control.ask(`CWD ${path}`, options.idleTimeout);
  if (isDone(entered)) return true;
  const found = features.has('MLST') ? await factsOf(link, path) : undefined;
  if (found?.kind === 'folder') return true;
  if (found?.kind === 'file') throw new AppError('remote-not-found', `${path} is a file`);
  const error = errorFromReply(entered, 'CWD');
  if (saysNothing.has(error.code)) return false;
  throw error;
}

/** Of what was asked about: only of the asking. */
const saysNothing: ReadonlySet<string> = new Set([
  ...refusals,
  'remote-busy',
  'remote-name-refused',
]);

async function makeFolder({ control, options }: FtpsLink, path: string): Promise<void> {
  const reply = await control.ask(`MKD ${path}`, options.idleTimeout);
  if (isDone(reply)) return;
  const error = errorFromReply(reply, 'MKD');
  // Many servers do not say why. Whether it is there already is what the caller has to know.
  const there =
    error.code === 'remote-permission' && (await control.ask(`CWD ${path}`, options.idleTimeout));
  throw there && isDone(there) ? new AppError('remote-exists', error.detail) : error;
}

async function rename({ control, options }: FtpsLink, from: string, to: string): Promise<void> {
  const reply = await control.ask(`RNFR ${from}`, options.idleTimeout);
  if (reply.code !== 350) throw errorFromReply(reply, 'RNFR');
  await control.tell(`RNTO ${to}`, options.idleTimeout);
}

function lastPart(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? '';
}
