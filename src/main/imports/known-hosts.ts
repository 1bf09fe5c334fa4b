import { hostSchema } from '../../shared/domain/site.ts';
import type { NotImportable } from '../../shared/domain/site-import.ts';
import { hostKeyIdentity } from '../transport/sftp/sftp-host-key.ts';
import { linesOf } from './openssh-lines.ts';
import { mostSites, unreadable, type FoundIdentity, type ReadSites } from './read-sites.ts';

/**
 * Reads the servers' keys of an OpenSSH known_hosts file (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"). Of each
 * host and port one key comes: the one that a server of today would show to this program.
 */
export const readKnownHosts: ReadSites = (text) => {
  const entries = readEntries(text);
  const { identities, leftOut } = oneEach(entries.keys, entries.revoked);
  return { sites: [], identities, leftOut: [...leftOut, ...entries.leftOut], notes: [] };
};

interface Entries {
  readonly keys: readonly FoundIdentity[];
  /** Fingerprints. */
  readonly revoked: ReadonlySet<string>;
  readonly leftOut: readonly NotImportable[];
}

function readEntries(text: string): Entries {
  const keys: FoundIdentity[] = [];
  const revoked = new Set<string>();
  const leftOut: NotImportable[] = [];
  let hidden = 0;
  for (const { number, content } of linesOf(text)) {
    if (content === '' || content.startsWith('#')) continue;
    const { marker, hosts, key } = readLine(content);
    if (marker === '@revoked' && key !== null) revoked.add(key.fingerprint);
    if (marker !== '') leftOut.push({ name: lineName(number), reason: reasonOf(marker) });
    else if (key === null) leftOut.push({ name: lineName(number), reason: 'Its key is damaged.' });
    else if (hosts.startsWith('|')) hidden += 1;
    else {
      for (const name of hosts.split(',', mostSites + 1)) {
        const place = placeOf(name);
        if (typeof place === 'string') leftOut.push({ name, reason: place });
        else keys.push({ ...place, ...key });
      }
    }
    if (keys.length + leftOut.length > mostSites) {
      throw unreadable(number, `there are more than ${String(mostSites)} entries.`);
    }
  }
  return { keys, revoked, leftOut: [...leftOut, ...hiddenOnes(hidden)] };
}

interface Line {
  /** "@revoked" and the like; empty: none. */
  readonly marker: string;
  readonly hosts: string;
  /** Null: there is none that can be read. */
  readonly key: Pick<FoundIdentity, 'keyType' | 'fingerprint'> | null;
}

const longestKey = 16 * 1024;

function readLine(content: string): Line {
  const words = content.split(/[ \t]+/, 4);
  const marker = content.startsWith('@') ? (words.shift() ?? '') : '';
  const [hosts = '', keyType = '', base64 = ''] = words;
  return { marker, hosts, key: keyOf(keyType, base64) };
}

function keyOf(keyType: string, base64: string): Line['key'] {
  if (base64.length > longestKey || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  const bytes = Buffer.from(base64, 'base64');
  // A key that is cut off would later look like another server.
  if (!isWhole(bytes)) return null;
  const identity = hostKeyIdentity(bytes);
  return identity.keyType === keyType ? { keyType, fingerprint: identity.fingerprint } : null;
}

/** Whether it is strings with their lengths before them, to its end: all kinds of keys are (RFC 4253, 6.6). */
function isWhole(bytes: Buffer): boolean {
  let at = 0;
  while (at + 4 <= bytes.length) at += 4 + bytes.readUInt32BE(at);
  return at === bytes.length;
}

/** A string is why it can't come. */
function placeOf(name: string): Pick<FoundIdentity, 'host' | 'port'> | string {
  if (/^!|[*?]/.test(name)) return 'It stands for several hosts.';
  const [, inBrackets, digits] = /^\[([^\]]*)\]:(\d{1,5})$/.exec(name) ?? [];
  const host = hostSchema.safeParse(inBrackets ?? name);
  const port = digits === undefined ? 22 : Number(digits);
  if (!host.success || port < 1 || port > 65_535) return 'This is no host address.';
  return { host: host.data.toLowerCase(), port };
}

/** As sftp-algorithms.ts offers them: a server shows the first of them that it has. */
const keyTypes = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
  'ssh-dss',
];

function oneEach(
  keys: readonly FoundIdentity[],
  revoked: ReadonlySet<string>,
): { readonly identities: readonly FoundIdentity[]; readonly leftOut: readonly NotImportable[] } {
  const chosen = new Map<string, FoundIdentity>();
  const others = new Map<string, FoundIdentity[]>();
  const leftOut: NotImportable[] = [];
  const byRank = keys.toSorted((one, other) => rank(one) - rank(other));
  for (const key of byRank) {
    const place = placeText(key);
    const first = chosen.get(place);
    const why = whyNot(key, revoked);
    if (why !== null) leftOut.push({ name: place, reason: why });
    else if (first === undefined) chosen.set(place, key);
    else if (first.fingerprint !== key.fingerprint) {
      const more = others.get(place) ?? [];
      others.set(place, more);
      more.push(key);
    }
  }
  for (const [name, more] of others) {
    const types = [...new Set(more.map(({ keyType }) => keyType))].join(', ');
    const came = chosen.get(name)?.keyType ?? '';
    leftOut.push({
      name,
      reason: `One key is kept for each server. Its ${came} key comes, not the other (${types}).`,
    });
  }
  return { identities: [...chosen.values()], leftOut };
}

function whyNot({ keyType, fingerprint }: FoundIdentity, revoked: ReadonlySet<string>) {
  if (revoked.has(fingerprint)) return 'Its key is marked as revoked.';
  return keyTypes.includes(keyType) ? null : `This program knows no keys of its type (${keyType}).`;
}

const rank = ({ keyType }: FoundIdentity): number => keyTypes.indexOf(keyType);

const placeText = ({ host, port }: FoundIdentity): string =>
  port === 22 ? host : `${host}, port ${String(port)}`;

const lineName = (number: number): string => `Line ${String(number)}`;

function reasonOf(marker: string): string {
  switch (marker) {
    case '@revoked':
      return 'Its key is marked as revoked.';
    case '@cert-authority':
      return 'Keys of certificate authorities are not used here.';
    default:
      return 'Its mark is not known here.';
  }
}

function hiddenOnes(count: number): readonly NotImportable[] {
  if (count === 0) return [];
  const name = count === 1 ? '1 entry without a name' : `${String(count)} entries without names`;
  return [
    {
      name,
      reason: 'OpenSSH has hidden which servers they are for. You are asked when you connect.',
    },
  ];
}
