import { expect } from 'vitest';
import type { Check } from '../../../shared/domain/check.ts';
import type { Failure } from '../../../shared/domain/error.ts';
import { newSiteSettings, type SiteSettings } from '../../../shared/domain/site.ts';
import { SessionLog } from '../../log/session-log.ts';
import { SiteStore } from '../../sites/site-store.ts';
import { tempDatabase } from '../../storage/testing/temp-database.ts';
import { FakeClock } from '../../transfer/testing/fake-clock.ts';
import { CheckStore } from '../check-store.ts';
import { ConnectionChecks } from '../connection-checks.ts';
import { filePlan, type FileParts } from '../file-plan.ts';
import { PortSweeps } from '../port-sweeps.ts';
import { RefusedSignIns } from '../refused-sign-ins.ts';
import { SignIns } from '../sign-ins.ts';
import { ok } from '../step.ts';
import { ScriptedServer } from './scripted-server.ts';

type SomeProtocol = 'sftp' | 'ftps' | 'web';

const settingsOf = (protocol: SomeProtocol): SiteSettings => ({
  ...newSiteSettings(protocol),
  host: 'sftp.example',
  username: 'clinic7',
  ...(protocol === 'web' ? { url: 'https://sftp.example', port: 443 } : {}),
});

/** The connection checks of some sites, all at one server in memory, over a real database. */
export function checksDesk({
  sites: count = 1,
  protocol = 'sftp',
}: { readonly sites?: number; readonly protocol?: SomeProtocol } = {}) {
  const clock = new FakeClock();
  const database = tempDatabase();
  let ids = 0;
  const newId = () => `id-${++ids}`;
  const sites = new SiteStore(database, { newId });
  const siteIds = Array.from(
    { length: count },
    (_each, index) => sites.create({ ...settingsOf(protocol), label: `Site ${index}` }).id,
  );
  const server = new ScriptedServer();
  const log = new SessionLog(clock);
  const notices: Failure[] = [];
  const notice = (failure: Failure) => void notices.push(failure);
  const refused = new RefusedSignIns(database, clock);
  const signIns = new SignIns(refused, notice);
  const fileParts: FileParts = {
    connect: () => server.connect,
    stored: () => Promise.resolve({ kind: 'password', password: 'made-up-secret' }),
    signIns,
    prove: () => Promise.resolve(ok({ kind: 'identity', how: 'known', since: 1, validTo: null })),
    hasNetwork: () => true,
    log,
  };
  const [tryPort, addressOf] = [
    () => Promise.resolve('open' as const),
    () => Promise.resolve('203.0.113.9'),
  ];
  const checks = new ConnectionChecks({
    site: (id) => sites.get(id),
    plan: (site, { heldBackAt }) => filePlan(site, 'sftp', fileParts, heldBackAt),
    store: new CheckStore(database),
    sweeps: new PortSweeps({ tryPort, addressOf, clock, log }),
    refusedLately: (site) => signIns.lately(site),
    log,
    clock,
    newId,
    notice,
  });
  const heard: Check[] = [];
  checks.onChanged((check) => void heard.push(check));
  const [first = ''] = siteIds;
  const ended = (siteId = first) =>
    expect.poll(() => checks.list().find((check) => check.siteId === siteId)?.verdict ?? null);
  /** So many sign-ins of the sites' one account were refused a moment ago. */
  const refuse = (times: number): void => {
    for (let time = 0; time < times; time += 1) refused.keep(sites.get(first), null);
  };
  const made = { database, sites, siteIds, first, server, log, notices, refuse };
  return { ...made, checks, heard, ended };
}
