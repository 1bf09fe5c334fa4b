import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';

/** What decides where the data lies: read from the process once, by the app and the command line alike. */
export interface DataFolderFacts {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly workingFolder: string;
  /** `--data-dir`; null when it was not given. */
  readonly chosen: string | null;
}

export interface DataPlace {
  /** Absolute path of the folder of sites, identities, settings and history. */
  readonly folder: string;
  /** What this folder's passwords are filed under in the keychain; another folder never sees them. */
  readonly keychainService: string;
}

/** `--data-dir`, else CIIS_CONNECT_DATA_DIR, else the platform's usual place. */
export function dataPlace(facts: DataFolderFacts): DataPlace {
  const fromEnvironment = facts.environment['CIIS_CONNECT_DATA_DIR'] ?? '';
  const chosen = facts.chosen ?? (fromEnvironment === '' ? null : fromEnvironment);
  const usual = resolve(facts.workingFolder, usualFolder(facts));
  const folder = chosen === null ? usual : resolve(facts.workingFolder, chosen);
  if (folder === usual) return { folder, keychainService: 'CIIS Connect' };
  // Windows takes C:\Data and c:\data for one folder.
  const name = facts.platform === 'win32' ? folder.toLowerCase() : folder;
  const mark = createHash('sha256').update(name).digest('hex').slice(0, 12);
  return { folder, keychainService: `CIIS Connect (${mark})` };
}

function usualFolder({ platform, environment, home }: DataFolderFacts): string {
  switch (platform) {
    case 'win32':
      return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'CIIS Connect');
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'CIIS Connect');
    default: {
      const base = environment['XDG_DATA_HOME'];
      // The XDG base directory specification: a relative path counts as not set.
      const folder = base?.startsWith('/') === true ? base : join(home, '.local', 'share');
      return join(folder, 'ciis-connect');
    }
  }
}
