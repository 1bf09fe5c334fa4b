import { AppError } from '../../shared/domain/error.ts';
import type { FileProtocol } from '../../shared/domain/protocol.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { SessionLog } from '../log/session-log.ts';
import { targetOf } from '../sessions/dial.ts';
import { fromHome } from '../transfer/remote-path.ts';
import type { Browse, Connect, Connection, Credentials } from '../transport/transport.ts';
import { Approach } from './approach.ts';
import type { ProveIdentity } from './prove-identity.ts';
import { reachingSteps } from './reaching-steps.ts';
import { refusalsThatHoldBack, type SignsIn } from './refused-sign-ins.ts';
import { fact, failed, ok, skipped, warn, type Plan, type Step } from './step.ts';

export interface FileParts {
  readonly connect: (protocol: FileProtocol) => Connect;
  /** What the site signs in with, without asking anybody. Null: there is nothing. */
  readonly stored: (site: Site) => Promise<Credentials | null>;
  /** How often signing in was refused lately. */
  readonly refusedLately: (site: SignsIn) => number;
  readonly prove: ProveIdentity;
  readonly hasNetwork: () => boolean;
  readonly log: Pick<SessionLog, 'add'>;
}

const seconds = { reach: 10, signIn: 30, folder: 15, dataPorts: 15 };

/** What a site that takes files is checked for. Nothing is written, and signing in is tried once at the most. */
export function filePlan(
  site: Site,
  protocol: FileProtocol,
  parts: FileParts,
  /** Signs in although that was refused lately. */
  insist: boolean,
): Plan {
  const reach = Math.min(site.options.connectTimeout, seconds.reach);
  const approach = new Approach<Connection>((hooks, signal) =>
    parts.connect(protocol)(
      impatient(site, reach),
      { ...hooks, log: (kind, text) => parts.log.add(site.id, kind, text) },
      signal,
    ),
  );
  const { prove, hasNetwork } = parts;
  return {
    steps: [
      ...reachingSteps({ place: site, approach, seconds: reach, prove, hasNetwork }),
      signInStep(site, approach, parts, insist),
      folderStep(site, protocol, approach),
      ...(protocol === 'ftps' ? [dataPortsStep(approach)] : []),
    ],
    close: () => approach.close(),
  };
}

/** Somebody looks on: shorter waits than those of a file on its way. */
function impatient(site: Site, reach: number): ReturnType<typeof targetOf> {
  const target = targetOf(site);
  const idleTimeout = Math.min(target.options.idleTimeout, seconds.signIn);
  return { ...target, options: { ...target.options, connectTimeout: reach, idleTimeout } };
}

const signInStep = (
  site: Site,
  approach: Approach<Connection>,
  { refusedLately, stored }: FileParts,
  insist: boolean,
): Step => ({
  id: 'sign-in',
  seconds: seconds.signIn,
  run: async ({ aside }) => {
    const refused = refusedLately(site);
    if (refused >= refusalsThatHoldBack && !insist) {
      return skipped({ kind: 'sign-in-held-back', refused });
    }
    // The keychain may ask the person to unlock it.
    const credentials = await aside(stored(site));
    if (credentials === null) return skipped({ kind: 'no-password' });
    approach.signInWith(credentials);
    const { facts } = await approach.milestone('signed-in');
    return ok({ kind: 'signed-in', username: site.username }, facts);
  },
});

const folderStep = (site: Site, protocol: FileProtocol, approach: Approach<Connection>): Step => ({
  id: 'folder',
  seconds: seconds.folder,
  run: async (_context, signal) => {
    const connection = await approach.link;
    const { browse, home } = connection;
    const path = site.remoteFolder === '' ? home : fromHome(home, site.remoteFolder);
    const facts = [fact('Folder', path), ...(await newFacts(connection, approach))];
    if (browse !== undefined && protocol === 'sftp') {
      const entries = await countEntries(browse, path, signal);
      return ok({ kind: 'folder', path, entries }, facts);
    }
    // A listing would need a data link: those have a step of their own.
    if (browse !== undefined && path !== home) await expectFolder(browse, path, signal);
    return ok({ kind: 'folder-there', path }, facts);
  },
});

/** What the connection tells of itself and the steps before have not. */
async function newFacts(
  { facts }: Connection,
  approach: Approach<Connection>,
): Promise<Connection['facts']> {
  const told = [await approach.milestone('secure-link'), await approach.milestone('signed-in')]
    .flatMap((milestone) => milestone.facts)
    .map(({ name }) => name);
  const fingerprint = (await approach.presented())?.fingerprint;
  return facts.filter(({ name, value }) => !told.includes(name) && value !== fingerprint);
}

/** Null where the account may not list. */
async function countEntries(
  browse: Browse,
  path: string,
  signal: AbortSignal,
): Promise<number | null> {
  try {
    return (await browse.list(path, signal)).length;
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'remote-listing-refused') return null;
    throw thrown;
  }
}

async function expectFolder(browse: Browse, path: string, signal: AbortSignal): Promise<void> {
  const entry = await browse.stat(path, signal);
  if (entry === undefined) throw new AppError('remote-not-found', path);
  if (entry.kind === 'file') throw new AppError('remote-not-found', `${path} is a file`);
}

const dataPortsStep = (approach: Approach<Connection>): Step => ({
  id: 'data-ports',
  seconds: seconds.dataPorts,
  run: async (_context, signal) => {
    const { dataLinks } = await approach.link;
    if (dataLinks === undefined) return failed({ code: 'not-supported', detail: '' });
    const { port, named, listed, facts } = await dataLinks.probe(signal);
    const finding = { kind: 'data-port', port, named, listed } as const;
    return named === null ? ok(finding, facts) : warn(finding, facts);
  },
});
