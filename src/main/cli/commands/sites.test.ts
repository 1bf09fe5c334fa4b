import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { presets } from '../../../shared/domain/presets.ts';
import { systemClock } from '../../clock.ts';
import { compose, type Services } from '../../compose.ts';
import { memorySecrets } from '../../secrets/memory-secrets.ts';
import { UsageError } from '../command.ts';
import { Screen } from '../screen.ts';
import { withoutProxy } from '../../transport/proxy/find-proxy.ts';
import { recordedIo } from '../testing/recorded-io.ts';
import { addSite, forgetIdentity, listSites, removeSite } from './sites.ts';

let base: string;
let services: Services;
const settings = { ...presets['ciis-sftp'], username: 'clinic7' };

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'ciis-sites-'));
  let lastId = 0;
  services = compose({
    dataFolder: base,
    secrets: memorySecrets(),
    ask: () => Promise.resolve({ kind: 'no' }),
    clock: systemClock,
    newId: () => `id-${(lastId += 1)}`,
    owner: 'test',
    version: '0.0.0',
    findProxy: withoutProxy,
    notice: () => undefined,
  });
});
afterEach(async () => {
  await services.close();
  rmSync(base, { recursive: true });
});

async function said(act: (screen: Screen) => Promise<unknown>) {
  const io = recordedIo();
  await act(new Screen(io, false));
  return { out: io.stdout(), err: io.stderr() };
}

it('removes a site with its password', async () => {
  const site = services.sites.create(settings);
  await services.secrets.set(site.id, 'invented');
  await said((screen) => removeSite(services, screen, { site: 'ciis sftp' }));
  expect(services.sites.snapshot().sites).toEqual([]);
  expect(await services.secrets.get(site.id)).toBeNull();
});

it('says in the list whether there is a password and which identity was accepted', async () => {
  const site = services.sites.create(settings);
  await services.secrets.set(site.id, 'invented');
  const presented = {
    kind: 'ssh-host-key',
    keyType: 'ssh-rsa',
    fingerprint: 'SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU',
    certificate: null,
  } as const;
  services.identities.accept(site.host, site.port, presented, 1);
  const { out } = await said((screen) => listSites(services, screen, { json: true }));
  expect(JSON.parse(out)).toMatchObject({
    hasPassword: true,
    fingerprint: presented.fingerprint,
    remoteDir: '',
  });
  await said((screen) => forgetIdentity(services, screen, { site: site.label }));
  expect(services.identities.get(site.host, site.port)).toBeUndefined();
});

it('says what to type next', async () => {
  const empty = await said((screen) => listSites(services, screen, { json: false }));
  expect(empty.out).toBe('');
  expect(empty.err).toContain('sites add --preset');
  const added = await said((screen) => addSite(services, screen, { settings, json: false }));
  expect(added.err).toContain('password set "CIIS SFTP"');
});

it('refuses a label that is taken as wrong usage', async () => {
  services.sites.create(settings);
  await expect(
    said((screen) => addSite(services, screen, { settings, json: false })),
  ).rejects.toThrow(UsageError);
});

it('says of each kind of site what to type next, and what it has', async () => {
  const gateway = { ...presets['ciis-realtime-test'], username: 'clinic7', facilityId: 'CO-0042' };
  const soap = await said((screen) =>
    addSite(services, screen, { settings: gateway, json: false }),
  );
  expect(soap.out).toContain(`clinic7 at ${gateway.url}.`);
  expect(soap.err).toContain('Next: ciis-connect password set "CIIS Real-time (Test)"');
  const web = presets['ciis-web'];
  const page = await said((screen) => addSite(services, screen, { settings: web, json: false }));
  expect(page.out).toBe('Saved "CIIS Web upload": https://cohealthnet.com:447.\n');
  expect(page.err).toBe('Next: ciis-connect check "CIIS Web upload"\n');

  const table = (await said((screen) => listSites(services, screen, { json: false }))).out;
  expect(table).toMatch(
    /CIIS Real-time \(Test\) +soap +cigtest\.state\.co\.us +443 +clinic7 +- +not kept/,
  );
  expect(table).toMatch(/CIIS Web upload +web +cohealthnet\.com +447 +- +- +-$/m);
  const { out } = await said((screen) => listSites(services, screen, { json: true }));
  expect(JSON.parse(out.split('\n')[0] ?? '')).toMatchObject({
    url: gateway.url,
    facilityId: 'CO-0042',
  });
});
