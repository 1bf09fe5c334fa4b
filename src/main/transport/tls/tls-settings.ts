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

/**
 * For more links to the server that `socket` is secured with: its key exchange comes first, because a server
 * that wants another than the first one costs a round trip (vsftpd takes P-256 only). They trust no
 * authority: only for links that must show the certificate that was accepted already.
 */
export function tlsSettingsLike(
  settings: TlsSettings,
  socket: tls.TLSSocket,
  minTls: MinTls,
): TlsSettings {
  const { name } = socket.getEphemeralKeyInfo() as { readonly name?: string };
  const group = name === undefined ? undefined : groupNames[name];
  if (group === undefined) return settings;
  const groups = [group, ...new Set(Object.values(groupNames).filter((each) => each !== group))];
  return { ...settings, secureContext: newContext(minTls, [], groups.join(':')) };
}

/** As getEphemeralKeyInfo() says them, and as `ecdhCurve` takes them. */
const groupNames: Readonly<Record<string, string>> = {
  X25519: 'X25519',
  prime256v1: 'P-256',
  'P-256': 'P-256',
  secp384r1: 'P-384',
  'P-384': 'P-384',
  secp521r1: 'P-521',
  'P-521': 'P-521',
};

/** Reading hundreds of certificates takes 30 ms, too long for a link to each message. */
const contexts = new WeakMap<readonly string[], Map<MinTls, tls.SecureContext>>();

function newContext(
  minTls: MinTls,
  authorities: readonly string[] | undefined,
  ecdhCurve?: string,
): tls.SecureContext {
  const minVersion = minTls === '1.2' ? 'TLSv1.2' : minTls === '1.1' ? 'TLSv1.1' : 'TLSv1';
  return tls.createSecureContext({
    minVersion,
    ...(authorities ? { ca: [...authorities] } : {}),
    ...(ecdhCurve === undefined ? {} : { ecdhCurve }),
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
