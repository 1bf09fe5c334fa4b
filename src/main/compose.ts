import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, type Failure } from '../shared/domain/error.ts';
import type { FileProtocol } from '../shared/domain/protocol.ts';
import type { SessionState } from '../shared/domain/session.ts';
import type { Site } from '../shared/domain/site.ts';
import { CheckStore } from './checks/check-store.ts';
import { ConnectionChecks } from './checks/connection-checks.ts';
import { EveryMorning } from './checks/every-morning.ts';
import { hasNetwork } from './checks/has-network.ts';
import { inTime } from './checks/in-time.ts';
import { planOf, type CheckManner, type PlanParts } from './checks/plan-of.ts';
import { PortSweeps } from './checks/port-sweeps.ts';
import { identityProver } from './checks/prove-identity.ts';
import { RefusedSignIns } from './checks/refused-sign-ins.ts';
import { countingSignIns, SignIns } from './checks/sign-ins.ts';
import { dataAddress, tryPort } from './checks/try-port.ts';
import type { Clock } from './clock.ts';
import { identityChecker, type CheckIdentity } from './identities/check-identity.ts';
import { IdentityStore } from './identities/identity-store.ts';
import type { IdentityRules } from './identities/judge-identity.ts';
import { SessionLog } from './log/session-log.ts';
import type { Ask } from './prompts/ask.ts';
import type { Secrets } from './secrets/secrets.ts';
import { CredentialStore, type SecretSource } from './sessions/credentials.ts';
import { Sessions } from './sessions/sessions.ts';
import { SettingsStore } from './settings/settings-store.ts';
import { SiteStore } from './sites/site-store.ts';
import { inspectFile } from './messages/inspect-file.ts';
import { UploadInspections } from './messages/inspect-files.ts';
import { Messages } from './messages/messages.ts';
import { SentIds } from './messages/sent-ids.ts';
import { PracticeSite } from './practice/practice-site.ts';
import { openDatabase, type Database } from './storage/database.ts';
import { TransferQueue } from './transfer/queue.ts';
import { TransferStore } from './transfer/transfer-store.ts';
import { httpLinks, type OpenHttpLink } from './transport/http/http-link.ts';
import { maskingSecrets, type FindProxy } from './transport/proxy/find-proxy.ts';
import { driverOf } from './transport/registry.ts';
import { connectivityTest } from './transport/soap/connectivity-test.ts';
import { readDescription } from './transport/soap/description.ts';
import { submitMessage } from './transport/soap/submit.ts';
import type { Connect } from './transport/transport.ts';
import { readPage } from './transport/web/read-page.ts';

export interface ComposeParts {
  /** See data-folder.ts; it is made when it is not there. */
  readonly dataFolder: string;
  readonly secrets: Secrets;
  readonly ask: Ask;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Whose transfers the queue shows: 'app', or one run of the command line. */
  readonly owner: string;
  readonly identityRules?: IdentityRules;
  /** The way to web services that this computer is set to. */
  readonly findProxy: FindProxy;
  /** Where a password may be besides the keychain, before the person is asked. */
  readonly secretSources?: readonly SecretSource[];
  /** In place of what the real-time sites say. */
  readonly messagesAtATime?: number | undefined;
  /** Something a person should know that stops nothing: a keychain that does not work. */
  readonly notice: (failure: Failure) => void;
}

/** Every service, made once. */
export type Services = ReturnType<typeof compose>;

