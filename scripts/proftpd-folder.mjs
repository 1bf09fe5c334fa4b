import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.mjs';

/** Where ProFTPD is unpacked to, beside vsftpd, which its Debian package can't share a system with. */
export function proftpdTarget() {
  return join(cacheFolder(), 'proftpd');
}

/**
 * The folder ProFTPD was unpacked into, or undefined while it is not there. It has
 * `usr/sbin/proftpd`, `usr/lib/proftpd/*.so` and the libraries it needs in `libraries`.
 * @returns {string | undefined}
 */
export function proftpdFolder() {
  const target = proftpdTarget();
  return existsSync(join(target, 'usr', 'sbin', 'proftpd')) ? target : undefined;
}
