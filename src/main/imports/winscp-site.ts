import type { NotImportable } from '../../shared/domain/site-import.ts';
import type { MinTls, SiteOptions } from '../../shared/domain/site.ts';
import type { IniSection } from './ini.ts';
import { withoutPuttyEscapes } from './putty-escapes.ts';
import { settingsOf, shownName, type FoundSite } from './read-sites.ts';
import { isTypable } from './typable.ts';
import { plainPassword } from './winscp-password.ts';

/** A section of WinSCP.ini: its values by WinSCP's names. */
export interface Session {
  /** The names of the folders and, last, of the site. */
  readonly path: readonly string[];
  readonly section: IniSection;
}

/** The value with its escapes undone; empty: WinSCP's default, which it does not write. */
export function textOf({ values }: IniSection, name: string): string {
  return withoutPuttyEscapes(values.get(name.toLowerCase())?.text ?? '');
}

/** Undefined: not written, or no whole number. */
export function numberOf({ values }: IniSection, name: string): number | undefined {
  const text = values.get(name.toLowerCase())?.text ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** A site as it comes, or why it can't. */
export function winScpSite(session: Session, masterPassword: boolean): FoundSite | NotImportable {
  const { path, section } = session;
  const name = path.at(-1) ?? '';
  const notes: string[] = [];
  const damaged = damagedNumber(section);
  const protocol = damaged ?? protocolOf(section, notes);
  if (typeof protocol === 'string') return { name: shownName(name), reason: protocol };
  const { host, username } = winScpAddress(section);
  const keyFile = protocol.name === 'sftp' ? textOf(section, 'PublicKeyFile').trim() : '';
  const settings = settingsOf(
    {
      label: name,
      protocol: protocol.name,
      host,
      port: numberOf(section, 'PortNumber'),
      username,
      remoteFolder: textOf(section, 'RemoteDirectory'),
      localFolder: textOf(section, 'LocalDirectory'),
      comments: textOf(section, 'Note'),
      ...(keyFile !== '' && { signIn: { kind: 'key', file: keyFile } }),
    },
    notes,
  );
  if (typeof settings === 'string') return { name: shownName(name || host), reason: settings };
  noteKeyFile(keyFile, notes);
  noteWhatStays(section, protocol.name, notes);
  return {
    settings: {
      ...settings,
      minTls: protocol.name === 'ftps' ? minTlsOf(section, notes) : settings.minTls,
      options: optionsOf(section, settings.options, notes),
    },
    folder: path.slice(0, -1).map(shownName),
    password: passwordOf(section, keyFile !== '', masterPassword, notes),
    notes,
  };
}

/** WinSCP takes "user@host" as a host too. */
function winScpAddress(section: IniSection): { host: string; username: string } {
  const host = textOf(section, 'HostName').trim();
  const username = textOf(section, 'UserName').trim();
  const at = host.lastIndexOf('@');
  if (at === -1) return { host, username };
  return { host: host.slice(at + 1), username: username || host.slice(0, at) };
}

function damagedNumber(section: IniSection): string | undefined {
  for (const name of ['FSProtocol', 'Ftps', 'PortNumber']) {
    const value = section.values.get(name.toLowerCase());
    if (value !== undefined && numberOf(section, name) === undefined) {
      return `Line ${String(value.line)}: ${name} is not a number.`;
    }
  }
  return undefined;
}

type FileProtocolFound = { readonly name: 'sftp' | 'ftps' } | string;

function protocolOf(section: IniSection, notes: string[]): FileProtocolFound {
  const protocol = numberOf(section, 'FSProtocol') ?? 1;
  switch (protocol) {
    case 0:
      notes.push('Its protocol was SCP; it comes as SFTP.');
      return { name: 'sftp' };
    case 1:
    case 2:
      return { name: 'sftp' };
    case 5:
      return ftpsOf(section, notes);
    case 6:
      return 'WebDAV is not supported.';
    case 7:
      return 'Amazon S3 is not supported.';
    default:
      return `Its protocol is not known (FSProtocol ${String(protocol)}).`;
  }
}

function ftpsOf(section: IniSection, notes: string[]): FileProtocolFound {
  const security = numberOf(section, 'Ftps') ?? 0;
  switch (security) {
    case 0:
      notes.push('It was allowed unencrypted before; now only encrypted.');
      return { name: 'ftps' };
    case 1:
      return 'FTPS implicit (port 990) is not supported; CIIS uses explicit.';
    case 2:
    case 3:
      return { name: 'ftps' };
    default:
      return `Its encryption is not known (Ftps ${String(security)}).`;
  }
}

function minTlsOf(section: IniSection, notes: string[]): MinTls {
  switch (numberOf(section, 'MinTlsVersion')) {
    case 10:
      notes.push('Older encryption (from TLS 1.0) stays allowed, as before.');
      return '1.0';
    case 11:
      notes.push('Older encryption (from TLS 1.1) stays allowed, as before.');
      return '1.1';
    case 13:
      notes.push('It wanted TLS 1.3 or newer; TLS 1.2 is allowed too.');
      return '1.2';
    default:
      return '1.2';
  }
}

function optionsOf(section: IniSection, options: SiteOptions, notes: string[]): SiteOptions {
  const timeout = numberOf(section, 'Timeout');
  if (timeout === undefined) return options;
  const connectTimeout = Math.min(Math.max(timeout, 5), 300);
  if (connectTimeout !== timeout) {
    notes.push(`Its time limit for connecting becomes ${String(connectTimeout)} seconds.`);
  }
  return { ...options, connectTimeout };
}

function noteKeyFile(file: string, notes: string[]): void {
  if (!/\.ppk$/i.test(file)) return;
  notes.push(
    'Its key file (.ppk) can be used if it is PPK version 2 with an RSA key. Else save it in PuTTYgen with Conversions, Export OpenSSH key.',
  );
}

function noteWhatStays(section: IniSection, protocol: 'sftp' | 'ftps', notes: string[]): void {
  const portIsOurs = protocol === 'ftps' && !section.values.has('portnumber');
  if (portIsOurs) notes.push('It names no port; 21 is used.');
  if (protocol === 'ftps' && numberOf(section, 'FtpPasvMode') === 0) {
    notes.push('It used active mode. Here it uses passive mode, which works through firewalls.');
  }
  if ((numberOf(section, 'ProxyMethod') ?? 0) !== 0) {
    notes.push("Its proxy does not come; the system's is used.");
  }
  if ((numberOf(section, 'Tunnel') ?? 0) !== 0) {
    notes.push('Its SSH tunnel does not come; it connects directly.');
  }
  if (textOf(section, 'PostLoginCommands') !== '') {
    notes.push('Its commands after signing in do not come.');
  }
  if (protocol === 'ftps' && textOf(section, 'TlsCertificateFile') !== '') {
    notes.push('Its client certificate does not come.');
  }
}

function passwordOf(
  section: IniSection,
  hasKeyFile: boolean,
  masterPassword: boolean,
  notes: string[],
): string | null {
  const clear = textOf(section, 'PasswordPlain');
  const hidden = textOf(section, 'Password');
  if (clear === '' && hidden === '') return null;
  if (hasKeyFile) {
    notes.push('Its password does not come: it signs in with its key file.');
    return null;
  }
  if (clear === '' && masterPassword) {
    notes.push("Its password is locked with WinSCP's master password and does not come.");
    return null;
  }
  const { host, username } = winScpAddress(section);
  const password = clear || plainPassword(hidden, username, host);
  // WinSCP writes one that is empty too.
  if (password === '') return null;
  if (password !== null && isTypable(password)) return password;
  notes.push("Its password can't be read and does not come.");
  return null;
}
