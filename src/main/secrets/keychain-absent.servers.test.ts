import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { keychain } from './keychain.ts';

// keytar looks for the bus at each call until it has found one; this file's process never has one.
describe.skipIf(process.platform !== 'linux')('the keychain, where there is none', () => {
  test('it says so in a sentence and refuses every call', async () => {
    process.env['DBUS_SESSION_BUS_ADDRESS'] = `unix:path=${join(tempFolder(), 'no-bus')}`;
    const secrets = keychain({ platform: 'linux', clock: systemClock });
    expect(await secrets.problem()).toMatch(
      /^Passwords can't be kept, because the keyring of this computer can't be used \(.+\)\.$/,
    );
    const unavailable = {
      code: 'keychain-unavailable',
      detail: expect.stringMatching(/./) as string,
    };
    await expect(secrets.get('site-1')).rejects.toMatchObject(unavailable);
    await expect(secrets.set('site-1', 'made up')).rejects.toMatchObject(unavailable);
    await expect(secrets.delete('site-1')).rejects.toMatchObject(unavailable);
    await expect(secrets.siteIds()).rejects.toMatchObject(unavailable);
  });

  test('one that does not answer is given up after a few seconds, once', async () => {
    const path = join(tempFolder(), 'silent-bus');
    const met: Socket[] = [];
    const silent = createServer((socket) => met.push(socket));
    await new Promise<void>((resolve) => silent.listen(path, resolve));
    process.env['DBUS_SESSION_BUS_ADDRESS'] = `unix:path=${path}`;

    const waits: { readonly ms: number; readonly act: () => void }[] = [];
    const clock: Pick<Clock, 'after'> = {
      after(ms, act) {
        waits.push({ ms, act });
        return () => undefined;
      },
    };
    const secrets = keychain({ platform: 'linux', clock });
    const problem = secrets.problem();
    await expect.poll(() => met.length).toBe(1);
    waits[0]?.act();
    expect(waits[0]?.ms).toBe(5000);
    expect(await problem).toContain('no answer in 5 seconds');
    await expect(secrets.get('site-1')).rejects.toMatchObject({ code: 'keychain-unavailable' });
    expect(met).toHaveLength(1);

    // keytar still waits in a thread of its own, and the process could not end.
    for (const socket of met) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
  });
});

test.each([
  ['win32', 'Windows Credential Manager'],
  ['darwin', 'macOS Keychain'],
  ['linux', 'the keyring of this computer'],
] as const)('on %s it is called "%s"', (platform, name) => {
  expect(keychain({ platform, clock: systemClock }).name).toBe(name);
});
