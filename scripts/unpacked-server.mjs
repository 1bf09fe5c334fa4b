import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.mjs';

/**
 * FTP servers that Debian's packages let no system have beside vsftpd: they are unpacked into a folder.
 * @typedef {'proftpd' | 'pure-ftpd'} UnpackedServer
 */

/** @type {readonly UnpackedServer[]} */
export const unpackedServers = ['proftpd', 'pure-ftpd'];

/**
 * Where it is unpacked to.
 * @param {UnpackedServer} server
 */
export function serverTarget(server) {
  return join(cacheFolder(), server);
}

/**
 * The folder it was unpacked into, or undefined while it is not there. It has `usr/sbin/NAME`, and the
 * libraries it needs in `libraries`.
 * @param {UnpackedServer} server
 * @returns {string | undefined}
 */
export function unpackedServer(server) {
  const target = serverTarget(server);
  return existsSync(join(target, 'usr', 'sbin', server)) ? target : undefined;
}