/** Builds the services for the app and for the command line. Throws AppError `storage-failed`. */
export function compose(parts: ComposeParts) {
  const { secrets, ask, clock, newId, owner } = parts;
  const database = openDatabase(join(parts.dataFolder, 'ciis-connect.db'), clock);
  const sites = new SiteStore(database, { newId });
  const settings = new SettingsStore(database);
  const identities = new IdentityStore(database);
  const sessionLog = new SessionLog(clock);
  const ground = { parts, database, sites, identities, sessionLog };
  const dialling = diallingOver(ground);
  const { sessions, credentials, settled } = connecting(ground, dialling);
  const queue = new TransferQueue({
    store: new TransferStore(database),
    sessions,
    site: (id) => sites.get(id),
    clock,
    newId,
    ask,
    log: sessionLog,
    owner,
    inspect: (path, signal) =>
      inspectFile(path, { purpose: 'upload', facilityId: null, now: clock.now() }, signal),
  });

  const practice = new PracticeSite({ folder: join(parts.dataFolder, 'practice'), sites, secrets });
  const { checks, mornings } = checking(ground, dialling, credentials);
  const messages = messaging(ground, dialling, { credentials, settings });

  return {
    practice,
    sites,
    settings,
    identities,
    secrets,
    credentials,
    sessions,
    sessionLog,
    queue,
    checks,
    messages,
    uploadInspections: new UploadInspections(clock),
    /** Runs nothing until it is started. */
    mornings,
    /** Plain sentences about what was set aside because it could not be read. */
    notices: (): readonly string[] => database.notices,
    /** Stops what is under way, says goodbye to the servers and closes the database. */
    async close(): Promise<void> {
      try {
        await checks.shutDown();
        await messages.shutDown();
        await queue.shutDown();
        await sessions.closeAll();
        await settled();
        await practice.stop();
      } finally {
        database.close();
      }
    },
  };
}

/** What the services are built on. */
interface Ground {
  readonly parts: ComposeParts;
  readonly database: Database;
  readonly sites: SiteStore;
  readonly identities: IdentityStore;
  readonly sessionLog: SessionLog;
}

/** How a server is reached. Checks and sessions sign in by turns. */
interface Dialling {
  readonly connect: (protocol: FileProtocol) => Connect;
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
    connect: (protocol) => countingSignIns(driverOf(protocol), signIns),
    checkIdentity: identityChecker({
      store: identities,
      clock,
      policy: { ...identityRules, ask },
    }),
  };
}

/** The sessions and what they sign in with. `settled`: a password to be remembered has been. */
function connecting(
  { parts, sites, sessionLog: log }: Ground,
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
    site: (id) => sites.get(id),
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
  }: { readonly credentials: CredentialStore; readonly settings: SettingsStore },
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
    noteConnected: (siteId, at) => sites.noteConnected(siteId, at),
    showInitials: () => settings.get().showInitials,
    log,
    notice,
    clock,
    random: Math.random,
    newId,
  });
}

/** The connection checks, and what makes them by itself. */
function checking(
  { parts, database, sites, identities, sessionLog: log }: Ground,
  { openHttpLink, signIns, checkIdentity }: Dialling,
  credentials: CredentialStore,
) {
  const { clock, newId, notice } = parts;
  const prover = (check: CheckIdentity) => identityProver({ check, store: identities, clock });
  const planParts: PlanParts = {
    // A check takes its turn by itself: it has to know whether it may sign in at all.
    connect: driverOf,
    openHttpLink,
    readDescription,
    connectivityTest,
    readPage,
    stored: (site) => credentials.stored(site),
    storedAlone: (site) =>
      inTime(
        credentials.stored(site),
        clock,
        keychainPatienceMs,
        () => new AppError('keychain-unavailable', 'It did not answer'),
      ),
    signIns,
    proveAsking: prover(checkIdentity),
    proveAlone: prover(identityChecker({ store: identities, clock, policy: {} })),
    hasNetwork,
    log,
    newId,
  };
  const store = new CheckStore(database);
  const checks = new ConnectionChecks({
    site: (id) => sites.get(id),
    plan: (site: Site, manner: CheckManner) => planOf(site, manner, planParts),
    store,
    sweeps: new PortSweeps({
      tryPort: tryPort(sweepPatienceMs),
      addressOf: dataAddress,
      clock,
      log,
    }),
    refusedLately: (site) => signIns.lately(site),
    log,
    clock,
    newId,
    notice,
  });
  const mornings = new EveryMorning({
    sites: () => sites.snapshot().sites,
    lastMorning: (siteId) => store.lastMorning(siteId),
    checks,
    clock,
    hasNetwork,
    notice,
  });
  return { checks, mornings };
}

const sweepPatienceMs = 5000;
/** At seven nobody may be there to unlock it. */
const keychainPatienceMs = 30_000;

const wasRefused = (state: SessionState): boolean =>
  state.status === 'failed' &&
  (state.failure.code === 'login-refused' || state.failure.code === 'key-passphrase-wrong');
