import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '../shared/domain/error.ts';
import type { SessionState } from '../shared/domain/session.ts';
import type { Clock } from './clock.ts';
import { identityChecker } from './identities/check-identity.ts';
import { IdentityStore } from './identities/identity-store.ts';
import type { IdentityRules } from './identities/judge-identity.ts';
import { SessionLog } from './log/session-log.ts';
import type { Ask } from './prompts/ask.ts';
import type { Secrets } from './secrets/secrets.ts';
import { CredentialStore, type SecretSource } from './sessions/credentials.ts';
import { Sessions } from './sessions/sessions.ts';
import { SettingsStore } from './settings/settings-store.ts';
import { SiteStore } from './sites/site-store.ts';
import { PracticeSite } from './practice/practice-site.ts';
import { openDatabase } from './storage/database.ts';
import { TransferQueue } from './transfer/queue.ts';
import { TransferStore } from './transfer/transfer-store.ts';
import { driverOf } from './transport/registry.ts';

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
  /** Where a password may be besides the keychain, before the person is asked. */
  readonly secretSources?: readonly SecretSource[];
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
  const { sessions, credentials, settled } = connecting(parts, sites, identities, sessionLog);
  const queue = new TransferQueue({
    store: new TransferStore(database),
    sessions,
    site: (id) => sites.get(id),
    clock,
    newId,
    ask,
    log: sessionLog,
    owner,
  });

  const practice = new PracticeSite({ folder: join(parts.dataFolder, 'practice'), sites, secrets });

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
    /** Plain sentences about what was set aside because it could not be read. */
    notices: (): readonly string[] => database.notices,
    /** Stops what is under way, says goodbye to the servers and closes the database. */
    async close(): Promise<void> {
      try {
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

/** The sessions and what they sign in with. `settled`: a password to be remembered has been. */
function connecting(
  { secrets, ask, clock, notice, secretSources = [], identityRules }: ComposeParts,
  sites: SiteStore,
  identities: IdentityStore,
  log: SessionLog,
) {
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
    connect: driverOf,
    site: (id) => sites.get(id),
    credentials: (site, signal) => credentials.for(site, signal),
    checkIdentity: identityChecker({
      store: identities,
      clock,
      policy: { ...identityRules, ask },
    }),
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

const wasRefused = (state: SessionState): boolean =>
  state.status === 'failed' &&
  (state.failure.code === 'login-refused' || state.failure.code === 'key-passphrase-wrong');
