import type { NotImportable } from '../../shared/domain/site-import.ts';
import { cuteFtpConnections, type Connection } from './cuteftp-connections.ts';
import { settingsOf, shownName, unreadable, type FoundSite, type ReadSites } from './read-sites.ts';
import { isTypable } from './typable.ts';

/** The sites of a script for CuteFTP's automation (VBScript), which is read and not run. */
export const readCuteFtpScript: ReadSites = (text) => {
  const connections = cuteFtpConnections(text);
  if (connections.length === 0) {
    throw unreadable(1, 'there is no CuteFTP connection (CuteFTPPro.TEConnection) in the script');
  }
  const sites: FoundSite[] = [];
  const leftOut: NotImportable[] = [];
  for (const connection of connections) {
    const found = siteOf(connection);
    if ('reason' in found) leftOut.push(found);
    else sites.push(found);
  }
  return { sites, identities: [], leftOut, notes: [] };
};

function siteOf(connection: Connection): FoundSite | NotImportable {
  const host = hostOf(connection);
  const name =
    host === '' ? `Connection in line ${String(connection.line)}` : shownName(labelOf(host));
  const missing = whyMissing(connection);
  if (missing !== null) return { name, reason: missing };
  const notes: string[] = [];
  const protocol = protocolOf(connection, notes);
  if ('reason' in protocol) return { name, reason: protocol.reason };
  const settings = settingsOf(
    {
      label: labelOf(host),
      protocol: protocol.name,
      host,
      port: portOf(connection, notes),
      username: known(connection, 'login'),
      ...foldersOf(connection, notes),
    },
    notes,
  );
  if (typeof settings === 'string') return { name, reason: settings };
  const connections = protocol.name === 'ftps' ? connectionsOf(connection, notes) : 1;
  const password = passwordOf(connection, notes);
  noteWhatStays(connection, notes);
  return {
    settings: { ...settings, options: { ...settings.options, connections } },
    folder: [],
    password,
    notes,
  };
}

const labelOf = (host: string): string => `CuteFTP script: ${host}`;

/** Empty: not given, or not known before the script runs. */
const known = ({ properties }: Connection, name: string): string =>
  properties.get(name)?.value ?? '';

/** Given, and not known before the script runs: the line. */
function unknownLine({ properties }: Connection, name: string): number | null {
  const property = properties.get(name);
  return property?.value === null ? property.line : null;
}

/** CuteFTP takes a web address too. */
const hostOf = (connection: Connection): string =>
  known(connection, 'host')
    .trim()
    .replace(/^(?:s?ftps?|ftpes):\/\//i, '')
    .replace(/\/$/, '');

function whyMissing(connection: Connection): string | null {
  const fields = { host: 'host address', login: 'username', protocol: 'protocol' };
  for (const [name, words] of Object.entries(fields)) {
    const line = unknownLine(connection, name);
    if (line !== null) {
      return `Its ${words} is known only when the script runs (line ${String(line)}).`;
    }
  }
  return null;
}

type ProtocolFound = { readonly name: 'sftp' | 'ftps' } | { readonly reason: string };

function protocolOf(connection: Connection, notes: string[]): ProtocolFound {
  const word = known(connection, 'protocol').trim().toUpperCase() || 'FTP';
  switch (word) {
    case 'SFTP':
      return { name: 'sftp' };
    case 'FTPS_AUTH_TLS':
    case 'FTPS_AUTH_SSL':
      if (isClear(connection)) notes.push(nowEncrypted);
      return { name: 'ftps' };
    case 'FTP':
      notes.push(nowEncrypted);
      return { name: 'ftps' };
    case 'FTPS_IMPLICIT':
      return { reason: 'FTPS implicit (port 990) is not supported; CIIS uses explicit.' };
    default:
      return { reason: `Its protocol is not supported: ${shownName(word)}` };
  }
}

const nowEncrypted = 'It was allowed unencrypted before; now only encrypted.';

const isClear = (connection: Connection): boolean =>
  ['clearcommandchannel', 'cleardataconnection'].some((name) =>
    /^(?:true|[1-9])/.test(known(connection, name)),
  );

function portOf(connection: Connection, notes: string[]): number | undefined {
  const port = known(connection, 'port').trim();
  if (/^[1-9]\d{0,8}$/.test(port)) return Number(port);
  // CuteFTP takes 0 for the protocol's own.
  if (connection.properties.has('port') && port !== '0') {
    notes.push("Its port can't be read; the protocol's own is used.");
  }
  return undefined;
}

interface Folders {
  readonly localFolder: string;
  readonly remoteFolder: string;
}

/** As properties, or of the first upload. */
function foldersOf(connection: Connection, notes: string[]): Folders {
  for (const [name, words] of [
    ['localfolder', 'local'],
    ['remotefolder', 'remote'],
  ] as const) {
    const line = unknownLine(connection, name);
    if (line !== null) {
      notes.push(`Its ${words} folder is known only when the script runs (line ${String(line)}).`);
    }
  }
  const local = connection.upload?.local ?? '';
  const remote = connection.upload?.remote ?? '';
  return {
    localFolder: known(connection, 'localfolder') || folderOf(local),
    remoteFolder: known(connection, 'remotefolder') || remoteFolderOf(local, remote),
  };
}

/** With many files the remote path names a folder, with one it ends in the file's name. */
const remoteFolderOf = (local: string, remote: string): string =>
  /[*?]/.test(local) && !remote.split('/').at(-1)?.includes('.') && remote !== '/'
    ? remote.replace(/\/$/, '')
    : folderOf(remote);

/** Of a path with / or \; empty where it names none. */
function folderOf(path: string): string {
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  const folder = path.slice(0, Math.max(end, 0));
  const isRoot = end === 0 || /^[A-Za-z]:$/.test(folder);
  return isRoot ? path.slice(0, end + 1) : folder;
}

function connectionsOf(connection: Connection, notes: string[]): number {
  const wanted = Number(known(connection, 'maxconnections').slice(0, 9));
  if (!Number.isInteger(wanted) || wanted < 1) return 1;
  const connections = Math.min(wanted, 10);
  if (connections !== wanted) notes.push('It uses at most 10 connections.');
  return connections;
}

function passwordOf(connection: Connection, notes: string[]): string | null {
  const line = unknownLine(connection, 'password');
  if (line !== null) {
    notes.push(`Its password is known only when the script runs (line ${String(line)}).`);
  }
  const password = known(connection, 'password');
  if (password === '') return null;
  notes.push('The script holds the password as plain text. Change it, or delete the script.');
  if (isTypable(password)) return password;
  notes.push("Its password can't be read and does not come.");
  return null;
}

function noteWhatStays(connection: Connection, notes: string[]): void {
  const retries = known(connection, 'retries');
  if (/^[1-9]\d{0,5}$/.test(retries)) {
    notes.push(
      `Its ${retries} retries do not come: CIIS locks an account after 6 refused sign-ins.`,
    );
  }
  if (known(connection, 'datachannel').toUpperCase() === 'PORT') {
    notes.push('It used active mode. Here it uses passive mode, which works through firewalls.');
  }
  if (known(connection, 'proxyinfo') !== '' || known(connection, 'socksinfo') !== '') {
    notes.push("Its proxy does not come; the system's is used.");
  }
  if (known(connection, 'remotefilterinclude') !== '') notes.push('Its filter does not come.');
}
