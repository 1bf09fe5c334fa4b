import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { describe, it } from 'vitest';
import { unpackedServer, type UnpackedServer } from '../../scripts/unpacked-server.mjs';

/** Why a server can't be started here, or undefined when it can. */
export type Availability = string | undefined;

export function opensshAvailability(): Availability {
  return needsRoot() ?? needsFile('/usr/sbin/sshd', 'openssh-server') ?? needsOpenssl();
}

export function vsftpdAvailability(): Availability {
  return needsRoot() ?? needsFile('/usr/sbin/vsftpd', 'vsftpd') ?? needsOpenssl();
}

export const proftpdAvailability = (): Availability => needsUnpacked('proftpd');

export const pureFtpdAvailability = (): Availability => needsUnpacked('pure-ftpd');

/** PHP with its SOAP extension. It needs no root. */
export function phpAvailability(): Availability {
  if (process.platform !== 'linux') return 'real servers are started on Linux only';
  return needsFile('/usr/bin/php', 'php-cli') ?? needsPhpSoap() ?? needsOpenssl();
}

/** A real HTTP proxy, before web servers of Node itself. It needs no root. */
export function tinyproxyAvailability(): Availability {
  if (process.platform !== 'linux') return 'real servers are started on Linux only';
  return needsFile('/usr/bin/tinyproxy', 'tinyproxy-bin') ?? needsOpenssl();
}

/** libxml2's own checker of schemas. */
export const xmllintAvailability = (): Availability =>
  needsFile('/usr/bin/xmllint', 'libxml2-utils');

/** The web servers of Node itself; only their certificates are made by another program. */
export function webServerAvailability(): Availability {
  return needsOpenssl();
}

/**
 * A `describe` for tests that need a real server. Without the server they are skipped and the
 * reason is in their name; where CI is set that is a failure.
 */
export function describeServer(name: string, missing: Availability, tests: () => void): void {
  if (missing === undefined) {
    describe(name, tests);
  } else if (mustNotSkip()) {
    describe(name, () => {
      it('has its server', () => {
        throw new Error(`In CI no suite may be skipped: ${missing}`);
      });
    });
  } else {
    describe.skip(`${name} (skipped: ${missing})`, tests);
  }
}

/** The servers run on Linux only, so elsewhere leaving them out is no oversight. */
function mustNotSkip(): boolean {
  const isCi = !['', '0', 'false'].includes(process.env['CI'] ?? '');
  return isCi && process.platform === 'linux';
}

function needsRoot(): Availability {
  if (process.platform !== 'linux') return 'real servers are started on Linux only';
  return process.getuid?.() === 0 ? undefined : 'only root can start it (it logs a user in)';
}

function needsUnpacked(server: UnpackedServer): Availability {
  const folder = unpackedServer(server);
  if (folder === undefined)
    return needsRoot() ?? `${server} is not here (run: npm test -- servers)`;
  return needsRoot() ?? needsFile(`${folder}/usr/sbin/${server}`, server) ?? needsOpenssl();
}

function needsOpenssl(): Availability {
  return needsFile('/usr/bin/openssl', 'openssl');
}

function needsPhpSoap(): Availability {
  const modules = execFileSync('/usr/bin/php', ['-m'], { encoding: 'utf8' });
  return /^soap$/m.test(modules) ? undefined : "PHP's SOAP is missing (Debian package php-soap)";
}

function needsFile(path: string, packageName: string): Availability {
  try {
    accessSync(path, constants.X_OK);
    return undefined;
  } catch {
    return `${path} is missing (Debian package ${packageName})`;
  }
}
