import type { NotImportable } from '../../shared/domain/site-import.ts';
import {
  siteOptionsSchema,
  type SiteOptions,
  type SiteSettings,
} from '../../shared/domain/site.ts';
import { passwordOf } from './filezilla-password.ts';
import { readServers, type Server } from './filezilla-servers.ts';
import { settingsOf, shownName, type FoundSite, type ReadSites } from './read-sites.ts';
import { remoteSafePath } from './remote-safe-path.ts';

/** The saved sites of a sitemanager.xml, or those of an fzdefaults.xml. */
export const readFileZilla: ReadSites = (text) => {
  const sites: FoundSite[] = [];
  const leftOut: NotImportable[] = [];
  for (const server of readServers(text)) {
    const read = readServer(server);
    if (typeof read === 'string') leftOut.push({ name: nameOf(server), reason: read });
    else sites.push(read);
  }
  const isEmpty = sites.length + leftOut.length === 0;
  const notes = isEmpty ? ['It holds no sites. FileZilla keeps them in sitemanager.xml.'] : [];
  return { sites, identities: [], leftOut, notes };
};

/** FileZilla's numbers of them that can come. */
const protocolNumbers: ReadonlyMap<string, 'sftp' | 'ftps'> = new Map([
  ['0', 'ftps'],
  ['1', 'sftp'],
  ['4', 'ftps'],
  ['6', 'ftps'],
]);
/** Those that may send everything for all to read. */
const maybePlain: ReadonlySet<string> = new Set(['0', '6']);

const otherProtocols: ReadonlyMap<string, string> = new Map([
  ['2', 'HTTP'],
  ['5', 'HTTPS'],
  ['7', 'Amazon S3'],
  ['8', 'Storj'],
  ['9', 'WebDAV'],
]);

/** A string is the reason why it can't come. */
function readServer(server: Server): FoundSite | string {
  const number = valueOf(server, 'Protocol') || '0';
  const protocol = protocolNumbers.get(number);
  if (protocol === undefined) return whyNoProtocol(server, number);
  const port = portOf(server);
  if (typeof port === 'string') return port;
  const logon = logonOf(server);
  if (logon === 'anonymous') return 'It signs in without a username (anonymous).';

  const notes: string[] = [];
  if (maybePlain.has(number)) {
    notes.push('It was allowed unencrypted before; now only encrypted.');
  }
  const settings = settingsOf(
    {
      label: valueOf(server, 'Name') || server.text,
      protocol,
      host: valueOf(server, 'Host'),
      port,
      username: valueOf(server, 'User'),
      signIn: logon === 'key' ? keyOf(server, protocol, notes) : undefined,
      remoteFolder: remoteFolderOf(server, notes),
      localFolder: rawOf(server, 'LocalDir'),
      comments: rawOf(server, 'Comments'),
    },
    notes,
  );
  if (typeof settings === 'string') return settings;
  const password = logon === 'normal' ? passwordOf(server.fields.get('Pass'), notes) : null;
  notes.push(...logonNotes(logon));
  const options = { ...settings.options, ...connectionsOf(server, protocol, notes) };
  notes.push(...otherNotes(server, protocol));
  return { settings: { ...settings, options }, folder: server.folder, password, notes };
}

const rawOf = ({ fields }: Server, field: string): string => fields.get(field)?.text ?? '';
const valueOf = (server: Server, field: string): string => rawOf(server, field).trim();
const nameOf = (server: Server): string =>
  shownName(valueOf(server, 'Name') || server.text || valueOf(server, 'Host'));

/** Where a field stands that can't be read. */
function placeOf({ fields, line }: Server, field: string): string {
  return `line ${String(fields.get(field)?.line ?? line)}, ${field}`;
}

function whyNoProtocol(server: Server, number: string): string {
  if (number === '3') {
    return 'FTPS implicit (port 990) is not supported; CIIS uses explicit.';
  }
  if (!/^\d{1,3}$/.test(number))
    return `Its protocol can't be read (${placeOf(server, 'Protocol')}).`;
  const name = otherProtocols.get(number) ?? 'another service';
  return `It is for ${name}, not for SFTP or FTPS.`;
}

