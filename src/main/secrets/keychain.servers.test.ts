import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeServer } from '../../../e2e/servers/availability.ts';
import { startKeyring } from '../../../scripts/keyring.mjs';
import { systemClock } from '../clock.ts';
import { keychain } from './keychain.ts';

function keyringAvailability(): string | undefined {
  if (process.platform !== 'linux') return 'a keyring of its own is started on Linux only';
  const missing = ['/usr/bin/gnome-keyring-daemon', '/usr/bin/dbus-daemon'].find(
    (program) => !existsSync(program),
  );
  return missing === undefined ? undefined : `${missing} is missing (gnome-keyring, dbus)`;
}

const open = (service: string) => keychain({ platform: 'linux', clock: systemClock, service });
const secret = 'made-up p\u00e4ss "w\\o\u{1f511}rd';

describeServer('the keychain, against gnome-keyring', keyringAvailability(), () => {
  let stop: () => Promise<void>;

  beforeAll(async () => {
    const session = await startKeyring();
    stop = session.stop;
    // keytar looks for the bus at its first call, in the environment of this process.
    Object.assign(process.env, session.env);
  });
  afterAll(() => stop());

  test('it works and says so', async () => {
    expect(await open('CIIS Connect').problem()).toBeNull();
  });

  test('a secret is kept for the next run, replaced and deleted', async () => {
    const service = 'CIIS Connect 1';
    expect(await open(service).get('site-1')).toBeNull();
    await open(service).set('site-1', 'before');
    await open(service).set('site-1', secret);
    expect(await open(service).get('site-1')).toBe(secret);
    await open(service).delete('site-1');
    expect(await open(service).get('site-1')).toBeNull();
    await expect(open(service).delete('site-1')).resolves.toBeUndefined();
  });

  test('it lists the sites that have one, of its own data folder only', async () => {
    const secrets = open('CIIS Connect 2');
    expect(await secrets.siteIds()).toEqual(new Set());
    await secrets.set('site-1', secret);
    await secrets.set('site-2', secret);
    await open('CIIS Connect 3').set('site-3', secret);
    expect(await secrets.siteIds()).toEqual(new Set(['site-1', 'site-2']));
  });

  test('an empty secret is none', async () => {
    const secrets = open('CIIS Connect 4');
    await secrets.set('site-1', secret);
    await secrets.set('site-1', '');
    expect(await secrets.get('site-1')).toBeNull();
  });
});
