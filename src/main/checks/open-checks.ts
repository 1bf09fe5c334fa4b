import { AppError, type Failure } from '../../shared/domain/error.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Clock } from '../clock.ts';
import { identityChecker, type CheckIdentity } from '../identities/check-identity.ts';
import type { IdentityStore } from '../identities/identity-store.ts';
import type { SessionLog } from '../log/session-log.ts';
import type { CredentialStore } from '../sessions/credentials.ts';
import type { SiteStore } from '../sites/site-store.ts';
import type { Database } from '../storage/database.ts';
import type { OpenHttpLink } from '../transport/http/http-link.ts';
import { driverOf } from '../transport/registry.ts';
import { connectivityTest } from '../transport/soap/connectivity-test.ts';
import { readDescription } from '../transport/soap/description.ts';
import { readPage } from '../transport/web/read-page.ts';
import { CheckStore } from './check-store.ts';
import { ConnectionChecks } from './connection-checks.ts';
import { EveryMorning } from './every-morning.ts';
import { hasNetwork } from './has-network.ts';
import { inTime } from './in-time.ts';
import { planOf, type CheckManner, type PlanParts } from './plan-of.ts';
import { PortSweeps } from './port-sweeps.ts';
import { identityProver } from './prove-identity.ts';
import type { SignIns } from './sign-ins.ts';
import { dataAddress, tryPort } from './try-port.ts';

export interface CheckingParts {
  readonly database: Database;
  readonly sites: SiteStore;
  readonly identities: IdentityStore;
  readonly credentials: CredentialStore;
  readonly log: SessionLog;
  readonly openHttpLink: OpenHttpLink;
  readonly signIns: SignIns;
  readonly checkIdentity: CheckIdentity;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly notice: (failure: Failure) => void;
}

const sweepPatienceMs = 5000;
/** At seven nobody may be there to unlock it. */
const keychainPatienceMs = 30_000;

/** The connection checks, and what makes them by itself. */
export function openChecks(parts: CheckingParts) {
  const { database, sites, identities, credentials, log } = parts;
  const { openHttpLink, signIns, checkIdentity, clock, newId, notice } = parts;
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
