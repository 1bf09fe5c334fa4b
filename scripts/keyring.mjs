import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cacheFolder } from './cache-folder.mjs';
import { gather } from './run.mjs';
import { firstLine, spawnWatched, stopWatched } from './watched-child.mjs';

/**
 * Starts a session of its own with a real, empty, unlocked gnome-keyring: a message bus and a home
 * in a temporary folder, so a test never sees the keychain of the person who runs it (Linux).
 * @returns {Promise<{ env: Record<string, string>, stop: () => Promise<void> }>} What programs of
 *   the session need in their environment.
 */
export async function startKeyring() {
  const home = mkdtempSync(join(tmpdir(), 'ciis-connect-session-'));
  const folders = makeFolders(home);
  const bus = spawnWatched(
    'dbus-daemon',
    ['--session', '--nofork', '--nopidfile', '--print-address'],
    {
      env: folders,
    },
  );
  const env = { ...folders, DBUS_SESSION_BUS_ADDRESS: await firstLine(bus) };
  const keyring = spawnWatched(
    keyringProgram(home),
    ['--foreground', '--unlock', '--components=secrets'],
    { env },
  );
  keyring.stdin?.end('\n'); // The password that the new keyring gets.
  const stop = async () => {
    await stopWatched(keyring);
    await stopWatched(bus);
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    await untilThere(env);
  } catch (error) {
    await stop();
    throw error;
  }
  return { env, stop };
}

/** @param {string} home */
function makeFolders(home) {
  const folders = {
    HOME: home,
    XDG_RUNTIME_DIR: join(home, 'run'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CONFIG_HOME: join(home, 'config'),
    // What was fetched once is used here too.
    XDG_CACHE_HOME: dirname(cacheFolder()),
  };
  mkdirSync(folders.XDG_RUNTIME_DIR, { mode: 0o700 });
  mkdirSync(folders.XDG_DATA_HOME);
  mkdirSync(folders.XDG_CONFIG_HOME);
  return folders;
}

/**
 * A copy of the program, which lacks the right to lock memory that Debian gives the original: where
 * a container may not have that right the original can't be started at all.
 * @param {string} folder
 */
function keyringProgram(folder) {
  const copy = join(folder, 'gnome-keyring-daemon');
  copyFileSync('/usr/bin/gnome-keyring-daemon', copy);
  return copy;
}

/** @param {Record<string, string>} env */
async function untilThere(env) {
  const question = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/'];
  const method = 'org.freedesktop.DBus.NameHasOwner';
  const name = 'string:org.freedesktop.secrets';
  const login = join(env.XDG_DATA_HOME ?? '', 'keyrings', 'login.keyring');
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { output } = await gather('dbus-send', [...question, method, name], { env });
    if (output.includes('boolean true') && existsSync(login)) return;
    await delay(25);
  }
  throw new Error('gnome-keyring did not start');
}
