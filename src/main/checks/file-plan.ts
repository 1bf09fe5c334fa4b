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
import type { SignIns } from './sign-ins.ts';
import { fact, failed, ok, skipped, warn, type Plan, type Step } from './step.ts';

export interface FileParts {
  readonly connect: (protocol: FileProtocol) => Connect;
  /** What the site signs in with, without asking anybody. Null: there is nothing. */
  readonly stored: (site: Site) => Promise<Credentials | null>;
  readonly signIns: Pick<SignIns, 'lately' | 'begin'>;
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
  /** With so many refused sign-ins lately it does not sign in. */
  heldBackAt: number,
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
      signInStep(site, approach, parts, heldBackAt),
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

function signInStep(
  site: Site,
  approach: Approach<Connection>,
  { signIns, stored }: FileParts,
  heldBackAt: number,
): Step {
  let sent = false;
  const heldBack = (refused: number) => skipped({ kind: 'sign-in-held-back', refused });
  return {
    id: 'sign-in',
    seconds: seconds.signIn,
    run: async ({ aside }, signal) => {
      const refused = signIns.lately(site);
      if (refused >= heldBackAt) return heldBack(refused);
      // The keychain may ask the person to unlock it.
      const credentials = await aside(stored(site));
      if (credentials === null) return skipped({ kind: 'no-password' });
      // Others of the account may be signing in, and be refused.
      const turn = await aside(signIns.begin(site, heldBackAt, signal));
      if (turn.kind === 'held-back') return heldBack(turn.refused);
      try {
        // The server may not have waited.
        await Promise.race([approach.link, Promise.resolve()]);
      } catch (thrown) {
        turn.unsent();
        throw thrown;
      }
      sent = true;
      approach.signInWith(credentials);
      try {
        const { facts } = await approach.milestone('signed-in');
        turn.accepted();
        return ok({ kind: 'signed-in', username: site.username }, facts);
      } catch (thrown) {
        turn.ended(thrown);
        throw thrown;
      }
    },
    stopped: () =>
      sent ? failed({ code: 'cancelled', detail: 'Stopped before the server answered' }) : null,
  };
}

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
    if (path === home || (await browse?.hasFolder?.(path, signal)) === true) {
      return ok({ kind: 'folder-there', path }, facts);
    }
    return warn({ kind: 'folder-unseen', path }, facts);
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
