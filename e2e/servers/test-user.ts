import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './until.ts';

/** The made-up person who logs in to every test server. */
export const testUser = { name: 'ciis-test', password: 'Made-up.Trombone!7719' } as const;

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Where servers that want a folder owned by root up to `/` keep theirs. `/tmp` will not do for
 * OpenSSH's ChrootDirectory, because everyone may write there.
 */
export const serversFolder = '/var/lib/ciis-connect-tests';

/** Makes the system user if it is not there (as root). Safe to call from many processes at once. */
export async function ensureTestUser(): Promise<SystemUser> {
  mkdirSync(serversFolder, { recursive: true, mode: 0o755 });
  await until(() => lookUp() !== undefined || addUser(), { what: `the user ${testUser.name}` });
  const user = lookUp();
  if (user === undefined) throw new Error(`The user ${testUser.name} could not be made`);
  setPassword();
  return user;
}

function lookUp(): SystemUser | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${testUser.name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: +uid, gid: +gid };
}

/** False when another process holds the lock on the list of users; then it is asked again. */
function addUser(): boolean {
  const args = ['--system', '--user-group', '--no-create-home', '--home-dir', serversFolder];
  return (
    spawnSync('useradd', [...args, '--shell', '/usr/sbin/nologin', testUser.name]).status === 0
  );
}

function setPassword(): void {
  const marker = join(serversFolder, 'password-is-set');
  if (readIfThere(marker) === testUser.password) return;
  execFileSync('chpasswd', { input: `${testUser.name}:${testUser.password}\n` });
  writeFileSync(marker, testUser.password, { mode: 0o600 });
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
