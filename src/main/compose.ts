import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '../shared/domain/error.ts';
import type { FileProtocol } from '../shared/domain/protocol.ts';
import type { SessionState } from '../shared/domain/session.ts';
import type { Site } from '../shared/domain/site.ts';
import { openAutomation } from './automation/open-automation.ts';
import { openChecks } from './checks/open-checks.ts';
import { RefusedSignIns } from './checks/refused-sign-ins.ts';
import { countingSignIns, SignIns } from './checks/sign-ins.ts';
import type { Clock } from './clock.ts';
import type { MessageReceipts } from './history/message-receipts.ts';
import { recordHistory } from './history/record-history.ts';
import { identityChecker, type CheckIdentity } from './identities/check-identity.ts';
import { IdentityStore } from './identities/identity-store.ts';
import type { IdentityRules } from './identities/judge-identity.ts';
import { SitesImport } from './imports/sites-import.ts';
import { SessionLog } from './log/session-log.ts';
import type { Ask } from './prompts/ask.ts';
import type { Secrets } from './secrets/secrets.ts';
import { CredentialStore, type SecretSource } from './sessions/credentials.ts';
import { Sessions } from './sessions/sessions.ts';
import { SettingsStore } from './settings/settings-store.ts';
import { SiteStore } from './sites/site-store.ts';
import { UploadInspections } from './messages/inspect-files.ts';
import { Messages } from './messages/messages.ts';
import { SentIds } from './messages/sent-ids.ts';
import { PracticeSite } from './practice/practice-site.ts';
import { openDatabase, type Database } from './storage/database.ts';
import { openQueue } from './transfer/open-queue.ts';
import { OwnerLocks, type OwnerLock } from './transfer/owner-locks.ts';
import type { QueueParts } from './transfer/queue-parts.ts';
import { TransferStore } from './transfer/transfer-store.ts';
import { withOverrides, type UploadOverrides } from './transfer/upload-overrides.ts';
import { httpLinks, type OpenHttpLink } from './transport/http/http-link.ts';
import { maskingSecrets, type FindProxy } from './transport/proxy/find-proxy.ts';
import { driverOf } from './transport/registry.ts';
import { submitMessage } from './transport/soap/submit.ts';
import type { Connect } from './transport/transport.ts';

export interface ComposeParts {
  /** See data-folder.ts; it is made when it is not there. */
  readonly dataFolder: string;
  readonly secrets: Secrets;
  readonly ask: Ask;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Whose transfers the queue shows: 'app', or one run of the command line. */
  readonly owner: string;
  /** Of the program, for receipts. */
  readonly version: string;
  readonly identityRules?: IdentityRules;
  /** The way to web services that this computer is set to. */
  readonly findProxy: FindProxy;
  /** Where a password may be besides the keychain, before the person is asked. */
  readonly secretSources?: readonly SecretSource[];
  /** In place of what the real-time sites say. */
  readonly messagesAtATime?: number | undefined;
  /** In place of what the sites say about files. */
  readonly uploads?: UploadOverrides;
  /** Ms until what was broken off is begun again by itself, try by try; see transfer/retry.ts. */
  readonly retryDelays?: readonly number[];
  /** Something a person should know that stops nothing: a keychain that does not work. */
  readonly notice: (failure: Failure) => void;
}

/** Every service, made once. */
export type Services = ReturnType<typeof compose>;

/**
 * Builds the services for the app and for the command line. Throws AppError `already-open` where another
 * process is this owner, `storage-failed`.
 */
