import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { apt } from './apt.mjs';
import { gather } from './run.mjs';
import { serverTarget, unpackedServer } from './unpacked-server.mjs';

/** @typedef {import('./unpacked-server.mjs').UnpackedServer} UnpackedServer */

/** @type {Readonly<Record<UnpackedServer, readonly string[]>>} */
const packages = {
  proftpd: ['proftpd-core', 'proftpd-mod-crypto'],
  'pure-ftpd': ['pure-ftpd'],
};

/**
 * Unpacks a server and the libraries it needs into the cache folder.
 * @param {UnpackedServer} server
 */
export async function unpackServer(server) {
  const target = serverTarget(server);
  mkdirSync(dirname(target), { recursive: true });
  const folder = mkdtempSync(`${target}.making-`);
  try {
    await download(packages[server], folder);
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.deb'))) {
      await must('dpkg', ['-x', join(folder, name), folder]);
      rmSync(join(folder, name));
    }
    gatherLibraries(folder);
    renameSync(folder, target);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    if (unpackedServer(server) === undefined) throw error; // Else another process was first.
  }
}

/**
 * @param {readonly string[]} wanted
 * @param {string} folder
 */
async function download(wanted, folder) {
  await apt('update');
  // What an installation would add is what has to be unpacked.
  const plan = await apt('install', '--simulate', '--no-install-recommends', ...wanted);
  const names = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name ?? '');
  await must('apt-get', ['--quiet', 'download', ...names], folder);
}

/** @param {string} folder */
function gatherLibraries(folder) {
  const libraries = join(folder, 'libraries');
  mkdirSync(libraries);
  const usr = join(folder, 'usr');
  for (const entry of readdirSync(usr, { recursive: true, encoding: 'utf8' })) {
    const name = basename(entry);
    if (/^lib.*\.so\.[\d.]+$/.test(name)) copyFileSync(join(usr, entry), join(libraries, name));
  }
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} [cwd]
 */
async function must(command, args, cwd) {
  const { code, output } = await gather(command, args, cwd === undefined ? {} : { cwd });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${output.trim()}`);
}
