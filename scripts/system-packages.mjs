import { aptInstall, canUseApt } from './apt.mjs';
import { missingNeeds } from './system-needs.mjs';
import { unpackServer } from './unpack-server.mjs';
import { unpackedServer, unpackedServers } from './unpacked-server.mjs';

/** @typedef {import('./system-needs.mjs').NeedGroup} NeedGroup */

/**
 * Sees to it that the system has what these groups need: installs it on Debian and Ubuntu as root,
 * elsewhere names it. Does nothing on Windows and macOS, which have all that can be had there.
 * @param {object} options
 * @param {readonly NeedGroup[]} options.groups
 * @param {(line: string) => void} options.log
 * @returns {Promise<readonly string[]>} The Debian packages that are still missing.
 */
export async function ensureSystemPackages({ groups, log }) {
  if (process.platform !== 'linux') return [];
  await install(groups, log);
  const missing = missingNeeds(groups).map(({ packages }) => packages.at(-1) ?? '');
  missing.push(...notUnpacked(groups));
  const names = [...new Set(missing)];
  if (names.length > 0) log(`Missing on this system (as Debian names it): ${names.join(' ')}`);
  return names;
}

/**
 * @param {readonly NeedGroup[]} groups
 * @param {(line: string) => void} log
 */
async function install(groups, log) {
  if (!canUseApt()) return;
  // Two groups may need the same package.
  const byName = new Map(missingNeeds(groups).map(({ packages }) => [packages.join(), packages]));
  const packages = [...byName.values()];
  try {
    if (packages.length > 0) {
      log(`Installing with apt-get: ${packages.map((names) => names.at(-1)).join(', ')} ...`);
      await aptInstall(packages);
    }
    for (const server of notUnpacked(groups)) {
      log(`Unpacking ${server} ...`);
      await unpackServer(server);
    }
  } catch (error) {
    // The caller goes on with what is there and says what is not.
    log(error instanceof Error ? error.message : String(error));
  }
}

/** @param {readonly NeedGroup[]} groups */
function notUnpacked(groups) {
  if (!groups.includes('servers')) return [];
  return unpackedServers.filter((server) => unpackedServer(server) === undefined);
}
