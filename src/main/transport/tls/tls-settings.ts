import { constants } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import * as tls from 'node:tls';
import type { MinTls } from '../../../shared/domain/site.ts';

/** How the TLS of one connection is spoken, on its control link and its data links alike. */
export interface TlsSettings {
  readonly secureContext: tls.SecureContext;
  /** The name that the certificate has to fit. */
  readonly host: string;
}

/** `authorities`: certificates (PEM) that this computer trusts; undefined for Node's own list. */
export function tlsSettings(
  host: string,
  minTls: MinTls,
  authorities: readonly string[] | undefined,
): TlsSettings {
  if (authorities === undefined) return { secureContext: newContext(minTls, undefined), host };
  const made = contexts.get(authorities) ?? new Map<MinTls, tls.SecureContext>();
  contexts.set(authorities, made);
  const secureContext = made.get(minTls) ?? newContext(minTls, authorities);
  made.set(minTls, secureContext);
  return { secureContext, host };
}

/** Reading hundreds of certificates takes 30 ms, too long for a link to each message. */
const contexts = new WeakMap<readonly string[], Map<MinTls, tls.SecureContext>>();

function newContext(minTls: MinTls, authorities: readonly string[] | undefined): tls.SecureContext {
  const minVersion = minTls === '1.2' ? 'TLSv1.2' : minTls === '1.1' ? 'TLSv1.1' : 'TLSv1';
  return tls.createSecureContext({
    minVersion,
    ...(authorities ? { ca: [...authorities] } : {}),
    ...(minTls === '1.2' ? {} : olderServers()),
  });
}

/**
 * Checks are off because the caller compares the certificate itself, before anything secret is sent:
 * clinics' servers have certificates of their own making. See certificate-identity.ts.
 */
export function startTls(tcp: Socket, settings: TlsSettings, session?: Buffer): tls.TLSSocket {
  const { host, secureContext } = settings;
  return tls.connect({
    socket: tcp,
    secureContext,
    rejectUnauthorized: false,
    // Node 24.17 and later resume a session only for the host it was made with.
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(session ? { session } : {}),
  });
}

/** What OpenSSL 3 needs to speak TLS 1.0 and 1.1; BoringSSL (Electron) knows no such levels and needs none. */
function olderServers(): tls.SecureContextOptions {
  const weak = { ciphers: 'DEFAULT@SECLEVEL=0' };
  try {
    tls.createSecureContext(weak);
  } catch {
    return {}; // Not OpenSSL.
  }
  return { ...weak, secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT };
}

let known: readonly string[] | undefined;

/** The certificates that this computer trusts, those of its own store included where Node can read it. */
export function trustedByThisComputer(): readonly string[] | undefined {
  if (!('getCACertificates' in tls)) return undefined; // Node before 22.15
  return (known ??= [
    ...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')]),
  ]);
}
