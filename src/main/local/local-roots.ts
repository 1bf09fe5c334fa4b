import { access, readdir, realpath } from 'node:fs/promises';
import { setTimeout as after } from 'node:timers/promises';
import type { LocalRoot } from '../../shared/domain/remote-entry.ts';

/** The person's own folders, as the system names them (a Desktop may lie in OneDrive). */
export interface KnownFolders {
  readonly home: string;
  readonly desktop?: string;
  readonly documents?: string;
  readonly downloads?: string;
}

/** A drive whose server is gone may not answer for half a minute. */
const driveAnswersWithinMs = 1500;

async function exists(path: string): Promise<boolean> {
  const late = new AbortController();
  const found = access(path).then(
    () => true,
    () => false,
  );
  const tooLate = after(driveAnswersWithinMs, false, { signal: late.signal, ref: false }).catch(
    // Only ends like this when the answer came first.
    () => false,
  );
  const answer = await Promise.race([found, tooLate]);
  late.abort();
  return answer;
}

const drive = (label: string, path: string): LocalRoot => ({ label, path, kind: 'drive' });

const windowsDrives = (): readonly LocalRoot[] =>
  Array.from('CDEFGHIJKLMNOPQRSTUVWXYZAB', (letter) => drive(`${letter}:`, `${letter}:\\`));

/** macOS shows the start-up disk under /Volumes as a link to the root. */
async function macDrives(volumes: string): Promise<readonly LocalRoot[]> {
  const names = await readdir(volumes).catch(() => []); // Not allowed to look: the root is still there.
  const drives = await Promise.all(
    names.map(async (name) => {
      const path = `${volumes}/${name}`;
      const target = await realpath(path).catch(() => path); // Shown, and says why when it is opened.
      return drive(name, target === '/' ? '/' : path);
    }),
  );
  const startUp = drives.find(({ path }) => path === '/') ?? drive('Macintosh HD', '/');
  return [startUp, ...drives.filter(({ path }) => path !== '/')];
}

const drivesOf = async (platform: NodeJS.Platform, volumes: string) =>
  platform === 'win32'
    ? windowsDrives()
    : platform === 'darwin'
      ? macDrives(volumes)
      : [drive('File system', '/')];

/** The drives and favourites at the top of Local Drives; only those that are there. */
export async function listLocalRoots(
  folders: KnownFolders,
  platform: NodeJS.Platform,
  volumes = '/Volumes',
): Promise<readonly LocalRoot[]> {
  const { home, desktop, documents, downloads } = folders;
  const favourites: readonly (LocalRoot | undefined)[] = [
    { label: 'Home', path: home, kind: 'home' },
    desktop === undefined ? undefined : { label: 'Desktop', path: desktop, kind: 'desktop' },
    documents === undefined
      ? undefined
      : { label: 'Documents', path: documents, kind: 'documents' },
    downloads === undefined
      ? undefined
      : { label: 'Downloads', path: downloads, kind: 'downloads' },
  ];
  const roots = [
    ...favourites.filter((root) => root !== undefined),
    ...(await drivesOf(platform, volumes)),
  ];
  // Linux names the home folder for favourites that it does not have.
  const different = roots.filter(({ path, kind }) => path !== home || kind === 'home');
  const there = await Promise.all(different.map(({ path }) => exists(path)));
  return different.filter((_root, index) => there[index]);
}