export function compose(parts: ComposeParts) {
  const locks = new OwnerLocks(join(parts.dataFolder, 'locks'));
  // Before anything is looked at: what a running program sends must not be taken for interrupted.
  const lock = locks.take(parts.owner);
  try {
    return composeLocked(parts, locks, lock);
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}

function composeLocked(parts: ComposeParts, locks: OwnerLocks, lock: OwnerLock) {
  const { secrets, clock } = parts;
  const ground = groundOf(parts);
  const { database, sites, site, settings, identities, sessionLog } = ground;
  const dialling = diallingOver(ground);
  const { sessions, credentials, settled } = connecting(ground, dialling);
  const { history, receipts, pruning } = recordHistory({ ...parts, database, sites, settings });
  const sentBefore: QueueParts['sentBefore'] = (siteId, sha256) =>
    history.sentBefore(siteId, sha256);
  const queue = openQueue({
    ...parts,
    ...{ locks, sessions, site, sentBefore, settings, log: sessionLog },
    store: new TransferStore(database, receipts.ofTransfers),
  });

  const practice = new PracticeSite({ folder: join(parts.dataFolder, 'practice'), sites, secrets });
  const { checks, mornings } = openChecks({
    ...parts,
    ...ground,
    ...dialling,
    log: sessionLog,
    credentials,
  });
  const messages = messaging(ground, dialling, {
    credentials,
    settings,
    receipts: receipts.ofMessages,
  });
  const uploadInspections = new UploadInspections({ clock, sentBefore });
  const automation = openAutomation({
    ...parts,
    ...{ database, sites, site, uploadInspections, queue, messages },
  });

  return {
    practice,
    sites,
    siteImports: new SitesImport({ ...parts, database, sites, identities }),
    settings,
    identities,
    secrets,
    credentials,
    sessions,
    sessionLog,
    queue,
    history,
    /** Removes nothing until it is started. */
    pruning,
    checks,
    messages,
    uploadInspections,
    /** Runs nothing until it is started. */
    automation,
    /** Runs nothing until it is started. */
    mornings,
    /** Plain sentences about what was set aside because it could not be read. */
    notices: (): readonly string[] => database.notices,
    /** Stops what is under way, says goodbye to the servers and closes the database. */
    close: () =>
      endAll([checks, automation, messages, queue], { sessions, settled, practice }).finally(() => {
        database.close();
        lock.release();
      }),
  };
}

/** What works first, then what it works with. */
async function endAll(
  working: readonly { readonly shutDown: () => Promise<void> }[],
  {
    sessions,
    settled,
    practice,
  }: {
    readonly sessions: Sessions;
    readonly settled: () => Promise<void>;
    readonly practice: PracticeSite;
  },
): Promise<void> {
  for (const each of working) await each.shutDown();
  await sessions.closeAll();
  await settled();
  await practice.stop();
}

/** What the services are built on. */
interface Ground {
  readonly parts: ComposeParts;
  readonly database: Database;
  readonly settings: SettingsStore;
  readonly sites: SiteStore;
  /** As this run wants it. Throws AppError `site-not-found`. */
  readonly site: (id: string) => Site;
  readonly identities: IdentityStore;
  readonly sessionLog: SessionLog;
}

function groundOf(parts: ComposeParts): Ground {
  const { clock, newId } = parts;
  const database = openDatabase(join(parts.dataFolder, 'ciis-connect.db'), clock);
  database.onDamaged(() => parts.notice(damaged));
  const sites = new SiteStore(database, { newId });
  return {
    parts,
    database,
    settings: new SettingsStore(database),
    sites,
    site: (id) => withOverrides(sites.get(id), parts.uploads),
    identities: new IdentityStore(database),
    sessionLog: new SessionLog(clock),
  };
}

/** How a server is reached. Checks and sessions sign in by turns. */
interface Dialling {
  readonly connect: (site: Site, protocol: FileProtocol) => Connect;
  readonly openHttpLink: OpenHttpLink;
  readonly signIns: SignIns;
  readonly checkIdentity: CheckIdentity;
}

function diallingOver({ parts, database, identities, sessionLog: log }: Ground): Dialling {
  const { clock, notice, ask, identityRules } = parts;
  const signIns = new SignIns(new RefusedSignIns(database, clock), notice);
  return {
    signIns,
    openHttpLink: httpLinks(maskingSecrets(parts.findProxy, (secret) => log.addSecret(secret))),
    connect: ({ id: siteId, host, username }, protocol) =>
      countingSignIns(askingForAccepted(protocol, identities), signIns, async (refused, signal) => {
        const answer = await ask(
          { kind: 'sign-in-again', siteId, host, username, refused },
          signal,
        );
        return answer.kind === 'yes';
      }),
    checkIdentity: identityChecker({
      store: identities,
      clock,
      policy: { ...identityRules, ask },
    }),
  };
}

/** The driver, which is told of what kind the accepted host key is. */
const askingForAccepted =
  (protocol: FileProtocol, identities: IdentityStore): Connect =>
  (target, hooks, signal) => {
    const acceptedKeyType = identities.get(target.host, target.port)?.keyType;
    return driverOf(protocol)({ ...target, acceptedKeyType }, hooks, signal);
  };

/** The sessions and what they sign in with. `settled`: a password to be remembered has been. */
function connecting(
  { parts, sites, site, sessionLog: log }: Ground,
  { connect, checkIdentity }: Dialling,
) {
  const { secrets, ask, clock, notice, secretSources = [] } = parts;
  const credentials = new CredentialStore({
    secrets,
    ask,
    otherSources: secretSources,
    readFile,
    mask: (secret) => log.addSecret(secret),
    notice,
  });
  let remembered: Promise<void> = Promise.resolve();
  const sessions = new Sessions({
    connect,
    site,
    credentials: (site, signal) => credentials.for(site, signal),
    checkIdentity,
    log,
    clock,
    noteConnected(siteId, at) {
      remembered = remembered.then(() => credentials.accepted(siteId));
      sites.noteConnected(siteId, at);
    },
  });
  // What a person typed lasts as long as the session: a wrong password must never be sent a second time.
  sessions.onChanged((siteId, state) => {
    if (state.status === 'disconnected' || wasRefused(state)) credentials.forget(siteId);
  });
  return { sessions, credentials, settled: () => remembered };
}

/** What sends HL7 messages in real time. */
function messaging(
  { parts, database, sites, sessionLog: log }: Ground,
  { openHttpLink, signIns, checkIdentity }: Dialling,
  {
    credentials,
    settings,
    receipts,
  }: {
    readonly credentials: CredentialStore;
    readonly settings: SettingsStore;
    readonly receipts: MessageReceipts;
  },
): Messages {
  const { clock, newId, notice } = parts;
  return new Messages({
    site: (id) => {
      const site = sites.get(id);
      const messagesAtATime = parts.messagesAtATime ?? site.options.messagesAtATime;
      return { ...site, options: { ...site.options, messagesAtATime } };
    },
    openHttpLink,
    submit: submitMessage,
    checkIdentity,
    credentials,
    signIns,
    sent: new SentIds(database, clock),
    receipts,
    noteConnected: (siteId, at) => sites.noteConnected(siteId, at),
    showInitials: () => settings.get().showInitials,
    log,
    notice,
    clock,
    random: Math.random,
    newId,
  });
}

const damaged: Failure = {
  code: 'storage-failed',
  detail: 'Some of the saved data is damaged. Start the program again: what can be read is kept.',
};

const wasRefused = (state: SessionState): boolean =>
  state.status === 'failed' &&
  (state.failure.code === 'login-refused' || state.failure.code === 'key-passphrase-wrong');
