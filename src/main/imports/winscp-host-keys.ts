import type { NotImportable } from '../../shared/domain/site-import.ts';
import type { IniSection, IniValue } from './ini.ts';
import { withoutPuttyEscapes } from './putty-escapes.ts';
import { readPuttyHostKey } from './putty-host-key.ts';
import { mostSites, unreadable, type FoundIdentity } from './read-sites.ts';

interface HostKeys {
  readonly identities: readonly FoundIdentity[];
  readonly leftOut: readonly NotImportable[];
}

/** For a server with several keys: what is likeliest to be shown. */
const preference = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
];

/**
 * The accepted keys in [SshHostKeys]: "type@port:host=key", or several keys with ";" between them. A key is
 * PuTTY's (putty-host-key.ts), or its fingerprint as WinSCP shows it. One comes for each host and port.
 */
export function winScpHostKeys(section: IniSection | undefined): HostKeys {
  const leftOut: NotImportable[] = [];
  const byServer = new Map<string, FoundIdentity>();
  if ((section?.values.size ?? 0) > mostSites) {
    throw unreadable(section?.line ?? 1, 'too many keys of servers');
  }
  for (const value of section?.values.values() ?? []) {
    const found = identityOf(value);
    if ('reason' in found) {
      leftOut.push(found);
      continue;
    }
    const server = `${found.host.toLowerCase()}:${String(found.port)}`;
    const other = byServer.get(server);
    const isBetter = other === undefined || rankOf(found) < rankOf(other);
    byServer.set(server, isBetter ? found : other);
    if (other !== undefined) leftOut.push(oneIsEnough(isBetter ? other : found));
  }
  return { identities: [...byServer.values()], leftOut };
}

const rankOf = ({ keyType }: FoundIdentity): number => {
  const rank = preference.indexOf(keyType);
  return rank === -1 ? preference.length : rank;
};

const oneIsEnough = ({ host, port, keyType }: FoundIdentity): NotImportable => ({
  name: `${keyType} of ${host}:${String(port)}`,
  reason: 'Another key of this server comes; one is kept for each server.',
});

function identityOf({ name, text, line }: IniValue): FoundIdentity | NotImportable {
  const plainName = withoutPuttyEscapes(name);
  const where = /^([\w-]{1,40})@(\d{1,5}):([A-Za-z0-9._:%-]{1,253})$/.exec(plainName);
  const [, type = '', port = '', host = ''] = where ?? [];
  const isServer = where !== null && Number(port) >= 1 && Number(port) <= 65_535;
  if (!isServer) return { name: `Line ${String(line)}`, reason: 'It is not the key of a server.' };
  for (const key of text.split(';', 10)) {
    const found = readPuttyHostKey(type.toLowerCase(), key.trim()) ?? winScpFingerprint(key);
    if (found !== null) return { host, port: Number(port), ...found };
  }
  return {
    name: `${type} of ${host}:${port}`,
    reason: 'The key is of a kind that is not read here. You will be asked when you connect.',
  };
}

/** "ssh-ed25519 255 " and the SHA-256 digest in base64, as WinSCP shows a host key; null: none, or only an older digest. */
export function winScpFingerprint(text: string): Omit<FoundIdentity, 'host' | 'port'> | null {
  const parts = /^([\w-]{1,40}) \d{1,6} (?:SHA256:)?([A-Za-z0-9+/]{43})=?$/.exec(text.trim());
  const [, keyType = '', digest = ''] = parts ?? [];
  return preference.includes(keyType) ? { keyType, fingerprint: `SHA256:${digest}` } : null;
}
