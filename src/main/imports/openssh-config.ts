import type { NotImportable } from '../../shared/domain/site-import.ts';
import type { SiteSettings } from '../../shared/domain/site.ts';
import { readHostBlocks, type Given, type HostSettings } from './openssh-blocks.ts';
import { settingsOf, type FoundSite, type ReadSites } from './read-sites.ts';

/**
 * Reads the hosts of an OpenSSH config (ssh_config(5)): each name without wildcards, with what all the Host
 * blocks that fit it say. No password is ever in it.
 */
export const readOpenSshConfig: ReadSites = (text) => {
  const blocks = readHostBlocks(text);
  const sites: FoundSite[] = [];
  const unfit: NotImportable[] = [];
  for (const name of blocks.names) {
    const notes: string[] = [];
    const settings = siteOf(name, blocks.settingsFor(name), notes);
    if (typeof settings === 'string') unfit.push({ name, reason: settings });
    else sites.push({ settings, folder: [], password: null, notes });
  }
  return { sites, identities: [], leftOut: [...unfit, ...blocks.leftOut], notes: [] };
};

/** A string is why it can't come. */
function siteOf(
  name: string,
  { first, keyFiles }: HostSettings,
  notes: string[],
): SiteSettings | string {
  const hostName = first.get('hostname')?.value ?? name;
  if (/%[^h%]/.test(hostName)) return 'Its HostName has a placeholder that is not known here.';
  const port = first.get('port');
  if (port !== undefined && !/^\d{1,9}$/.test(port.value)) {
    return `Its port is no number (line ${String(port.line)}).`;
  }
  const username = first.get('user')?.value ?? '';
  if (username === '') return 'It has no username: OpenSSH takes that of the computer.';
  const keyFile = keyFileOf(first.get('identityfile'), keyFiles, notes);
  noteProxies(first, notes);
  return settingsOf(
    {
      label: name,
      protocol: 'sftp',
      host: hostName.replace(/%[h%]/g, (token) => (token === '%h' ? name : '%')),
      port: port === undefined ? undefined : Number(port.value),
      username,
      signIn: keyFile === null ? { kind: 'password' } : { kind: 'key', file: keyFile },
    },
    notes,
  );
}

function keyFileOf(given: Given | undefined, keyFiles: number, notes: string[]): string | null {
  if (given === undefined || given.value.toLowerCase() === 'none') return null;
  if (keyFiles > 1) notes.push('Only the first of its key files comes.');
  if (/^~|%|\$\{/.test(given.value)) {
    notes.push(
      'Its key file is named by a placeholder ("~" is your home folder). Choose the file in its properties.',
    );
  }
  return given.value;
}

function noteProxies(first: HostSettings['first'], notes: string[]): void {
  const ways = [
    ['ProxyJump', first.get('proxyjump')],
    ['ProxyCommand', first.get('proxycommand')],
  ] as const;
  // Of the two OpenSSH goes by the one that comes first.
  const [way] = ways
    .flatMap(([word, given]) => (given === undefined ? [] : [{ word, ...given }]))
    .sort((one, other) => one.line - other.line);
  if (way === undefined || way.value.trim().toLowerCase() === 'none') return;
  notes.push(
    `It was reached by way of another program or computer (${way.word}). That does not come: it is called directly.`,
  );
}
