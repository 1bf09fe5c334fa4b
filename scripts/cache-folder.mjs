import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder of this user for what is fetched once and used by every checkout.
 * @returns {string}
 */
export function cacheFolder() {
  return join(userCaches(), 'ciis-connect');
}

/** @returns {string} */
function userCaches() {
  if (process.env.XDG_CACHE_HOME) return process.env.XDG_CACHE_HOME;
  if (process.platform === 'win32' && process.env.LOCALAPPDATA) return process.env.LOCALAPPDATA;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return join(homedir(), '.cache');
}