/** Undefined: not written, the protocol's own. A string is the reason why the site can't come. */
function portOf(server: Server): number | undefined | string {
  const text = valueOf(server, 'Port');
  if (text === '') return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535
    ? port
    : `Its port is not a number from 1 to 65535 (${placeOf(server, 'Port')}).`;
}

type Logon = 'anonymous' | 'normal' | 'asked' | 'account' | 'key' | 'profile' | 'unknown';
const logons: readonly Logon[] = [
  'anonymous',
  'normal',
  'asked',
  'asked',
  'account',
  'key',
  'profile',
];

function logonOf(server: Server): Logon {
  const number = valueOf(server, 'Logontype');
  if (number === '') return valueOf(server, 'User') === '' ? 'anonymous' : 'normal';
  return /^\d$/.test(number) ? (logons[Number(number)] ?? 'unknown') : 'unknown';
}

function logonNotes(logon: Logon): readonly string[] {
  switch (logon) {
    case 'anonymous':
    case 'normal':
    case 'key':
      return [];
    case 'asked':
      return ['FileZilla asked for its password each time, so none comes.'];
    case 'account':
      return [
        'It signed in with an account besides the username. That does not come, nor does its password.',
      ];
    case 'profile':
      return ['It signed in with a profile of FileZilla. Its password does not come.'];
    case 'unknown':
      return ['The way it signed in is not known here. Its password does not come.'];
  }
}

function keyOf(
  server: Server,
  protocol: 'sftp' | 'ftps',
  notes: string[],
): SiteSettings['signIn'] | undefined {
  const file = valueOf(server, 'Keyfile');
  if (protocol === 'ftps') {
    notes.push('It signed in with a private key. FTPS has none, so it signs in with a password.');
    return undefined;
  }
  if (file === '') {
    notes.push('Its private key file is not named. Choose it before you connect.');
    return undefined;
  }
  if (/\.ppk$/i.test(file)) {
    notes.push(
      "Its key is a PuTTY file (.ppk). If it can't be read, save it as an OpenSSH key with PuTTYgen.",
    );
  }
  return { kind: 'key', file };
}

function remoteFolderOf(server: Server, notes: string[]): string {
  const text = rawOf(server, 'RemoteDir');
  if (text.trim() === '') return '';
  const path = remoteSafePath(text.trimStart()) ?? remoteSafePath(text.trim());
  if (path === null) {
    notes.push(
      `Its remote folder can't be read and does not come (${placeOf(server, 'RemoteDir')}).`,
    );
  }
  return path ?? '';
}

/** FTPS only, where each connection carries a file; 0 is FileZilla's word for no limit of its own. */
function connectionsOf(
  server: Server,
  protocol: 'sftp' | 'ftps',
  notes: string[],
): Partial<SiteOptions> {
  const text = valueOf(server, 'MaximumMultipleConnections');
  if (protocol !== 'ftps' || text === '' || /^0+$/.test(text)) return {};
  const { minValue, maxValue } = siteOptionsSchema.shape.connections;
  const most = maxValue ?? 1;
  const wished = /^\d{1,4}$/.test(text) ? Number(text) : most + 1;
  if (wished <= most) return { connections: Math.max(wished, minValue ?? 1) };
  notes.push(`It may use ${String(most)} connections at once; before it was more.`);
  return { connections: most };
}

function otherNotes(server: Server, protocol: 'sftp' | 'ftps'): readonly string[] {
  const notes: string[] = [];
  if (protocol === 'ftps' && valueOf(server, 'PasvMode') === 'MODE_ACTIVE') {
    notes.push('It used active mode. Here it uses passive mode, which works through firewalls.');
  }
  if (valueOf(server, 'EncodingType') === 'Custom') {
    notes.push('Its file names had an encoding of their own. Here they are UTF-8.');
  }
  if (server.fields.has('PostLoginCommands')) {
    notes.push('The commands it sent after signing in do not come.');
  }
  if (server.fields.has('Bookmark')) notes.push('Its bookmarks do not come.');
  return notes;
}
