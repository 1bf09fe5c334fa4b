import { beforeEach, describe, expect, it } from 'vitest';
import { AppError, type Failure } from '../../shared/domain/error.ts';
import type { PresentedIdentity } from '../../shared/domain/identity.ts';
import { presets } from '../../shared/domain/presets.ts';
import type { SessionState } from '../../shared/domain/session.ts';
import { newSiteSettings, type SiteSettings } from '../../shared/domain/site.ts';
import { IdentityStore } from '../identities/identity-store.ts';
import { memorySecrets } from '../secrets/memory-secrets.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { SiteStore } from '../sites/site-store.ts';
import type { Database } from '../storage/database.ts';
import { tempDatabase } from '../storage/testing/temp-database.ts';
import { SiteViews } from './site-views.ts';
import { watchedSecrets } from './watched-secrets.ts';

const clinic: SiteSettings = {
  ...newSiteSettings('sftp'),
  label: 'Clinic',
  host: 'sftp.example',
  username: 'u',
};
const hostKey: PresentedIdentity = {
  kind: 'ssh-host-key',
  keyType: 'ssh-ed25519',
  fingerprint: `SHA256:${'A'.repeat(43)}`,
  certificate: null,
};
const away = () => Promise.reject(new AppError('keychain-unavailable'));
const brokenKeychain: Secrets = {
  ...memorySecrets(),
  get: away,
  set: away,
  delete: away,
  siteIds: away,
};

let database: Database;

beforeEach(() => {
  database = tempDatabase();
});

function open(kept: Secrets = memorySecrets(), status: SessionState['status'] = 'failed') {
  let count = 0;
  const secrets = watchedSecrets(kept);
  const sites = new SiteStore(database, { newId: () => `s${(count += 1)}` });
  const identities = new IdentityStore(database);
  const forgotten: string[] = [];
  const checks: string[] = [];
  const notices: Failure[] = [];
  const views = new SiteViews({
    sites,
    identities,
    secrets,
    sessions: {
      state: () => ({ status }) as SessionState,
      forget: (siteId) => Promise.resolve(void forgotten.push(siteId)),
    },
    checks: {
      stop: (siteIds) => void checks.push(`stop ${siteIds.join(' ')}`),
      forget: (siteId) => void checks.push(`forget ${siteId}`),
    },
    notice: (failure) => void notices.push(failure),
  });
  return { sites, identities, secrets, forgotten, checks, notices, views };
}

