import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asTestServer } from './as-test-server.ts';
import { freePort } from './free-ports.ts';
import { type ServerFolder, makeServerFolder } from './server-folder.ts';
import { startProcess } from './server-process.ts';
import type { ServerOptions, SshServer } from './test-server.ts';
import { ensureTestUser, testUser } from './test-user.ts';

export interface OpenSshOptions extends ServerOptions {
  /** Speaks only what servers of EFT 6.4's age do: group14-sha1, ssh-rsa, aes128-cbc, hmac-sha1. */
  readonly legacy?: boolean;
  /** Lines that go first into sshd_config, so they win. */
  readonly extraConfig?: readonly string[];
  /** Comes back with the identity of a server that was killed, which must not have been stopped yet. */
  readonly identityOf?: SshServer;
  /** SFTP requests that are refused, as `internal-sftp -P` names them, e.g. stat, opendir. */
  readonly refuse?: readonly string[];
}

const legacyAlgorithms = [
  'KexAlgorithms diffie-hellman-group14-sha1',
  'HostKeyAlgorithms ssh-rsa',
  'PubkeyAcceptedAlgorithms ssh-rsa',
  'Ciphers aes128-cbc',
  'MACs hmac-sha1',
];

/** Starts OpenSSH's sshd. Each start makes a new host key, so the same port has a new identity. */
export async function startOpenSsh(options: OpenSshOptions = {}): Promise<SshServer> {
  const user = await ensureTestUser();
  const port = options.port ?? (await freePort());
  const folder = makeServerFolder(user, options);
  const keyPath = join(folder.base, 'host-key');
  const hostKey = options.identityOf
    ? copyKey(options.identityOf, keyPath)
    : makeKey(keyPath, options.legacy === true ? 'rsa' : 'ed25519');
  const userKey = join(folder.base, 'user-key');
  authorizedKey ??= makeUserKey(userKey);
  writeFileSync(userKey, authorizedKey.privateKey, { mode: 0o600 });
  writeFileSync(join(folder.base, 'authorized-keys'), authorizedKey.publicKey);
  const configPath = join(folder.base, 'sshd.conf');
  writeFileSync(configPath, configuration(port, folder, hostKey.path, options));
  mkdirSync('/run/sshd', { recursive: true, mode: 0o755 }); // sshd refuses to start without it.

  const server = await startProcess({
    command: '/usr/sbin/sshd',
    args: ['-D', '-e', '-f', configPath],
    maxFileBytes: options.maxFileBytes,
    ready: { text: 'Server listening on' },
  });
  return {
    ...asTestServer({
      name: options.legacy === true ? 'OpenSSH (older algorithms)' : 'OpenSSH',
      port,
      home: '/upload',
      process: server,
      folder,
    }),
    hostKeySha256: hostKey.sha256,
    hostKeyPath: hostKey.path,
    privateKeyPath: userKey,
  };
}

function configuration(
  port: number,
  folder: ServerFolder,
  hostKeyPath: string,
  { legacy = false, extraConfig = [], refuse = [] }: OpenSshOptions,
): string {
  const refused = refuse.length > 0 ? ` -P ${refuse.join(',')}` : '';
  return [
    ...extraConfig,
    ...(legacy ? legacyAlgorithms : []),
    `ListenAddress 127.0.0.1:${port}`,
    `HostKey ${hostKeyPath}`,
    `AuthorizedKeysFile ${join(folder.base, 'authorized-keys')}`,
    `AllowUsers ${testUser.name}`,
    `ChrootDirectory ${folder.jail}`,
    'Subsystem sftp internal-sftp',
    `ForceCommand internal-sftp -d /upload${refused}`,
    'PasswordAuthentication yes',
    'PubkeyAuthentication yes',
    'KbdInteractiveAuthentication no',
    'UsePAM no',
    'UseDNS no',
    'StrictModes no',
    'PidFile none',
    'MaxAuthTries 6',
    'MaxStartups 100',
    'LogLevel VERBOSE',
    '',
  ].join('\n');
}

/* One for all servers of this process: making an RSA key takes longer than starting a server. */
let authorizedKey: UserKey | undefined;

interface UserKey {
  readonly privateKey: string;
  readonly publicKey: string;
}

function makeUserKey(path: string): UserKey {
  makeKey(path, 'rsa');
  return {
    privateKey: readFileSync(path, 'utf8'),
    publicKey: readFileSync(`${path}.pub`, 'utf8'),
  };
}

function copyKey({ hostKeyPath, hostKeySha256 }: SshServer, path: string) {
  copyFileSync(hostKeyPath, path);
  chmodSync(path, 0o600);
  return { path, sha256: hostKeySha256 };
}

function makeKey(path: string, type: 'rsa' | 'ed25519'): { path: string; sha256: string } {
  const bits = type === 'rsa' ? ['-b', '2048'] : [];
  execFileSync('ssh-keygen', ['-q', '-t', type, ...bits, '-N', '', '-C', 'made-up', '-f', path]);
  const line = execFileSync('ssh-keygen', ['-l', '-E', 'sha256', '-f', path], { encoding: 'utf8' });
  return { path, sha256: line.split(' ')[1] ?? '' };
}
