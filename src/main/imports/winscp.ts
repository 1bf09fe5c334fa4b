import type { NotImportable } from '../../shared/domain/site-import.ts';
import { readIni, type Ini, type IniSection } from './ini.ts';
import { withoutPuttyEscapes } from './putty-escapes.ts';
import {
  mostSites,
  shownName,
  unreadable,
  type FoundIdentity,
  type FoundSite,
  type ReadSites,
} from './read-sites.ts';
import { winScpFingerprint, winScpHostKeys } from './winscp-host-keys.ts';
import { numberOf, textOf, winScpSite, type Session } from './winscp-site.ts';

/**
 * The sites of a WinSCP.ini: sections "Sessions\folder/name" with escapes, in which only what is not WinSCP's
 * default is written; and the host keys that were accepted. (Format: WinSCP, SessionData.cpp.)
 */
export const readWinScp: ReadSites = (text) => {
  const ini = readIni(text);
  const sessions = sessionsOf(ini);
  const masterPassword = hasMasterPassword(ini);
  const keys = winScpHostKeys(sectionOf(ini, 'SshHostKeys'));
  const identities = new Map(keys.identities.map((identity) => [serverOf(identity), identity]));
  const sites: FoundSite[] = [];
  const leftOut: NotImportable[] = [];
  for (const session of sessions) {
    const found = siteOf(session, masterPassword);
    if ('reason' in found) {
      leftOut.push(found);
      continue;
    }
    sites.push(found);
    const expected = expectedIdentity(found, session.section);
    if (expected !== null && !identities.has(serverOf(expected))) {
      identities.set(serverOf(expected), expected);
    }
  }
  return {
    sites,
    identities: [...identities.values()],
    leftOut: [...leftOut, ...keys.leftOut],
    notes: notesOf(ini, sessions.length),
  };
};

const prefix = 'sessions\\';
/** Longer ones are shortened anyway: see settingsOf. */
const longestName = 200;

function sessionsOf({ sections }: Ini): readonly Session[] {
  const sessions: Session[] = [];
  for (const section of sections) {
    if (!section.name.toLowerCase().startsWith(prefix)) continue;
    const path = withoutPuttyEscapes(section.name.slice(prefix.length))
      .split('/')
      .map((part) => part.slice(0, longestName).trim())
      .filter((part) => part !== '');
    if (path.length === 1 && path[0] === 'Default Settings') continue;
    if (path.length > 20) throw unreadable(section.line, 'too many folders in each other');
    sessions.push({ path, section });
    if (sessions.length > mostSites) throw unreadable(section.line, 'too many sites');
  }
  return sessions;
}

function siteOf(session: Session, masterPassword: boolean): FoundSite | NotImportable {
  // Open tabs that WinSCP keeps for its next start.
  if ((numberOf(session.section, 'IsWorkspace') ?? 0) !== 0) {
    return {
      name: shownName(session.path.join(' / ')),
      reason: 'It belongs to a workspace and is no site.',
    };
  }
  return winScpSite(session, masterPassword);
}

const serverOf = ({ host, port }: { host: string; port: number }): string =>
  `${host.toLowerCase()}:${String(port)}`;

/** The key that a site names as the only one to be taken. */
function expectedIdentity({ settings }: FoundSite, section: IniSection): FoundIdentity | null {
  if (settings.protocol !== 'sftp') return null;
  const key = winScpFingerprint(textOf(section, 'SshHostKey'));
  return key === null ? null : { host: settings.host, port: settings.port, ...key };
}

const sectionOf = ({ sections }: Ini, name: string): IniSection | undefined =>
  sections.find((section) => section.name.toLowerCase() === name.toLowerCase());

function hasMasterPassword(ini: Ini): boolean {
  const security = sectionOf(ini, 'Configuration\\Security');
  return security !== undefined && (numberOf(security, 'UseMasterPassword') ?? 0) !== 0;
}

function notesOf({ oddLines }: Ini, sessions: number): readonly string[] {
  const notes: string[] = [];
  if (sessions === 0) {
    notes.push(
      'There are no sites in this file. WinSCP may keep them in the Windows registry: choose Tools, Export/Backup Configuration in its login window, and open the file that it saves.',
    );
  }
  const [first] = oddLines;
  if (first !== undefined) {
    const rest = oddLines.length === 1 ? '' : ` and ${String(oddLines.length - 1)} more`;
    notes.push(`Line ${String(first)}${rest} could not be read and did not come.`);
  }
  return notes;
}