describe('SiteViews', () => {
  it('makes a preset with username and password, and shows that there is one, never which', async () => {
    const { views, secrets } = open();
    const view = await views.addPreset('ciis-ftps', 'clinic7', 'hunter2');
    expect(view).toMatchObject({ label: 'CIIS FTPS', port: 1971, username: 'clinic7' });
    expect(await secrets.get(view.id)).toBe('hunter2');
    const shown = await views.snapshot();
    expect(shown.sites).toEqual([view]);
    expect(view.hasSecret).toBe(true);
    expect(JSON.stringify(shown)).not.toContain('hunter2');
  });

  it('shows the identity that was accepted for host and port', async () => {
    const { views, identities } = open();
    identities.accept('sftp.example', 22, hostKey, 7);
    expect((await views.save(null, clinic, null)).identity).toMatchObject({
      fingerprint: hostKey.fingerprint,
      acceptedAt: 7,
    });
    const other = { ...clinic, label: 'Other', port: 2222 };
    expect((await views.save(null, other, null)).identity).toBeNull();
  });

  it('keeps, changes and forgets the password as it is told', async () => {
    const { views, secrets } = open();
    const { id } = await views.save(null, clinic, 'one');
    expect((await views.save(id, clinic, undefined)).hasSecret).toBe(true);
    expect(await secrets.get(id)).toBe('one');
    await views.save(id, clinic, 'two');
    expect(await secrets.get(id)).toBe('two');
    expect((await views.save(id, clinic, null)).hasSecret).toBe(false);
  });

  it('removes the password with its site, and ends its connections and checks', async () => {
    const { views, secrets, forgotten, checks } = open();
    const { id } = await views.save(null, clinic, 'one');
    await views.remove(id);
    expect(await secrets.get(id)).toBeNull();
    expect(forgotten).toEqual([id]);
    expect(checks).toEqual([`forget ${id}`]);
    expect((await views.snapshot()).sites).toEqual([]);
    await expect(views.remove(id)).rejects.toMatchObject({ code: 'site-not-found' });
  });

  it('duplicates a site with its password', async () => {
    const { views, secrets } = open();
    const { id } = await views.save(null, clinic, 'one');
    const copy = await views.duplicate(id);
    expect(copy.hasSecret).toBe(true);
    expect(await secrets.get(copy.id)).toBe('one');
  });

  it('ends the connections of a site whose address changed, not of one that got another label', async () => {
    const { views, forgotten, checks } = open();
    const { id } = await views.save(null, clinic, null);
    const renamed = { ...clinic, label: 'Renamed', comments: 'x' };
    await views.save(id, renamed, undefined);
    expect(forgotten).toEqual([]);
    await views.save(id, { ...renamed, port: 23 }, undefined);
    expect(forgotten).toEqual([id]);
    expect(checks).toEqual([`stop ${id}`]);
  });

  it('takes another description of a gateway for another connection', async () => {
    const { views, checks } = open();
    const gateway = { ...presets['ciis-realtime'], username: 'u', facilityId: 'F1' };
    const { id } = await views.save(null, gateway, null);
    await views.save(id, { ...gateway, wsdlUrl: '' }, undefined);
    await views.save(id, { ...gateway, wsdlUrl: '', facilityId: 'F2' }, undefined);
    expect(checks).toEqual([`stop ${id}`, `stop ${id}`]);
  });

  it('lets a refused site try a new password, and leaves a connection that works alone', async () => {
    const refused = open(memorySecrets(), 'failed');
    const { id } = await refused.views.save(null, clinic, 'one');
    await refused.views.save(id, clinic, 'two');
    expect(refused.forgotten).toEqual([id]);
    const connected = open(memorySecrets(), 'connected');
    await connected.views.save(id, clinic, 'three');
    expect(connected.forgotten).toEqual([]);
  });

  it('forgets an identity, so that the next connection asks', async () => {
    const { views, identities, forgotten } = open();
    identities.accept('sftp.example', 22, hostKey, 7);
    const { id } = await views.save(null, clinic, null);
    await views.forgetIdentity(id);
    expect((await views.snapshot()).sites[0]?.identity).toBeNull();
    expect(forgotten).toEqual([id]);
  });

  it('saves the site and says so when the keychain does not take the password', async () => {
    const { views, notices } = open(brokenKeychain);
    const view = await views.save(null, clinic, 'one');
    expect(view).toMatchObject({ label: 'Clinic', hasSecret: false });
    expect(notices.map(({ code }) => code)).toEqual(['keychain-unavailable']);
    expect((await views.snapshot()).sites).toEqual([view]);
  });

  it('tells when a site, an identity or a password has changed', async () => {
    const { views, identities, secrets } = open();
    let told = 0;
    const leave = views.onChanged(() => (told += 1));
    const { id } = await views.save(null, clinic, null);
    const afterSite = told;
    expect(afterSite).toBeGreaterThan(0);
    identities.accept('sftp.example', 22, hostKey, 7);
    expect(told).toBeGreaterThan(afterSite);
    const afterIdentity = told;
    await views.save(id, clinic, 'one');
    expect(told).toBeGreaterThan(afterIdentity + 1);
    const afterPassword = told;
    await secrets.set(id, 'remembered by a session');
    expect(told).toBe(afterPassword + 1);
    leave();
    const last = told;
    await views.save(id, clinic, null);
    expect(told).toBe(last);
  });
});
